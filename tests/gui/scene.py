# SPDX-License-Identifier: GPL-3.0-or-later
"""What a scene can ask for: the library it begins with, who answers it, and the looks it is there in."""
import shutil

import desktop as d

# How each library is filled, by its name: a function that takes the desktop and the folder.
makers = {}


def library(maker):
    """Marks a function that fills a library, which is then called by the function's name without “make_”."""
    makers[maker.__name__.removeprefix("make_")] = maker
    return maker


def begins_with(name):
    """The library that a scene finds; without this, the filled one."""
    return mark("library", name)


def answered_by(*options):
    """The simulator answers, with these options, in place of the practice model."""
    return mark("simulator", options)


def only_in(*looks):
    return mark("looks", looks)


def mark(attribute, value):
    def decorate(scene):
        setattr(scene, attribute, value)
        return scene

    return decorate


def make_library(desktop, name):
    """A folder with that library, made when it is asked for the first time."""
    folder = desktop.scratch / "libraries" / name
    if not folder.is_dir():
        folder.mkdir(parents=True)
        makers[name](desktop, folder)
    return folder


def copy_library(desktop, scene):
    """A library for this scene alone, which may change it."""
    shutil.rmtree(desktop.library, ignore_errors=True)
    shutil.copytree(make_library(desktop, getattr(scene, "library", "filled")), desktop.library)


def press(window, name):
    """A button that can only be pressed once what it needs is there."""

    def ready():
        button = window.has("button", name)
        return button if button is not None and button.is_("sensitive") else None

    d.wait(ready, f"“{name}” to be sensitive").press()
