# SPDX-License-Identifier: GPL-3.0-or-later
"""What there is to see of the program: a function for each page and state, which takes the program there.

Each gets the desktop, the program and its window, and returns the window to look at when it is another one. What it
finds there is said before it, with the words of scene.py. Those of the wizard are in scenes_wizard.py and scenes_run.py.
"""
import json
import re

import desktop as d
from scene import begins_with, library

PROMPTS = {
    "Support triage": "You sort messages of a mobile network's customers.\n\nMessage: {{message}}\n\n"
                      "Answer with one of: billing, roaming, cancellation, other.",
    "Hotel reviews": "Read the review of a hotel and name what the guest liked and what not.\n\nReview: {{review}}",
    "Invoice fields": "Take the date, the number and the sum out of the invoice and answer with JSON.\n\n{{invoice}}",
}


@library
def make_empty(desktop, folder):
    pass


@library
def make_broken(desktop, folder):
    (folder / "library.db").write_text("this is no database\n")


def add_prompts(desktop, folder):
    files = []
    for i, (name, text) in enumerate(PROMPTS.items()):
        files.append(desktop.scratch / f"prompt-{i}.txt")
        files[-1].write_text(text)
        desktop.cli("--library", folder, "prompt", "add", name, "--user-file", files[-1])
    return files


@library
def make_filled(desktop, folder):
    words = ["--library", folder, "--provider", "practice"]
    prompts = add_prompts(desktop, folder)
    for name, n_records in (("Support triage", 50), ("Telecom support v3", 120), ("Hotel reviews in German", 24)):
        made = desktop.cli(*words, "--json", "generate", "--requirements", d.EXAMPLES / "support-triage.json", "--records",
                           n_records, "--name", name)
        # there is always one to look at
        desktop.cli(*words, "record", json.loads(made)["dataset"], 7, "--answer", "weather")
    for name, prompt in zip(("Triage of complaints", "What guests say"), prompts):
        desktop.cli(*words, "start", "--prompt-file", prompt, "--name", name)


# --- datasets ---


@begins_with("empty")
def see_datasets_empty(desktop, program, window):
    pass


def see_datasets(desktop, program, window):
    pass


@begins_with("broken")
def see_datasets_error(desktop, program, window):
    pass


def see_datasets_nothing(desktop, program, window):
    window.find("label", "Datasets")
    desktop.press("ctrl+f")
    window.find("entry", "Search datasets")
    desktop.type("trains")
    window.find("label", "No Results Found")


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
    window.find("status bar", re.compile("of 120"))


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

    def is_shown():
        # the switch at the top gives way to the one at the end in narrow windows, and is there a moment longer
        for tab in window.all("page tab", name):
            if tab.is_("selected"):
                return True
            x, y, width, height = tab.extents
            desktop = window.program.desktop
            desktop.click(*window.program.origin(window), x + width // 2, y + height // 2)
        return False

    d.wait(is_shown, f"the place {name}")


@begins_with("empty")
def see_prompts_empty(desktop, program, window):
    show_place(window, "Prompts")


def see_prompts(desktop, program, window):
    show_place(window, "Prompts")


def see_prompt(desktop, program, window):
    show_place(window, "Prompts")
    window.find("list item", re.compile("Invoice fields")).click()
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
