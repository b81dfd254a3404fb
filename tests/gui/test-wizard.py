#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wizard, from an empty library to a saved file, with the practice model. Prints TAP."""
import json
import os
import pathlib
import re
import threading

from gi.repository import Gio, GLib

import desktop as d

TASK = "Classify telecom support messages into billing, network or cancellation."
ANSWERS = {"billing", "network", "cancellation"}
NAME = "Telecom triage"
N_RECORDS = 12


def start(desktop):
    desktop.forget_settings()
    program = desktop.start()
    return program, program.window()


def end(desktop, program):
    desktop.press("ctrl+q")
    program.ended()


def at_step(window, title):
    """Waits for the step whose title stands in the header bar, such as “Samples · 5 of 6”."""
    return window.find("label", re.compile(f"^{title} · [0-9] of 6$"))


def press(window, name):
    """A button that can only be pressed once what it needs is there."""

    def ready():
        button = window.has("button", name)
        return button if button is not None and button.is_("sensitive") else None

    d.wait(ready, f"“{name}” to be sensitive").press()


def describe_task(desktop, window):
    """Through the first step into the conversation, and the first message there."""
    at_step(window, "Prompt")
    press(window, "Next")
    at_step(window, "Requirements")
    window.focused("text", "Message")
    desktop.type(TASK)
    desktop.press("Return")
    return window.find("list item", f"You: {TASK}")


def let_the_model_decide(window):
    """The model may ask again before it sums up, so this is pressed as often as it is offered."""

    def summed_up():
        if window.has("button", "Yes, Make Samples"):
            return True
        rest = window.has("button", "Let Nova Decide the Rest")
        if rest is not None and rest.is_("sensitive"):
            rest.press()
        return False

    d.wait(summed_up, "the summary")


def samples(window):
    """The cards that have a sample, by their texts for assistive technologies: “Sample 1, New”."""
    return [panel.name for panel in window.all("panel", re.compile("^Sample [1-5], (New|Approved)$"), shown=False)]


def saved(desktop):
    """What the library has: the only dataset, as the command line tells of it."""
    listed = json.loads(desktop.cli("datasets", "--json"))["datasets"]
    if len(listed) != 1:
        raise AssertionError(f"there should be one dataset: {listed}")
    return json.loads(desktop.cli("dataset", listed[0]["dataset"], "--json"))


def makes_a_dataset(tap, desktop):
    program, window = start(desktop)
    window.find("label", "No Datasets Yet")
    press(window, "Practice Without an Account")
    at_step(window, "Prompt")
    tap.case("practice begins in an empty library, and says which model answers", window.find("button", "Practice Model"))
    tap.case("what the dataset is for is said in one sentence", describe_task(desktop, window))
    let_the_model_decide(window)
    tap.case("the rest is decided, and summed up", window.has("label", "Is all of this right?"), window.dump())

    press(window, "Yes, Make Samples")
    at_step(window, "Samples")
    d.wait(lambda: len(samples(window)) == 5, "five samples")
    tap.case("five samples are made", samples(window) == [f"Sample {i}, New" for i in range(1, 6)], samples(window))
    approved = window.find("text", re.compile("^Input of sample 1")).text
    window.find("panel", "Sample 1, New").find("button", "Approve").press()
    window.find("panel", "Sample 1, Approved")
    tap.case("the first one is approved", len(samples(window)) == 5, samples(window))

    press(window, "Configure")
    at_step(window, "Dataset")
    window.find("text", re.compile("^Name")).write(NAME)
    window.find("spin button", re.compile("^Number of records")).click()
    desktop.press("ctrl+a")
    desktop.type(str(N_RECORDS))
    desktop.press("Tab")
    window.find("label", re.compile(f"add up to {N_RECORDS} records"))
    press(window, "Generate")
    tap.case("Review opens by itself when all are made", window.find("label", f"Record 1 of {N_RECORDS}", patience=90))
    is_saved(tap, desktop, approved)
    end(desktop, program)


def is_saved(tap, desktop, approved):
    """What was made, as the command line sees it, and as the file has it."""
    told = saved(desktop)
    id = told["dataset"]
    tap.case("its name is the one that was given, and says that it is not AI",
             told["name"] == f"{NAME} (practice data, not AI)", told)
    file = pathlib.Path(told["path"])
    tap.case("its file is there", file.is_file(), told)
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    tap.case("the file has all records", len(rows) == N_RECORDS == told["records"], f"{told}\n{rows}")
    tap.case("its columns are input and answer, in that order", all(list(row) == ["input", "answer"] for row in rows), rows)
    tap.case("the answers are those that were asked for", {row["answer"] for row in rows} <= ANSWERS, rows)
    tap.case("the approved sample is among them", approved in [row["input"] for row in rows], f"{approved}\n{rows}")
    tap.case("it is valid", "no problems" in desktop.cli("validate", id), desktop.cli("validate", id))
    tap.case("no draft is left", json.loads(desktop.cli("sessions", "--json"))["sessions"] == [], desktop.cli("sessions"))


def goes_on_later(tap, desktop):
    """Leaves in the middle, ends the program, and goes on where that was."""
    for made in json.loads(desktop.cli("datasets", "--json"))["datasets"]:
        desktop.cli("delete", made["dataset"])
    program, window = start(desktop)
    press(window, "Practice Without an Account")
    describe_task(desktop, window)
    let_the_model_decide(window)
    desktop.press("alt+Left")
    at_step(window, "Prompt")
    desktop.press("alt+Left")
    window.find("button", "Continue")
    tap.case("who leaves is told that a draft is kept", window.find("label", "Kept as a draft"))
    end(desktop, program)

    program, window = start(desktop)
    press(window, "Continue")
    at_step(window, "Requirements")
    tap.case("after another start, it goes on at the same step", window.find("list item", f"You: {TASK}"))
    tap.case("with the same model", window.has("button", "Practice Model"), window.dump())
    press(window, "Yes, Make Samples")
    at_step(window, "Samples")
    d.wait(lambda: len(samples(window)) == 5, "five samples")
    tap.case("and can be gone on with", True)
    end(desktop, program)


class Notifications:
    """Who shows notifications on this desktop; in a thread of its own, since a test waits in this one."""

    INTERFACE = """<node><interface name="org.freedesktop.Notifications">
      <method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
        <arg type="s" direction="out"/><arg type="s" direction="out"/></method>
      <method name="GetCapabilities"><arg type="as" direction="out"/></method>
      <method name="CloseNotification"><arg type="u" direction="in"/></method>
      <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
        <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
        <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
    </interface></node>"""

    def __init__(self):
        self.shown = []
        self.ready = threading.Event()
        threading.Thread(target=self.run, daemon=True).start()
        self.ready.wait(30)

    def run(self):
        context = GLib.MainContext.new()
        context.push_thread_default()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        bus = Gio.DBusConnection.new_for_address_sync(os.environ["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(self.INTERFACE).interfaces[0]
        bus.register_object("/org/freedesktop/Notifications", interface, self.called, None, None)
        bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                      GLib.Variant("(su)", ("org.freedesktop.Notifications", 4)), None, 0, -1, None)
        self.ready.set()
        GLib.MainLoop.new(context, False).run()

    def called(self, bus, sender, path, interface, method, arguments, call):
        if method == "Notify":
            self.shown.append(arguments.unpack()[3:5])
        call.return_value({"Notify": GLib.Variant("(u)", (len(self.shown) + 1,)),
                           "GetCapabilities": GLib.Variant("(as)", (["actions", "body"],)),
                           "GetServerInformation": GLib.Variant("(ssss)", ("test", "test", "1", "1.2"))}.get(method))


def prepare_samples(desktop):
    """A session that only the full dataset is missing of, by the command line: that is quicker."""
    session = desktop.cli("--provider", "practice", "start").strip()
    items = ["role_persona", "task", "diversity", "realism", "edge_cases", "constraints", "input_format", "output_format"]
    desktop.cli("checklist", session, *[f"{item}={TASK}" for item in items], "dataset_format=jsonl", "--confirm")
    desktop.cli("--provider", "practice", "generate-samples", session)


def goes_on_without_a_window(tap, desktop):
    """Closing the window while records are made ends nothing."""
    for draft in json.loads(desktop.cli("sessions", "--json"))["sessions"]:
        desktop.cli("discard", draft["session"])
    prepare_samples(desktop)
    notifications = Notifications()
    program, window = start(desktop)
    press(window, "Continue")
    at_step(window, "Samples")
    press(window, "Configure")
    at_step(window, "Dataset")
    window.find("spin button", re.compile("^Number of records")).click()
    desktop.press("ctrl+a")
    desktop.type("1000")
    desktop.press("Tab")
    window.find("label", re.compile("add up to 1,?000 records"))
    press(window, "Generate")
    window.find("button", "Pause")
    desktop.press("ctrl+w")
    d.wait(lambda: program.count_windows() == 0, "the window to close")
    tap.case("the program goes on without its window", program.process.poll() is None, program.messages())
    d.wait(lambda: notifications.shown, "a notification")
    tap.case("and says so", "still being made" in notifications.shown[0][1], notifications.shown)

    tap.case("it ends when all is made", program.ended() == 0, program.messages())
    tap.case("the records are saved", saved(desktop)["records"] == 1000, desktop.cli("datasets"))
    tap.case("and the person is told", "1000 records are saved" in notifications.shown[-1][1].replace(",", ""),
             notifications.shown)


if __name__ == "__main__":
    d.main(makes_a_dataset, goes_on_later, goes_on_without_a_window)
