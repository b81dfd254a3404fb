# SPDX-License-Identifier: GPL-3.0-or-later
"""What there is to see of the program: a function for each page and state, which takes the program there.

Each gets the desktop, the program and its window, and returns the window to look at when it is another one. Its
library is the filled one unless it says otherwise.
"""
import re

import desktop as d

EMPTY, FILLED, BROKEN = "empty", "filled", "broken"

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


# --- review ---


def open_dataset(window):
    window.find("filler", re.compile("Telecom support")).click()
    window.find("tree table", "Records")


def see_review(desktop, program, window):
    open_dataset(window)
    desktop.press("j", "a", "j", "x", "j")
    d.wait(lambda: len(list(window.all("image", re.compile("Approved|Rejected")))) == 2, "what was reviewed")


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


def see_shortcuts(desktop, program, window):
    window.activate("win.show-help-overlay")
    return program.window(re.compile("Shortcuts"))
