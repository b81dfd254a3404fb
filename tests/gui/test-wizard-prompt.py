#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wizard from a prompt that is kept, with examples and a reference text, to a saved file. Prints TAP."""
import json
import pathlib
import re
import sqlite3

import desktop as d
import wizard as w

PROMPT = ("You sort messages of a mobile network's customers.\n\nMessage: {{message}}\n\n"
          "Answer with one of: billing, roaming, cancellation, other.")
ANSWERS = {"billing", "roaming", "cancellation", "other"}
PRACTICE = {"provider": "'practice'"}
N_RECORDS = 12


def keep_prompt(desktop):
    file = desktop.scratch / "prompt.txt"
    file.write_text(PROMPT)
    desktop.cli("prompt", "add", "Support triage", "--user-file", file)


def goes_from_a_prompt(tap, desktop):
    keep_prompt(desktop)
    program, window = w.start(desktop, PRACTICE)
    desktop.press("alt+2")
    window.find("button", "Menu of Support triage").press()
    program.application.find("menu item", "Generate Dataset from This Prompt").press()
    w.at_step(window, "Prompt")
    tap.case("the prompt is chosen, and shown with what it fills in",
             window.find("panel", "Support triage").find("label", re.compile("message")), window.dump())
    is_analyzed(tap, window)
    w.let_the_model_decide(window)
    w.press(window, "Yes, Make Samples")
    w.at_step(window, "Samples")
    w.five_samples(window)
    w.configure(desktop, window, N_RECORDS)
    w.press(window, "Generate")
    window.find("label", f"Record 1 of {N_RECORDS}")
    rows = read_rows(desktop)
    tap.case("the file has all records, with the answers that the prompt allows",
             len(rows) == N_RECORDS and {row["answer"] for row in rows} <= ANSWERS, rows)
    tap.case("without a complaint", program.messages() == "", program.messages())
    program.quit()


def is_analyzed(tap, window):
    w.press(window, "Next")
    w.at_step(window, "Requirements")
    tap.case("what takes an input's place is told by its name",
             window.find("label", re.compile("takes the place of {{message}}")))
    for item in ("Task", "Input format", "Output format"):
        tap.case(f"{item} is proposed", window.find("list item", re.compile(f"^{item}: Proposed")))
    window.find("list item", re.compile("^Output format: ")).click()
    answers = d.wait(lambda: [field.text for field in window.all("text")
                              if ANSWERS <= set(re.findall("[a-z]+", field.text or ""))], "the answers of the prompt")
    tap.case("with the answers that the prompt names", answers)
    tap.case("nobody has agreed to it yet", not window.find("button", "Make Samples").is_("sensitive"))


def read_rows(desktop):
    return [json.loads(line) for line in pathlib.Path(w.saved(desktop)["path"]).read_text().splitlines()]


def takes_material(tap, desktop):
    w.clear(desktop)
    inputs = [f"My bill says {n} euros too much, and nobody answers the phone." for n in (12, 34, 56, 78)]
    examples = desktop.scratch / "examples.jsonl"
    examples.write_text("".join(json.dumps({"input": text, "answer": "billing"}) + "\n" for text in inputs))
    reference = desktop.scratch / "prices.txt"
    reference.write_text("Roaming in Norway costs 4 euros a day.")
    program, window = w.start(desktop, PRACTICE)
    desktop.press("ctrl+g")
    w.at_step(window, "Prompt")
    row = window.find("list item", "Support triage")
    row.click()
    d.wait(lambda: row.is_("selected"), "the prompt to be chosen")
    choose(desktop, program, window, "Examples", "Choose Examples", examples)
    choose(desktop, program, window, "Reference Text", "Choose a Reference Text", reference)
    tap.case("what was chosen is told of", window.find("label", "4 records") and window.find("label", "38 characters"))
    w.press(window, "Next")
    w.at_step(window, "Requirements")
    window.find("label", re.compile("takes the place of {{message}}"))
    with sqlite3.connect(f"file:{desktop.library / 'library.db'}?mode=ro", uri=True, timeout=60) as library:
        kept = "\n".join(library.iterdump())
    tap.case("the session has the examples, and the reference text",
             all(text in kept for text in inputs) and reference.read_text() in kept, kept)
    w.let_the_model_decide(window)
    w.press(window, "Yes, Make Samples")
    w.at_step(window, "Samples")
    w.five_samples(window)
    w.configure(desktop, window, N_RECORDS)
    w.press(window, "Generate")
    window.find("label", f"Record 1 of {N_RECORDS}")
    rows = read_rows(desktop)
    tap.case("all records are made", len(rows) == N_RECORDS, rows)
    tap.case("none of them is one of the examples", not {row["input"] for row in rows} & set(inputs), rows)
    program.quit()


def choose(desktop, program, window, what, title, path):
    """As a person does who knows where the file is: by writing its place into the dialog."""
    window.find("button", f"Choose File… {what}").press()
    dialog = program.window(title)
    desktop.press("ctrl+l")
    w.write(desktop, d.wait(lambda: next((field for field in dialog.all("text") if field.is_("focused")), None), "the place"),
            str(path))

    def gone():
        if program.count_windows() > 1:
            desktop.press("Return")
        return program.count_windows() == 1

    d.wait(gone, "the dialog to close")
    program.alone()


if __name__ == "__main__":
    d.main(goes_from_a_prompt, takes_material)
