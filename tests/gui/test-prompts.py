#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prompts, as a person keeps them: write one, find it, change it, delete it and bring it back. Prints TAP."""
import desktop as d


def start(desktop):
    desktop.forget_settings()
    program = desktop.start()
    window = program.window()
    desktop.press("alt+2")
    return program, window


def back(desktop, window):
    desktop.press("alt+Left")
    d.wait(lambda: window.has("button", "Back") is None, "the page to go")


def names(window):
    listed = next(window.all("list", "Prompts"), None)
    rows = [w for w in listed.walk() if w.role == "list item"] if listed else []
    return [row.name for row in rows]


def writes_one(tap, desktop):
    program, window = start(desktop)
    tap.case("a library without prompts says so", window.find("label", "No Prompts Yet"))
    desktop.press("ctrl+n")
    window.find("button", "Back")
    next(w for w in window.walk() if w.role == "text" and w.name == "Name").write("Triage")
    next(w for w in window.walk() if w.role == "text" and w.name == "User prompt").write("Sort this: {{message}}")
    tap.case("its placeholders are shown", window.find("label", d.re.compile("Fills in message")))
    back(desktop, window)
    d.wait(lambda: names(window) == ["Triage"], "the prompt in the list")
    tap.case("it is kept without asking", "Triage" in desktop.cli("prompts"), desktop.cli("prompts"))
    program.quit()


def deletes_and_undoes(tap, desktop):
    file = desktop.scratch / "hotel.txt"
    file.write_text("Read this review: {{review}}")
    desktop.cli("prompt", "add", "Hotel", "--user-file", file)
    program, window = start(desktop)
    d.wait(lambda: sorted(names(window)) == ["Hotel", "Triage"], "both prompts")
    window.find("button", "Menu of Hotel").press()
    program.application.find("menu item", "Delete").press()
    d.wait(lambda: names(window) == ["Triage"], "the prompt to go")
    tap.case("a prompt is deleted at once", True)
    window.find("button", "Undo").press()
    d.wait(lambda: sorted(names(window)) == ["Hotel", "Triage"], "the prompt to come back")
    tap.case("and comes back", "Hotel" in desktop.cli("prompts"), desktop.cli("prompts"))

    desktop.press("ctrl+f")
    window.focused(name="Search prompts")
    desktop.type("hot")
    d.wait(lambda: [name for name in names(window)] == ["Hotel"], "the search to leave one")
    tap.case("search leaves what fits", True)
    program.quit()


def leads_to_a_dataset(tap, desktop):
    program, window = start(desktop)
    d.wait(lambda: "Hotel" in names(window), "the prompts")
    window.find("button", "Menu of Hotel").press()
    program.application.find("menu item", "Generate Dataset from This Prompt").press()
    tap.case("a prompt leads into the wizard", window.find("label", d.re.compile("Read this review")))
    program.quit()


if __name__ == "__main__":
    d.main(writes_one, deletes_and_undoes, leads_to_a_dataset)
