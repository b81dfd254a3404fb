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
import wizard as w

NAME = "Telecom triage"
N_RECORDS = 12


def describe_task(desktop, window):
    """Through the first step into the conversation, and the first message there."""
    w.at_step(window, "Prompt")
    w.press(window, "Next")
    w.at_step(window, "Requirements")
    window.focused("text", "Message")
    desktop.type(w.TASK)
    desktop.press("Return")
    return window.find("list item", f"You: {w.TASK}")


def makes_a_dataset(tap, desktop):
    program, window = w.start(desktop)
    window.find("label", "No Datasets Yet")
    w.press(window, "Practice Without an Account")
    w.at_step(window, "Prompt")
    tap.case("practice begins in an empty library, and says which model answers", window.find("button", "Practice Model"))
    tap.case("what the dataset is for is said in one sentence", describe_task(desktop, window))
    w.let_the_model_decide(window)
    tap.case("the rest is decided, and summed up", window.has("label", "Is all of this right?"), window.dump())

    w.press(window, "Yes, Make Samples")
    w.at_step(window, "Samples")
    w.five_samples(window)
    tap.case("five samples are made", w.samples(window) == [f"Sample {i}, New" for i in range(1, 6)], w.samples(window))
    approved = window.find("text", re.compile("^Input of sample 1")).text
    window.find("panel", "Sample 1, New").find("button", "Approve").press()
    window.find("panel", "Sample 1, Approved")
    tap.case("the first one is approved", len(w.samples(window)) == 5, w.samples(window))

    w.press(window, "Configure")
    w.at_step(window, "Dataset")
    window.find("text", re.compile("^Name")).write(NAME)
    window.find("spin button", re.compile("^Number of records")).click()
    desktop.press("ctrl+a")
    desktop.type(str(N_RECORDS))
    desktop.press("Tab")
    window.find("label", re.compile(f"add up to {N_RECORDS} records"))
    w.press(window, "Generate")
    tap.case("Review opens by itself when all are made", window.find("label", f"Record 1 of {N_RECORDS}", patience=90))
    is_saved(tap, desktop, approved)
    program.quit()


def is_saved(tap, desktop, approved):
    """What was made, as the command line sees it, and as the file has it."""
    told = w.saved(desktop)
    id = told["dataset"]
    tap.case("its name is the one that was given, and says that it is not AI",
             told["name"] == f"{NAME} (practice data, not AI)", told)
    file = pathlib.Path(told["path"])
    tap.case("its file is there", file.is_file(), told)
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    tap.case("the file has all records", len(rows) == N_RECORDS == told["records"], f"{told}\n{rows}")
    tap.case("its columns are input and answer, in that order", all(list(row) == ["input", "answer"] for row in rows), rows)
    tap.case("the answers are those that were asked for", {row["answer"] for row in rows} <= w.ANSWERS, rows)
    tap.case("the approved sample is among them", approved in [row["input"] for row in rows], f"{approved}\n{rows}")
    tap.case("it is valid", "no problems" in desktop.cli("validate", id), desktop.cli("validate", id))
    tap.case("no draft is left", w.sessions(desktop) == [], desktop.cli("sessions"))


def goes_on_later(tap, desktop):
    """Leaves in the middle, ends the program, and goes on where that was."""
    w.clear(desktop)
    program, window = w.start(desktop)
    w.press(window, "Practice Without an Account")
    describe_task(desktop, window)
    w.let_the_model_decide(window)
    desktop.press("alt+Left")
    w.at_step(window, "Prompt")
    desktop.press("alt+Left")
    window.find("button", "Continue")
    tap.case("who leaves is told that a draft is kept", window.find("label", "Kept as a draft"))
    program.quit()

    program, window = w.start(desktop)
    w.press(window, "Continue")
    w.at_step(window, "Requirements")
    tap.case("after another start, it goes on at the same step", window.find("list item", f"You: {w.TASK}"))
    tap.case("with the same model", window.has("button", "Practice Model"), window.dump())
    w.press(window, "Yes, Make Samples")
    w.at_step(window, "Samples")
    w.five_samples(window)
    tap.case("and can be gone on with", True)
    program.quit()


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


def goes_on_without_a_window(tap, desktop):
    """Closing the window while records are made ends nothing."""
    w.clear(desktop)
    w.prepare_samples(desktop, "--provider", "practice")
    notifications = Notifications()
    program, window = w.start(desktop, {"max_requests": "uint32 8"})
    w.press(window, "Continue")
    w.at_step(window, "Samples")
    w.configure(desktop, window, 1000)
    w.press(window, "Generate")
    window.find("button", "Pause")
    desktop.press("ctrl+w")
    d.wait(lambda: program.count_windows() == 0, "the window to close")
    tap.case("the program goes on without its window", program.process.poll() is None, program.messages())
    d.wait(lambda: notifications.shown, "a notification")
    tap.case("and says so", "still being made" in notifications.shown[0][1], notifications.shown)

    tap.case("it ends when all is made", program.ended(patience=120) == 0, program.messages())
    tap.case("the records are saved", w.saved(desktop)["records"] == 1000, desktop.cli("datasets"))
    told = lambda: "1000 records are saved" in notifications.shown[-1][1].replace(",", "")  # noqa: E731
    tap.case("and the person is told", d.wait(told, "the last notification"))


if __name__ == "__main__":
    d.main(makes_a_dataset, goes_on_later, goes_on_without_a_window)
