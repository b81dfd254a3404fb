# SPDX-License-Identifier: GPL-3.0-or-later
"""What there is to see of the wizard: its steps from the first to the last, and every state of each.

Where a state passes by, the simulator is made slow and held where it is as soon as the state is there; where it is an
error, the simulator makes it. Drafts are prepared by the command line.
"""
import json
import re

import desktop as d
from scene import answered_by, begins_with, library, only_in, press
from simulator import Simulator

PROMPT = ("You sort messages of a mobile network's customers.\n\nMessage: {{message}}\n\n"
          "Answer with one of: billing, roaming, cancellation, other.")

# What a person would have said to a model that listens better than the simulator.
WANTED = {
    "output_format.kind": "classification",
    "output_format.structure": "one of: billing, roaming, cancellation, other",
    "output_format.expected_response": "the label alone",
    "output_format.conventions": "with two topics, what is asked for first counts",
    "realism.natural_behavior": "half of them are impatient, and write on a phone",
    "dataset_format": "jsonl",
}



# --- the drafts ---


class Draft:
    """A draft in a library, made by the command line with the simulator, or the practice model."""

    def __init__(self, desktop, folder, provider="bedrock", name="Telecom support"):
        self.desktop = desktop
        self.words = ["--library", folder, "--provider", provider]
        prompt = desktop.scratch / "prompt.txt"
        prompt.write_text(PROMPT)
        self.id = self.cli("start", "--prompt-file", prompt, "--name", name)

    def cli(self, *words):
        return self.desktop.cli(*self.words, *words)

    def talk(self, *messages):
        self.cli("analyze-prompt", self.id)
        for message in messages:
            self.cli("conversation", self.id, message)

    def settle(self):
        self.talk("Half of them are impatient, and write on a phone", "You decide", "You decide")
        self.cli("checklist", self.id, *[f"{part}={text}" for part, text in WANTED.items()])

    def confirm(self):
        self.settle()
        self.cli("checklist", self.id, "--confirm")

    def make_samples(self):
        self.confirm()
        self.cli("generate-samples", self.id)

    @property
    def samples(self):
        told = json.loads(self.cli("session", self.id, "--json"))
        return [sample["id"] for sample in told["samples"]]

    def annotate(self, *words):
        self.cli("annotate", self.id, *words)


def with_simulator(fill):
    """A maker of a library whose drafts are made with the simulator."""

    def make(desktop, folder):
        with Simulator(desktop, "--seed=4") as simulator:
            d.os.environ.update(simulator.environment)
            try:
                fill(desktop, folder)
            finally:
                for name in simulator.environment:
                    del d.os.environ[name]

    make.__name__ = fill.__name__
    return library(make)


@with_simulator
def make_asked(desktop, folder):
    Draft(desktop, folder).talk("Half of them are impatient, and write on a phone")


@with_simulator
def make_summed_up(desktop, folder):
    Draft(desktop, folder).talk("Half of them are impatient, and write on a phone", "You decide", "You decide")


@with_simulator
def make_settled(desktop, folder):
    Draft(desktop, folder).settle()


@with_simulator
def make_confirmed(desktop, folder):
    Draft(desktop, folder).confirm()


@with_simulator
def make_samples(desktop, folder):
    Draft(desktop, folder).make_samples()


def revise(draft):
    """Approves one, and has two rounds made from notes."""
    first, second, third, *_ = draft.samples
    draft.annotate("--approve", first)
    draft.annotate("--note", f"{second}=Too polite, they are angry by now", "--iterate")
    third, fourth = draft.samples[2:4]
    draft.annotate("--note", f"{third}=Name the tariff", "--note", f"{fourth}=Shorter", "--iterate")


@with_simulator
def make_revised(desktop, folder):
    draft = Draft(desktop, folder)
    draft.make_samples()
    revise(draft)


@with_simulator
def make_stale(desktop, folder):
    draft = Draft(desktop, folder)
    draft.make_samples()
    draft.cli("checklist", draft.id, "constraints.sentiment=mostly negative")
    draft.cli("checklist", draft.id, "--confirm")


def scroll_to(desktop, window, role, name, up=False):
    """Turns the wheel over what it stands in until it is there to be clicked."""

    def shown():
        widget = window.has(role, name) or next(window.all(role, name, shown=False), None)
        if widget is None:
            return None
        (x, y, width, height), bottom = widget.extents, window.extents[3]
        if y >= 0 and y + height <= bottom and widget.shown:
            return widget
        desktop.click(*window.program.origin(window), x + width // 2, bottom // 2, 4 if up else 5)
        return None

    return d.wait(shown, f"{role} “{name}” to be scrolled to")


# --- the first step ---


def see_wizard_entry(desktop, program, window):
    window.activate("win.generate-dataset")
    window.find("button", "Back")
    window.find("list item", re.compile("Invoice fields"))


def see_wizard_entry_prompt(desktop, program, window):
    see_wizard_entry(desktop, program, window)
    window.find("list item", re.compile("Invoice fields")).click()
    window.find("label", re.compile("^Take the date"))


@begins_with("empty")
def see_wizard_entry_empty(desktop, program, window):
    press(window, "Practice Without an Account")
    window.find("label", re.compile("^What is the dataset"))


def see_wizard_models(desktop, program, window):
    see_wizard_entry(desktop, program, window)
    window.find("button", re.compile("^Nova")).press()
    window.find("list item", "Amazon Nova Pro")


@answered_by("--fault=expired=1")
def see_wizard_entry_error(desktop, program, window):
    see_wizard_entry_prompt(desktop, program, window)
    press(window, "Next")
    window.find("label", re.compile("have expired"))


# --- requirements ---


def go_on(window, title):
    press(window, "Continue")
    window.find("label", re.compile(f"^{title} · [0-9] of 6$|^[0-9] of 6$"))


@begins_with("empty")
@answered_by()
def see_wizard_requirements_empty(desktop, program, window):
    window.activate("win.generate-dataset")
    press(window, "Next")
    window.focused("text", "Message")


@begins_with("asked")
@answered_by()
def see_wizard_requirements_asking(desktop, program, window):
    go_on(window, "Requirements")
    window.find("panel", "Suggested answers")


@begins_with("asked")
@answered_by("--ttft=60000")
def see_wizard_requirements_waiting(desktop, program, window):
    go_on(window, "Requirements")
    say(desktop, window, "Mostly everyday cases, and some that are tricky")
    window.find(name="The model is writing")


@begins_with("asked")
@answered_by("--tps=25", "--tool-deltas=fragment")
def see_wizard_requirements_streaming(desktop, program, window):
    go_on(window, "Requirements")
    say(desktop, window, "You decide")
    window.find("label", re.compile("Persona: "))
    desktop.simulator.freeze()


def say(desktop, window, text):
    window.focused("text", "Message")
    desktop.type(text)
    desktop.press("Return")
    window.find(name=f"You: {text}")


@begins_with("asked")
@answered_by("--fault=expired=1")
def see_wizard_requirements_error(desktop, program, window):
    go_on(window, "Requirements")
    say(desktop, window, "Mostly everyday cases")
    window.find("button", "Try Again")


@begins_with("asked")
@answered_by()
def see_wizard_requirements_resend(desktop, program, window):
    go_on(window, "Requirements")
    window.find("button", "Edit and Send Again").press()
    window.find("button", "Do Not Change It")


@begins_with("summed_up")
@answered_by()
def see_wizard_requirements_summary(desktop, program, window):
    go_on(window, "Requirements")
    window.find("button", "Yes, Make Samples")


@begins_with("asked")
@answered_by()
def see_wizard_checklist_item(desktop, program, window):
    go_on(window, "Requirements")
    open_checklist(window)
    open_item(window, "Diversity")


def open_checklist(window):
    """Where there is no room beside the conversation, it comes over it."""
    sheet = window.has("button", re.compile("^Checklist"))
    if sheet is not None:
        sheet.press()
        window.find("button", "Back to the Conversation")


def open_item(window, name):
    window.find("list item", re.compile(f"^{name}")).click()
    window.find("button", re.compile("Let .* Decide$"))


@only_in("narrow")
@begins_with("asked")
@answered_by()
def see_wizard_checklist_sheet(desktop, program, window):
    go_on(window, "Requirements")
    open_checklist(window)


@begins_with("settled")
@answered_by()
def see_wizard_format(desktop, program, window):
    go_on(window, "Requirements")
    open_checklist(window)
    scroll_to(desktop, window, "list item", re.compile("^Output format")).click()
    scroll_to(desktop, window, "list item", re.compile("^Edit Format")).click()
    return program.window(re.compile("format", re.IGNORECASE))


# --- samples ---


@begins_with("confirmed")
@answered_by("--ttft=60000")
def see_wizard_samples_none(desktop, program, window):
    go_on(window, "Samples")
    press(window, "Stop")
    window.find("label", "No Samples Yet")


@begins_with("confirmed")
@answered_by("--ttft=60000")
def see_wizard_samples_waiting(desktop, program, window):
    go_on(window, "Samples")
    window.find("button", "Stop")
    window.find("panel", re.compile("^Sample 1"))


@begins_with("confirmed")
@answered_by("--tps=100", "--tool-deltas=fragment")
def see_wizard_samples_filling(desktop, program, window):
    go_on(window, "Samples")
    d.wait(lambda: len(list(window.all("panel", re.compile("^Sample [0-9], New"), shown=False))) >= 2, "two samples")
    desktop.simulator.freeze()


@begins_with("confirmed")
@answered_by("--fault=access-denied=1")
def see_wizard_samples_error(desktop, program, window):
    go_on(window, "Samples")
    window.find("label", "The Samples Could Not Be Made")


@begins_with("samples")
@answered_by()
def see_wizard_samples(desktop, program, window):
    go_on(window, "Samples")
    window.find("panel", re.compile("^Sample 1, New"))


@begins_with("samples")
@answered_by()
def see_wizard_samples_noted(desktop, program, window):
    see_wizard_samples(desktop, program, window)
    window.find("panel", re.compile("^Sample 1, New")).find("button", "Approve").press()
    scroll_to(desktop, window, "text", "Note on sample 2").click()
    desktop.type("Too polite, they are angry by now")
    desktop.press("Return")
    window.find("panel", re.compile("^Sample 2, Noted"))


@begins_with("samples")
@answered_by()
def see_wizard_samples_invalid(desktop, program, window):
    see_wizard_samples(desktop, program, window)
    entry = window.find("text", re.compile("^Answer of sample 1"))
    entry.click()
    desktop.press("ctrl+a")
    desktop.type("weather")
    window.find("label", re.compile("billing"))


@begins_with("samples")
@answered_by("--fault=filtered=1")
def see_wizard_samples_failed(desktop, program, window):
    see_wizard_samples(desktop, program, window)
    window.find("panel", re.compile("^Sample 1, New")).find("button", "Make This Sample Anew").press()
    d.wait(lambda: window.has("button", "Try Again") or window.has("button", "Copy Details"), "the error")


@begins_with("revised")
@answered_by()
def see_wizard_samples_changed(desktop, program, window):
    go_on(window, "Samples")
    window.find("button", "Round 3")


@begins_with("revised")
@answered_by()
def see_wizard_samples_rules(desktop, program, window):
    go_on(window, "Samples")
    scroll_to(desktop, window, "text", re.compile("^Rule"))


@begins_with("revised")
@answered_by()
def see_wizard_samples_rounds(desktop, program, window):
    go_on(window, "Samples")
    window.find("button", re.compile("^Round")).press()
    window.find("button", re.compile("Undo the Latest Round"))


@begins_with("stale")
@answered_by()
def see_wizard_samples_stale(desktop, program, window):
    go_on(window, "Samples")
    window.find("button", "Make New Samples")
