#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wizard from an empty library to a saved file by keyboard alone. Prints TAP.

Nothing here presses what assistive technologies can press: there are only keys, and looking.
"""
import csv
import pathlib
import re

import desktop as d
import wizard as w

NAME = "Telecom triage"
N_RECORDS = 12


def walks_by_keyboard(tap, desktop):
    program, window = w.start(desktop)
    window.find("label", "No Datasets Yet")
    keys = w.Keyboard(desktop, program)
    begins(tap, window, keys)
    converses(tap, window, keys)
    annotates(tap, window, keys)
    configures(tap, window, keys)
    tap.case("Review opens by itself when all are made", window.find("label", f"Record 1 of {N_RECORDS}"))
    tap.case(f"no more than 60 keys besides what is written: {keys.n_pressed}", keys.n_pressed <= 60)
    is_saved(tap, desktop)
    tap.case("without a complaint", program.messages() == "", program.messages())
    program.quit()


def begins(tap, window, keys):
    keys.press("alt+p")
    w.at_step(window, "Prompt")
    tap.case("the focus is on what is chosen already", keys.on("list item", "Start from Scratch"))
    tap.case("Tab goes through all of the first step, and back", goes_both_ways(keys, "Choose File… Examples"))
    keys.press("alt+n")


def goes_both_ways(keys, *wanted):
    """Whether Tab and Shift+Tab go around, past the same places, with those that are wanted among them."""
    with keys.uncounted():
        return passes(keys.go_around(), keys.go_around("shift+Tab"), wanted)


def goes_there_and_back(keys, role, name, *wanted):
    """The same as far as there."""
    with keys.uncounted():
        begin = keys.focus
        there = [begin.describe()] + keys.path("Tab", lambda: keys.is_on(role, name))
        back = [keys.focus.describe()] + keys.path("shift+Tab", lambda: keys.node == begin.node)
        return passes(there, back, wanted)


def passes(there, back, wanted):
    missed = [name for name in wanted if not any(name in place for place in there)]
    if missed or sorted(there) != sorted(back):
        raise AssertionError("\n".join([f"without {missed}", *there, "and back", *back]))
    return True


def converses(tap, window, keys):
    w.at_step(window, "Requirements")
    keys.on("text", "Message")
    keys.type(w.TASK)
    keys.press("Return")
    window.find("list item", f"You: {w.TASK}")
    window.find("button", "You decide")
    tap.case("Tab goes through the conversation and the checklist, and back",
             goes_both_ways(keys, "You decide", "Edit and Send Again", "Role and persona", "Back", "Message"))

    keys.to("button", "You decide", "shift+Tab")
    keys.press("Return")
    tap.case("a suggested answer is given with the keyboard", window.find("list item", "You: You decide"))
    edits_checklist(tap, window, keys)
    keys.press("alt+l")
    window.find("button", "Yes, Make Samples")
    tap.case("Tab goes through the summary and the checklist, and back",
             goes_both_ways(keys, "Yes, Make Samples", "Change Something", "Role and persona", "Length", "Confirm"))
    keys.to("button", "Yes, Make Samples", "shift+Tab")
    keys.press("Return")


def edits_checklist(tap, window, keys):
    keys.on("text", "Message")
    keys.to("list item", re.compile("^Constraints"))
    keys.press("Return")
    window.find("text", "Length")
    tap.case("Tab goes into an item that was opened", keys.to("text", "Length", at_most=2))
    keys.type("At most 40 words")
    keys.press("Return")
    tap.case("and what is written there is taken", window.find("label", "Set by hand"))


def annotates(tap, window, keys):
    w.at_step(window, "Samples")
    w.five_samples(window)
    keys.on("panel", re.compile("^Sample 1, "))
    keys.press("a")
    tap.case("A approves", window.find("panel", "Sample 1, Approved"))
    keys.to("panel", "Sample 2, New", "Down", 1)
    keys.press("n")
    keys.on("text", "Note on sample 2")
    keys.type("Shorter, please")
    keys.press("ctrl+Return")
    tap.case("Ctrl+Return revises what was noted", window.find("button", "Round 2"))
    w.ready(window, "Configure")
    keys.press("alt+c")


def configures(tap, window, keys):
    w.at_step(window, "Dataset")
    keys.on("spin button", re.compile("^Number of records"))
    # rows that one writes in do not tell assistive technologies that they have the focus, in GTK 4.8
    keys.press("shift+Tab", "ctrl+a")
    keys.type(NAME)
    d.wait(lambda: window.find("text", re.compile("^Name")).read() == NAME, "the name to be written")
    keys.press("alt+r")
    keys.on("spin button", re.compile("^Number of records"))
    keys.press("ctrl+a")
    keys.type(str(N_RECORDS))
    keys.to("button", "CSV")
    window.find("label", re.compile(f"add up to {N_RECORDS} records"))
    keys.press("space")
    tap.case("Tab goes through the form to the button that begins, and back",
             goes_there_and_back(keys, "button", "Generate", "Tone", "Check the answers", "Back"))
    keys.press("alt+g")


def is_saved(tap, desktop):
    told = w.saved(desktop)
    tap.case("it has its name", told["name"].startswith(NAME), told)
    with open(told["path"], newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    tap.case("its file has the records, in the format that was chosen",
             len(rows) == N_RECORDS and pathlib.Path(told["path"]).suffix == ".csv", f"{told}\n{rows}")
    tap.case("each with an input and an answer", all(row["input"] and row["answer"] for row in rows), rows)
    tap.case("no draft is left", w.sessions(desktop) == [], w.sessions(desktop))


if __name__ == "__main__":
    d.main(walks_by_keyboard)
