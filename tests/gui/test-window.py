#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a whole: one at a time, remembered, told of its keys. Prints TAP."""
import re
import sys

import desktop as d


def it_opens(tap, desktop):
    program = desktop.start()
    window = program.window()
    tap.case("the window is there", window.role == "window", window.describe())
    tap.case("it says what can be done", window.has("button", "Add Dataset") and window.has("button", "Generate Dataset"),
             window.dump())
    tap.case("Ctrl+Q ends it", program.quit() == 0, program.messages())
    tap.case("it has nothing to complain about", not complaints(program), program.messages())


def complaints(program):
    return re.findall(r"(?:WARNING|CRITICAL|ERROR).*", program.messages())


def there_is_one(tap, desktop):
    program = desktop.start()
    program.window()
    second = desktop.start()
    tap.case("a second start ends at once", second.ended() == 0, second.messages())
    tap.case("there is still one window", program.count_windows() == 1, program.count_windows())
    program.quit()


def it_is_remembered(tap, desktop):
    program = desktop.start()
    program.window()
    window = desktop.find_window(program.process.pid, d.TITLE)
    desktop.resize(window, 900, 650)
    d.wait(lambda: program.window().extents[2:] == (900, 650), "the window to be 900 × 650")
    desktop.press("alt+2")
    d.wait(lambda: is_selected(program.window(), "Prompts"), "the place Prompts")
    desktop.press("ctrl+w")
    tap.case("Ctrl+W closes the window, and with it the program", program.ended() == 0, program.messages())

    program = desktop.start()
    window = program.window()
    d.wait(lambda: window.extents[2:] == (900, 650), "the size that the window had")
    tap.case("the size is remembered", True)
    d.wait(lambda: is_selected(window, "Prompts"), "the place that was shown")
    tap.case("the place is remembered", True)
    desktop.press("alt+1")
    d.wait(lambda: is_selected(program.window(), "Datasets"), "the place Datasets")
    program.quit()


def is_selected(window, place):
    return any(tab.is_("selected") for tab in window.all("page tab", place))


def it_becomes_narrow(tap, desktop):
    program = desktop.start()
    window = program.window()
    desktop.resize(desktop.find_window(program.process.pid, d.TITLE), 360, 640)
    d.wait(lambda: window.extents[2] < 500, "the window to shrink")
    d.wait(lambda: window.extents[2:] == (360, 640), "the window to be 360 × 640")
    tap.case("the window can be 360 wide", True)
    bottom = d.wait(lambda: any(tab.extents[1] > 500 for tab in window.all("page tab", "Prompts")), "the places below")
    tap.case("the places are at the bottom then", bottom)
    program.quit()


def it_explains_itself(tap, desktop):
    program = desktop.start()
    window = program.window()
    window.find(name="Main Menu").press()
    item = window.find("menu item", "About Dataset Generator")
    item.press()
    about = program.window(re.compile("About"))
    tap.case("About says what this is", d.wait(lambda: d.TITLE in about.labels(), "the name of the program"))
    desktop.press("Escape")
    program.alone()
    tap.case("Escape closes About", True)

    desktop.press("ctrl+question")
    keys = program.window(re.compile("Shortcuts"))
    tap.case("Ctrl+? shows the keys", keys.find("label", "Generate dataset") is not None)
    desktop.press("Escape")
    program.alone()
    desktop.press("ctrl+comma")
    preferences = program.window("Preferences")
    tap.case("Ctrl+, opens Preferences", True)
    preferences.find("button", "Close").press()
    program.alone()
    program.quit()


if __name__ == "__main__":
    d.main(it_opens, there_is_one, it_is_remembered, it_becomes_narrow, it_explains_itself)
