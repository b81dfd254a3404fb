#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page as somebody meets it who hears it: each control has a name, and Tab comes to all of them. Prints TAP."""
import desktop as d
import scene
import scenes
import scenes_wizard

SCENES = {name.removeprefix("see_").replace("_", "-"): see
          for module in (scenes, scenes_wizard) for name, see in vars(module).items() if name.startswith("see_")}

# Rows are reached by arrows, and of text fields GTK 4.8 tells in a part that is not in the tree.
BY_TAB = {"button", "toggle", "switch", "check box", "combo box", "spin button"}

# The buttons of a window's frame have keys of the desktop.
FRAME = ("button", "Close")


def is_part(widget):
    """Whether it belongs to a control that has a name for all of it."""
    parent = widget.parent
    while parent.node is not None and parent.role not in ("window", "application", "list", "page tab list"):
        if parent.role in ("combo box", "button", "spin button") and parent.name and not d.CLASS_NAME.match(parent.name):
            return True
        parent = parent.parent
    return False


def nameless(window):
    """In GTK 4.8 rows of lists are named by what is in them, when they are read."""
    for widget in window.all():
        if widget.role not in d.CONTROLS - {"list item", "table cell"}:
            continue
        # a menu button is a frame around a button that has the name
        if widget.name == "GtkMenuButton" and all(child.name for child in widget.children if child.role == "button"):
            continue
        if (not widget.name or d.CLASS_NAME.match(widget.name)) and not is_part(widget):
            yield widget.describe() + " in " + widget.parent.describe()


def find_focus(window):
    """The control that has the focus, which may be a part of it that has it."""
    focus = d.wait(lambda: next((w for w in window.walk() if w.is_("focused")), None), "the focus", patience=1)
    while is_part(focus):
        focus = focus.parent
    return focus.role, focus.name, focus.extents


def walk_by(key, desktop, window):
    """All that gets the focus, once around."""
    reached = []
    for _ in range(60):
        desktop.press(key)
        try:
            now = find_focus(window)
        except d.InVain:
            continue
        if now in reached[:1]:
            break
        reached.append(now)
    return {(role, name) for role, name, _ in reached}


def check_page(name):
    def check(tap, desktop):
        see = SCENES[name]
        desktop.forget_settings()
        scene.copy_library(desktop, see)
        program = desktop.start()
        window = program.window()
        window = see(desktop, program, window) or window
        unnamed = list(nameless(window))
        tap.case(f"{name}: each control has a name", not unnamed, "\n".join(unnamed))

        wanted = {(w.role, w.name) for w in window.all() if w.role in BY_TAB and w.is_("sensitive") and not is_part(w)}
        # a list is entered at the row that was there last: what is above that comes on the way back
        reached = walk_by("Tab", desktop, window) | walk_by("shift+Tab", desktop, window)
        missed = wanted - reached - {FRAME}
        tap.case(f"{name}: Tab comes to each", not missed, f"not reached: {missed}\nreached: {reached}")
        program.close()

    check.__name__ = name
    return check


if __name__ == "__main__":
    d.main(*(check_page(name) for name in ("datasets", "datasets-empty", "datasets-error", "prompts", "prompts-empty",
                                           "prompt", "wizard-entry", "preferences")))
