#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Review, by keys alone, and without a network. Prints TAP."""
import json
import re

import desktop as d

RECORDS = [("my bill doubled again", "billing"), ("no signal in Lisbon", "roaming"), ("please end my contract", "cancel"),
           ("where is the shop", "other"), ("the router is dark", "fault")]


def make_dataset(desktop, name):
    file = desktop.scratch / "messages.jsonl"
    file.write_text("".join(json.dumps({"input": i, "answer": a}) + "\n" for i, a in RECORDS))
    return json.loads(desktop.cli("import", file, "--name", name, "--json"))["dataset"]


def records(desktop, dataset):
    return json.loads(desktop.cli("dataset", dataset, "--records", "--json"))["rows"]


def open_review(desktop, name, wrapper=()):
    program = desktop.start(wrapper=wrapper)
    window = program.window()
    window.find("filler", name).click()
    return program, window, at_record(window, 1)


def at_record(window, number):
    return window.find("label", f"Record {number} of {len(RECORDS)}")


def page(window):
    return window.find("panel", re.compile("^Record [0-9]"))


def field(window, name):
    return next(w for w in page(window).walk() if w.role == "text" and w.name == name)


def by_keys(tap, desktop):
    dataset = make_dataset(desktop, "Keys")
    program, window, _ = open_review(desktop, "Keys")
    tap.case("the first record is there", field(window, "Input").text == RECORDS[0][0], page(window).dump())
    desktop.press("j")
    at_record(window, 2)
    tap.case("J goes to the next", field(window, "Answer").text == "roaming", page(window).dump())
    desktop.press("k")
    tap.case("K goes back", at_record(window, 1))

    desktop.press("a")
    at_record(window, 2)
    desktop.press("x")
    at_record(window, 3)
    become(desktop, dataset, "approved", "rejected")
    tap.case("A approves, X rejects, and both go on", True)
    desktop.press("ctrl+z")
    become(desktop, dataset, "approved")
    tap.case("Ctrl+Z takes the last one back", True)
    leave(desktop, program, window)


def become(desktop, dataset, *states):
    """Waits until the library has the first records like this, and the others not reviewed."""
    wanted = [*states, *["none"] * (len(RECORDS) - len(states))]
    now = lambda: [record["review"] for record in records(desktop, dataset)]  # noqa: E731
    try:
        d.wait(lambda: now() == wanted, "the library")
    except d.InVain:
        raise d.InVain(f"the records are {now()} instead of {wanted}") from None


def leave(desktop, program, window):
    desktop.press("Escape")
    desktop.press("alt+Left")
    d.wait(lambda: window.has("button", "Back") is None, "the page to go")
    program.quit()


def edits(tap, desktop):
    dataset = make_dataset(desktop, "Edits")
    program, window, _ = open_review(desktop, "Edits")
    desktop.press("e")
    window.focused("text", "Input")
    desktop.press("ctrl+a")
    desktop.type("Hello, my bill tripled")
    desktop.press("Escape")
    d.wait(lambda: records(desktop, dataset)[0]["input"] == "Hello, my bill tripled", "the library to have it")
    tap.case("E edits the input", True)
    desktop.press("n")
    window.focused("text", "Note")
    desktop.type("ask again")
    desktop.press("Escape")
    d.wait(lambda: records(desktop, dataset)[0]["note"] == "ask again", "the library to have the note")
    tap.case("N writes a note", True)
    leave(desktop, program, window)


def without_a_network(tap, desktop):
    wrapper = d.without_network()
    if not wrapper:
        tap.skip("a dataset is reviewed without a network", "network namespaces are not allowed here")
        return
    dataset = make_dataset(desktop, "Offline")
    program, window, _ = open_review(desktop, "Offline", wrapper)
    desktop.press("a")
    at_record(window, 2)
    become(desktop, dataset, "approved")
    tap.case("a dataset is reviewed without a network", True)
    leave(desktop, program, window)


if __name__ == "__main__":
    d.main(by_keys, edits, without_a_network)
