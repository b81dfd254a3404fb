#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Datasets page, as a person uses it: add, find, sort, rename, duplicate, delete and undo. Prints TAP."""
import re

import desktop as d

ROWS = "Message one,billing\nMessage two,roaming\nMessage three,other\n"


def make_file(desktop, name, text):
    path = desktop.scratch / name
    path.write_text(text)
    return path


def start(desktop, *words):
    desktop.forget_settings()
    program = desktop.start(*words)
    return program, program.window()


def names(window):
    """The datasets in the order in which they are shown."""
    rows = [row for row in window.find("list", "Datasets").walk() if row.role == "list item"]
    labels = [next((w.name for w in row.walk() if w.role == "label"), "") for row in sorted(rows, key=lambda r: r.extents[1])]
    return [label for label in labels if label not in ("", "Datasets", "Unfinished")]


def shows(window, *wanted):
    try:
        return d.wait(lambda: names(window) == list(wanted), "the list")
    except d.InVain:
        raise d.InVain(f"the list is {names(window)} instead of {list(wanted)}") from None


def choose(window, name, item):
    """An item of the menu of a dataset."""
    listed = window.find("list", "Datasets")
    row = d.wait(lambda: next((row for row in listed.all("list item") if row.has("label", name)), None), f"“{name}” in the list")
    row.find("button", "More").press()
    window.program.application.find("menu item", item).press()


def nothing_yet(tap, desktop):
    program, window = start(desktop)
    tap.case("an empty library says so", window.find("label", "No Datasets Yet"))
    page = window.find("panel", "No Datasets Yet")
    tap.case("it offers both ways", page.find("button", "Generate Dataset") and page.find("button", "Add Dataset"))
    program.quit()


def adds_a_file(tap, desktop):
    file = make_file(desktop, "customers.csv", "input,answer\n" + ROWS)
    program, window = start(desktop, file)
    dialog = program.window("Add Dataset")
    tap.case("a file of the command line is shown before it is added", dialog.find("label", re.compile("Message one")))
    dialog.find("button", "Add").press()
    shows(window, "customers")
    tap.case("it is in the list then", window.find("label", re.compile("3 records")))
    tap.case("and in the library", "customers" in desktop.cli("datasets"), desktop.cli("datasets"))
    program.quit()


def adds_to_the_one_that_runs(tap, desktop):
    program, window = start(desktop)
    shows(window, "customers")
    second = desktop.start(make_file(desktop, "second.jsonl", '{"input": "one", "answer": "yes"}\n'))
    tap.case("a second start hands its file over", second.ended() == 0, second.messages())
    program.window("Add Dataset").find("button", "Add").press()
    shows(window, "second", "customers")
    tap.case("the window that was there adds it", program.count_windows() == 1)
    program.quit()


def finds_and_sorts(tap, desktop):
    desktop.cli("import", make_file(desktop, "big.csv", "input,answer\n" + "".join(f"m {i},a\n" for i in range(20))),
                "--name", "Bills")
    program, window = start(desktop)
    shows(window, "Bills", "second", "customers")
    tap.case("the newest is first", True)
    order = window.find("combo box", "Order of the datasets")
    order.click()
    choose_in_list(program, "By Name")
    tap.case("they sort by name", shows(window, "Bills", "customers", "second"))

    desktop.press("ctrl+f")
    window.focused(name="Search datasets")
    desktop.type("cust")
    tap.case("search leaves what fits", shows(window, "customers"))
    desktop.type("zzz")
    tap.case("and says when nothing does", window.find("label", "No Results Found"))
    desktop.press("Escape")
    shows(window, "Bills", "customers", "second")
    tap.case("Escape ends the search", True)
    program.quit()


def choose_in_list(program, name):
    program.window().find("label", name).click()


def changes_them(tap, desktop):
    program, window = start(desktop)
    shows(window, "Bills", "second", "customers")
    choose(window, "second", "Rename…")
    window.focused("text", "Name")
    desktop.press("ctrl+a")
    desktop.type("Yes and no")
    desktop.press("Return")
    tap.case("a dataset gets another name", shows(window, "Bills", "Yes and no", "customers"))

    choose(window, "customers", "Duplicate")
    d.wait(lambda: len(names(window)) == 4 and names(window)[0].startswith("customers"), "the copy")
    tap.case("a copy is made, and said", d.wait(lambda: "“" in "".join(window.labels()), "what is said of it"))

    before = names(window)
    choose(window, "Bills", "Delete")
    d.wait(lambda: "Bills" not in names(window), "Bills to go")
    tap.case("a dataset is deleted at once", True)
    window.find("button", "Undo").press()
    tap.case("and comes back", shows(window, *before))
    tap.case("it is in the library again", "Bills" in desktop.cli("datasets"), desktop.cli("datasets"))
    program.quit()


def cannot_open(tap, desktop):
    broken = desktop.scratch / "broken"
    broken.mkdir()
    (broken / "library.db").write_text("this is no database\n" * 100)
    desktop.forget_settings()
    program = desktop.start(DATASET_GEN_LIBRARY=str(broken))
    window = program.window()
    tap.case("a library that cannot be opened is told of", window.find("label", "The Library Cannot Be Opened"))
    (broken / "library.db").unlink()
    window.find("button", "Try Again").press()
    tap.case("trying again opens it", window.find("label", "No Datasets Yet"))
    program.quit()


if __name__ == "__main__":
    d.main(nothing_yet, adds_a_file, adds_to_the_one_that_runs, finds_and_sorts, changes_them, cannot_open)
