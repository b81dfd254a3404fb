# SPDX-License-Identifier: GPL-3.0-or-later
"""What there is to see of the program: a function for each page and state, which takes the program there.

Each gets the desktop, the program and its window, and returns the window to look at when it is another one. Its
library is the filled one unless it says otherwise.
"""
import re
import shutil

import desktop as d

EMPTY, FILLED, BROKEN, CHANGED = "empty", "filled", "broken", "changed"

PROMPTS = {
    "Support triage": "You sort messages of a mobile network's customers.\n\nMessage: {{message}}\n\n"
                      "Answer with one of: billing, roaming, cancellation, other.",
    "Hotel reviews": "Read the review of a hotel and name what the guest liked and what not.\n\nReview: {{review}}",
    "Invoice fields": "Take the date, the number and the sum out of the invoice and answer with JSON.\n\n{{invoice}}",
}


def prepare(desktop):
    """Makes the libraries that scenes look at."""
    for state in (EMPTY, FILLED, BROKEN):
        (desktop.scratch / state).mkdir()
    (desktop.scratch / BROKEN / "library.db").write_text("this is no database\n")

    filled = ["--library", desktop.scratch / FILLED]
    for i, (name, text) in enumerate(PROMPTS.items()):
        file = desktop.scratch / f"prompt-{i}.txt"
        file.write_text(text)
        desktop.cli("prompt", *filled, "add", name, "--user-file", file)
    for name, n_records in (("Support triage", 50), ("Telecom support v3", 120), ("Hotel reviews in German", 24)):
        desktop.cli(*filled, "--provider", "practice", "generate", "--requirements", d.EXAMPLES / "support-triage.json",
                    "--records", n_records, "--name", name)
    for i in range(2):
        desktop.cli(*filled, "--provider", "practice", "start", "--prompt-file", desktop.scratch / f"prompt-{i}.txt",
                    "--name", ("Triage of complaints", "What guests say")[i])
    shutil.copytree(desktop.scratch / FILLED, desktop.scratch / CHANGED)


def library_of(desktop, scene):
    return desktop.scratch / getattr(scene, "library", FILLED)


def with_library(state):
    def mark(scene):
        scene.library = state
        return scene

    return mark


def all_scenes():
    """Names and functions, in the order in which they are written here."""
    return [(name[len("see_") :].replace("_", "-"), scene) for name, scene in globals().items() if name.startswith("see_")]


# --- datasets ---


@with_library(EMPTY)
def see_datasets_empty(desktop, program, window):
    pass


def see_datasets(desktop, program, window):
    pass


@with_library(BROKEN)
def see_datasets_error(desktop, program, window):
    pass


def see_datasets_nothing(desktop, program, window):
    window.find("label", "Datasets")
    desktop.press("ctrl+f")
    window.find("entry", "Search datasets")
    desktop.type("trains")
    window.find("label", "No Results Found")


@with_library(CHANGED)
def see_datasets_undo(desktop, program, window):
    window.find("filler", re.compile("Hotel reviews")).find("button", "More").press()
    program.application.find("menu item", "Delete").press()
    window.find("button", "Undo")


def open_file(desktop, program, name, text):
    file = desktop.scratch / name
    file.write_text(text)
    desktop.start(file).ended()
    return program.window("Add Dataset")


def see_import(desktop, program, window):
    rows = "".join(f"Where is my order {i}? I have been waiting for {i} days.,delivery\n" for i in range(10, 60))
    dialog = open_file(desktop, program, "customers.csv", "input,answer\n" + rows)
    dialog.find("label", re.compile("my order 10"))
    return dialog


def see_import_problems(desktop, program, window):
    good = '{"message": "Where is my order?", "label": "delivery", "seen": true}\n'
    dialog = open_file(desktop, program, "bad-lines.jsonl", good * 3 + "no JSON\n" + good * 4 + '{"message": 1\n')
    dialog.find("label", re.compile("my order"))
    return dialog


# --- review ---


def open_dataset(window):
    window.find("filler", re.compile("Telecom support")).click()
    window.find("tree table", "Records")


def see_review(desktop, program, window):
    open_dataset(window)
    desktop.press("j", "a", "j", "x", "j")
    d.wait(lambda: len(list(window.all("image", re.compile("Approved|Rejected")))) == 2, "what was reviewed")


def see_review_record(desktop, program, window):
    open_dataset(window)
    desktop.press("j", "Return")
    window.find("label", re.compile("Record 2 of"))


def see_review_problems(desktop, program, window):
    open_dataset(window)
    window.find("button", re.compile("needs? a look")).click()
    window.find("label", re.compile("of 120"))


def see_review_nothing(desktop, program, window):
    open_dataset(window)
    desktop.press("slash")
    window.find("entry", "Search Records")
    desktop.type("trains")
    window.find("label", "No Records Found")


def see_health(desktop, program, window):
    open_dataset(window)
    d.wait(lambda: [tab.click() or tab for tab in window.all("page tab", "Health")], "the tab Health")
    window.find("label", "Labels")


# --- prompts ---


def show_place(window, name):
    """With the pointer: who uses the keyboard sees where the focus is, which would be in the picture."""

    def click():
        tabs = list(window.all("page tab", name))
        if tabs and not tabs[0].is_("selected"):
            tabs[0].click()
        return tabs and tabs[0].is_("selected")

    d.wait(click, f"the place {name}")


@with_library(EMPTY)
def see_prompts_empty(desktop, program, window):
    show_place(window, "Prompts")


def see_prompts(desktop, program, window):
    show_place(window, "Prompts")


def see_prompt(desktop, program, window):
    show_place(window, "Prompts")
    window.find("list item", re.compile("Invoice fields")).click()
    window.find("button", "Back")


# --- the wizard ---


def see_wizard_entry(desktop, program, window):
    window.activate("win.generate-dataset")
    window.find("button", "Back")


# --- the rest ---


def see_preferences(desktop, program, window):
    window.find(name="Main Menu").press()
    window.find("menu item", "Preferences").press()
    return program.window("Preferences")


def see_preferences_error(desktop, program, window):
    preferences = see_preferences(desktop, program, window)
    preferences.find("text", re.compile("^AWS region")).click()
    desktop.type("the moon")
    desktop.press("Return")
    preferences.find("label", re.compile("the moon"))
    return preferences


def see_shortcuts(desktop, program, window):
    window.activate("win.show-help-overlay")
    return program.window(re.compile("Shortcuts"))
