# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of the wizard share: its steps, the keyboard, and the service it asks."""
import contextlib
import json
import re

import desktop as d
from simulator import KEY, SECRET, Simulator  # noqa: F401

TASK = "Classify telecom support messages into billing, network or cancellation."
ANSWERS = {"billing", "network", "cancellation"}
# Settings with which a run takes long enough for something to happen in it.
FEW_AT_ONCE = {"max_requests": "uint32 2"}
ITEMS = ["role_persona", "task", "diversity", "realism", "edge_cases", "constraints", "input_format", "output_format"]


def start(desktop, settings=None, **environment):
    """The program, with the settings of the first start but for these, and its window."""
    desktop.forget_settings(**(settings or {}))
    program = desktop.start(**environment)
    return program, program.window()


def at_step(window, title):
    """Waits for the step whose title stands in the header bar, such as “Samples · 5 of 6”."""
    return window.find("label", re.compile(f"^{title} · [0-9] of 6$"))


def ready(window, name):
    """Waits for a button that can only be pressed once what it needs is there."""

    def look():
        button = window.has("button", name)
        return button if button is not None and button.is_("sensitive") else None

    return d.wait(look, f"“{name}” to be sensitive")


def press(window, name):
    ready(window, name).press()


def let_the_model_decide(window):
    """The model may ask again before it sums up, so this is pressed as often as it is offered."""

    def summed_up():
        if window.has("button", "Yes, Make Samples"):
            return True
        rest = window.has("button", "Let the Model Decide the Rest")
        if rest is not None and rest.is_("sensitive"):
            rest.press()
        return False

    d.wait(summed_up, "the summary")


def samples(window):
    """The cards that have a sample, by their texts for assistive technologies: “Sample 1, New”."""
    return [panel.name for panel in window.all("panel", re.compile("^Sample [1-5], (New|Approved|Revised)$"), shown=False)]


def five_samples(window):
    d.wait(lambda: len(samples(window)) == 5, "five samples")


def sessions(desktop):
    return json.loads(desktop.cli("sessions", "--json"))["sessions"]


def datasets(desktop):
    return json.loads(desktop.cli("datasets", "--json"))["datasets"]


def saved(desktop):
    """What the library has: the only dataset, as the command line tells of it."""
    listed = datasets(desktop)
    if len(listed) != 1:
        raise AssertionError(f"there should be one dataset: {listed}")
    return json.loads(desktop.cli("dataset", listed[0]["dataset"], "--json"))


def clear(desktop):
    """Begins the library anew, as far as the next part of a test can see."""
    for made in datasets(desktop):
        desktop.cli("delete", made["dataset"])
    for draft in sessions(desktop):
        desktop.cli("discard", draft["session"])


def prepare_samples(desktop, *options, **environment):
    """A session that only the full dataset is missing of, by the command line: that is quicker."""
    session = prepare_requirements(desktop, *options, **environment)
    desktop.cli(*options, "generate-samples", session, **environment)
    return session


def prepare_requirements(desktop, *options, **environment):
    """A session that samples are missing of."""
    session = desktop.cli(*options, "start", **environment).splitlines()[-1].strip()
    desktop.cli("checklist", session, *[f"{item}={TASK}" for item in ITEMS], "dataset_format=jsonl", "--confirm")
    return session


def configure(desktop, window, n_records):
    """From the samples to the button that begins, for so many records."""
    press(window, "Configure")
    at_step(window, "Dataset")
    ready(window, "Generate")
    window.find("spin button", re.compile("^Number of records")).click()
    desktop.press("ctrl+a")
    desktop.type(str(n_records))
    desktop.press("Tab")
    window.find("label", re.compile(f"add up to {n_records} records"))


def makes_records(desktop):
    """Waits for the first records of a run. The library is asked: it answers sooner than what is on the screen."""
    d.wait(lambda: any(session["accepted"] > 0 for session in sessions(desktop)), "records")


def empty(desktop, field):
    """Nothing is written any more in a field that has the focus. Keys get lost while another window still has them."""

    def look():
        if field.read():
            desktop.press("ctrl+a", "Delete")
        return not field.read()

    d.wait(look, "the field to be empty")


def write(desktop, field, text):
    """Types it into an empty field that has the focus, and sees it there."""
    desktop.type(text)
    d.wait(lambda: field.read() == text, f"“{text}” to be written")


def copy_details(desktop, window, field, words):
    """What Copy Details puts on the clipboard, by pasting it into an empty field that has the focus.

    Something else is copied first: so each paste puts something down, and none is still on its way afterwards.
    """
    write(desktop, field, "nothing yet")
    desktop.press("ctrl+a", "ctrl+c", "End")
    press(window, "Copy Details")

    def look():
        before = field.read()
        desktop.press("ctrl+v")
        d.wait(lambda: field.read() != before, "what is pasted")
        return re.search(words, field.read()) and field.read()

    pasted = d.wait(look, f"“{words}” on the clipboard")
    empty(desktop, field)
    return pasted


class Keyboard:
    """A person at the keyboard, who sees where the focus is and nothing else is told. What is pressed is counted."""

    def __init__(self, desktop, program):
        from gi.repository import Atspi

        self.desktop = desktop
        self.program = program
        self.n_pressed = 0
        self.node = None
        self.listener = Atspi.EventListener.new(self.moved)
        self.listener.register("object:state-changed:focused")

    def moved(self, event):
        if event.detail1 and event.source.get_process_id() == self.program.process.pid:
            self.node = event.source

    @property
    def focus(self):
        """What has the focus, None before it has moved for the first time."""
        return d.Widget(self.node, self.program) if self.node is not None else None

    def press(self, *keys):
        self.n_pressed += len(keys)
        self.desktop.press(*keys)

    def type(self, text):
        self.desktop.type(text)

    def move(self, key):
        """Presses a key that moves the focus, and waits until it has."""
        before = self.node
        self.press(key)
        d.wait(lambda: self.node != before and self.focus.is_("focused"),
               f"the focus to go from {self.focus and self.focus.describe()} with {key}")
        return self.focus

    def is_on(self, role, name):
        return self.node is not None and self.focus.role == role and d.matches(self.focus.name, name)

    def on(self, role, name):
        """Waits until the focus is there by itself. It is looked for: what is told of it on the way may come late."""

        def look():
            found = (widget for window in self.program.windows() for widget in window.all(role, name, shown=False))
            self.node = next((widget.node for widget in found if widget.is_("focused")), self.node)
            return self.is_on(role, name) and self.focus.is_("focused")

        d.wait(look, f"the focus on {role} “{name}”")
        return self.focus

    def path(self, key, there, at_most=80):
        """Presses a key until there() is true, and tells what had the focus on the way."""
        passed = []
        while not there():
            if len(passed) == at_most:
                raise AssertionError(f"more than {at_most} times {key}:\n" + "\n".join(passed))
            passed.append(self.move(key).describe())
        return passed

    def to(self, role, name, key="Tab", at_most=12):
        """Goes there with a key, and no farther than a person has the patience for."""
        self.path(key, lambda: self.is_on(role, name), at_most)
        return self.focus

    def go_around(self, key="Tab"):
        """All that has the focus one after another until it is where it began."""
        begin = self.node
        first = self.move(key).describe()
        return [first] + self.path(key, lambda: self.node == begin)

    @contextlib.contextmanager
    def uncounted(self):
        """For looking around, which nobody has to do to get something done."""
        before = self.n_pressed
        yield
        self.n_pressed = before


class Service(Simulator):
    """Amazon Bedrock as the command line simulates it: always at the same place, going wrong as one asks it to."""

    def __init__(self, desktop):
        self.log = desktop.scratch / "service.jsonl"
        super().__init__(desktop, "--log", self.log)

    def start(self, *faults, **options):
        """It begins anew, also with its own count of requests, and goes wrong as these faults say from now on."""
        self.stop()
        words = [word for fault in faults for word in ("--fault", fault)]
        words += [word for name, value in options.items() for word in (f"--{name}", value)]
        super().start(*words)
        return self

    def requests(self):
        """What it was asked and has answered since the first start, one dictionary each."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [json.loads(line) for line in lines]
