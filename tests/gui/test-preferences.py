#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences: what is chosen there is kept, and a key is nobody's to read. Prints TAP."""
import desktop as d

KEY = "bedrock-api-key-QmVkcm9jaw"


def open_preferences(desktop):
    program = desktop.start()
    program.window()
    desktop.press("ctrl+comma")
    return program, program.window("Preferences")


def end(desktop, program):
    desktop.press("Escape")
    program.alone()
    program.quit()


def keeps_the_provider(tap, desktop):
    program, window = open_preferences(desktop)
    window.find("combo box", "Provider").click()
    # by keys: a list that is moved to fit on the screen is not where it says
    window.find("label", d.re.compile("Practice"))
    window.focused("list item")
    desktop.press("Down", "Return")
    d.wait(lambda: "practice" in settings(desktop), "the setting")
    tap.case("another provider is chosen", True)
    tap.case("Escape closes Preferences", end(desktop, program) is None)
    program, window = open_preferences(desktop)
    tap.case("and it is still chosen after a new start", window.find("label", d.re.compile("Practice")), window.dump())
    end(desktop, program)


def settings(desktop):
    path = desktop.scratch / "home/.config/glib-2.0/settings/keyfile"
    return path.read_text() if path.exists() else ""


def hides_the_key(tap, desktop):
    desktop.forget_settings()
    program, window = open_preferences(desktop)
    field = next(w for w in window.walk() if w.name == "API key" and w.role in ("password text", "text", "entry"))
    field.click()
    d.wait(lambda: any(w.is_("focused") and "text" in w.role for w in window.walk()), "the focus in the field")
    desktop.type(KEY)
    d.wait(lambda: window.find("button", "Keep Key").is_("sensitive"), "the button to take it")
    said = [w.text or "" for w in window.walk()] + [w.name for w in window.walk()]
    tap.case("a key is not read out to anybody", not any(KEY in words for words in said), window.dump())
    end(desktop, program)
    tap.case("a key is not among the settings", KEY not in settings(desktop))
    tap.case("a key is not in what the program says", KEY not in program.messages())


if __name__ == "__main__":
    d.main(keeps_the_provider, hides_the_key)
