# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown of the program elsewhere: the six steps of the wizard for the README, and pictures for software centres.

All of it is made with the practice model, and says so.
"""
import desktop as d
import scenes
import scenes_run
import scenes_wizard as wizard
from scene import begins_with, library

DATASETS = {"Support triage": 50, "Angry customers": 40, "Roaming abroad": 120, "Telecom support v2": 100, "Telecom support v3": 250}
EXAMPLE = d.EXAMPLES / "support-triage.json"


@library
def make_shown(desktop, folder):
    words = ["--library", folder, "--provider", "practice"]
    scenes.add_prompts(desktop, folder)
    for name, n_records in DATASETS.items():
        desktop.cli(*words, "generate", "--requirements", EXAMPLE, "--records", n_records, "--name", name)
    wizard.Draft(desktop, folder, "practice", "Complaints").talk("Half of them are impatient, and write on a phone")


@library
def make_shown_asked(desktop, folder):
    wizard.Draft(desktop, folder, "practice").talk("Half of them are impatient, and write on a phone")


@library
def make_shown_samples(desktop, folder):
    wizard.Draft(desktop, folder, "practice").make_samples()


@library
def make_shown_revised(desktop, folder):
    draft = wizard.Draft(desktop, folder, "practice")
    draft.make_samples()
    wizard.revise(draft)


# --- the wizard, step by step ---


@begins_with("shown")
def show_prompt(desktop, program, window):
    window.activate("win.practice")
    window.find("list item", "Support triage").click()
    window.find("panel", "Support triage")


@begins_with("shown_asked")
def show_requirements(desktop, program, window):
    wizard.see_wizard_checklist_item(desktop, program, window)


@begins_with("shown_samples")
def show_samples(desktop, program, window):
    wizard.see_wizard_samples_noted(desktop, program, window)


@begins_with("shown_revised")
def show_revision(desktop, program, window):
    wizard.see_wizard_samples_changed(desktop, program, window)


@begins_with("shown_samples")
def show_coverage(desktop, program, window):
    scenes_run.see_wizard_configure_coverage(desktop, program, window)


@begins_with("shown_samples")
def show_run(desktop, program, window):
    scenes_run.run_until(desktop, window, 300, of=1000)


# the run goes on while it is looked at
show_run.moving = True

FILMSTRIP = [show_prompt, show_requirements, show_samples, show_revision, show_coverage, show_run]


# --- for software centres ---


@begins_with("shown")
def show_datasets(desktop, program, window):
    window.find("label", "Datasets")


@begins_with("shown")
def show_review(desktop, program, window):
    scenes.see_review(desktop, program, window)


@begins_with("shown")
def show_health(desktop, program, window):
    scenes.see_health(desktop, program, window)


DARK = {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}

# The files of data/screenshots/, which the metainfo names: what is on them, and the environment.
CENTRES = {
    "requirements": (show_requirements, {}),
    "samples": (show_revision, {}),
    "coverage": (show_coverage, {}),
    "review": (show_review, {}),
    "health": (show_health, {}),
    "datasets": (show_datasets, {}),
    "review-dark": (show_review, DARK),
}
