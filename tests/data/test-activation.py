#!/usr/bin/env python3
"""The program as a launcher starts it: by D-Bus alone. Usage: test-activation.py DATA_BUILD_FOLDER PROGRAM

Prints TAP. On a session bus and a display of its own; nothing of the person who runs it is read or changed.
"""
import configparser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from tap import case, case_with, complaints, done, run

DATA, PROGRAM = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
ID = "org.example.DatasetGen"
OBJECT = "/" + ID.replace(".", "/")
WITH_DISPLAY = pathlib.Path(__file__).resolve().parent.parent / "gui/with-display"
TOOLS = ["dbus-run-session", "gdbus", "gapplication", "xdotool", "xprop", "Xvfb"]
SECONDS = 60
# A bus that knows this program and no other: the person's portals and keyring stay out of it.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def read_entry():
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string((DATA / f"{ID}.desktop").read_text())
    return parser["Desktop Entry"]


def actions_of_entry():
    return [name for name in read_entry()["Actions"].split(";") if name]


def call(method, *arguments):
    return run("gdbus", "call", "--session", "--dest", ID, "--object-path", OBJECT, "--method", method, *arguments, timeout=SECONDS)


def failed_activation():
    result = call("org.freedesktop.Application.Activate", "{}")
    if result.returncode != 0:
        yield result.stdout


def missing_window():
    found = run("xdotool", "search", "--sync", "--onlyvisible", "--name", "^Dataset Generator$", timeout=SECONDS)
    if found.returncode != 0:
        yield f"there is no window: {found.stdout}"
        return
    # by one of the two, a dock knows whose window it is
    told = run("xprop", "-id", found.stdout.split()[0], "_GTK_APPLICATION_ID", "WM_CLASS").stdout
    if f'_GTK_APPLICATION_ID(UTF8_STRING) = "{ID}"' not in told:
        yield f"it belongs to something else: {told}"
    if f', "{read_entry()["StartupWMClass"]}"' not in told:
        yield f"its class is not StartupWMClass: {told}"


def missing_actions():
    result = call("org.gtk.Actions.DescribeAll")
    for action in actions_of_entry():
        if not re.search(rf"'{action}': \(true, ", result.stdout):
            yield f"{action} is not there or not enabled: {result.stdout}"


def refused_actions():
    for action in actions_of_entry():
        yield from complaints("gapplication", "action", ID, action, timeout=SECONDS)
    if call("org.gtk.Actions.DescribeAll").returncode != 0:
        yield "the program has not survived them"


def inside():
    case("D-Bus starts it when a launcher asks", failed_activation())
    case("its window appears and belongs to the desktop entry", missing_window())
    case("it has the actions of the desktop entry", missing_actions())
    case("the actions can be called as launchers without D-Bus call them", refused_actions())
    call("org.gtk.Actions.Activate", "quit", "[]", "{}")
    done()


def outside():
    with tempfile.TemporaryDirectory() as folder:
        share = pathlib.Path(folder) / "share"
        for name in ("applications", "dbus-1/services"):
            (share / name).mkdir(parents=True)
        shutil.copy(DATA / f"{ID}.desktop", share / "applications")
        # the service as it is installed, but of the program that was just built
        service = (DATA / f"{ID}.service").read_text()
        (share / f"dbus-1/services/{ID}.service").write_text(re.sub(r"(?m)^Exec=\S+", lambda match: f"Exec={PROGRAM}", service))
        (pathlib.Path(folder) / "bus.conf").write_text(BUS.format(folder=folder, services=share / "dbus-1/services"))
        environment = {name: value for name, value in os.environ.items() if not re.match(r"(AWS|OPENAI|NOVA|DATASET_GEN|DBUS|WAYLAND)_", name)}
        environment |= {
            "XDG_DATA_DIRS": f"{share}:/usr/local/share:/usr/share",
            "GSETTINGS_BACKEND": "memory",
            "GSETTINGS_SCHEMA_DIR": str(DATA),
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",
            "GTK_A11Y": "none",
            "LC_ALL": "C.UTF-8",
        }
        command = [WITH_DISPLAY, "dbus-run-session", "--config-file", f"{folder}/bus.conf", "--",
                   sys.executable, pathlib.Path(__file__).resolve(), DATA, PROGRAM, "inside"]
        # the bus talks on the standard error, which is not a part of the results
        sys.exit(subprocess.run(command, env=environment).returncode)


if sys.argv[3:] == ["inside"]:
    inside()
elif all(shutil.which(tool) for tool in TOOLS):
    outside()
else:
    case_with(TOOLS, "D-Bus activation", list)
    done()
