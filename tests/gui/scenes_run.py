# SPDX-License-Identifier: GPL-3.0-or-later
"""What there is to see of the last step of the wizard: what is to be made, and the run that makes it."""
import re

import desktop as d
import scenes_wizard as wizard
from scene import answered_by, begins_with, press

REFUSES = "--fault=invalid=0.12", "--fault=duplicate=0.12"


# --- configure ---


@begins_with("samples")
@answered_by()
def see_wizard_configure(desktop, program, window):
    wizard.go_on(window, "Samples")
    press(window, "Configure")
    window.find("label", re.compile("^About .*records|tokens"))


@begins_with("samples")
@answered_by()
def see_wizard_configure_coverage(desktop, program, window):
    see_wizard_configure(desktop, program, window)
    window.find("list item", "Tone").click()
    window.find("slider", re.compile("."))


@begins_with("samples")
@answered_by()
def see_wizard_configure_problem(desktop, program, window):
    see_wizard_configure(desktop, program, window)
    window.find("text", re.compile("^Name")).click()
    desktop.press("ctrl+a", "Delete")
    d.wait(lambda: not window.has("button", "Generate") or not window.has("button", "Generate").is_("sensitive"), "the problem")



# --- generate ---


def set_number(desktop, spin, number):
    spin.click()
    desktop.press("ctrl+a")
    desktop.type(str(number))
    desktop.press("Tab")


def generate(desktop, window, n_records):
    see_wizard_configure(desktop, None, window)
    set_number(desktop, window.find("spin button", re.compile("^Number of records")), n_records)
    window.find("label", re.compile(f"add up to {n_records:,} records".replace(",", ",?")))
    press(window, "Generate")


def made(window):
    """How many records there are, by the words at the top of the run."""
    # in a narrow window, the number of the step is written in the same way
    counts = window.all("label", re.compile("^[0-9,]+ of [0-9,]{2,}$"))
    return next((int(label.name.split()[0].replace(",", "")) for label in counts), 0)


def run_until(desktop, window, n_records, of=250):
    generate(desktop, window, of)
    d.wait(lambda: made(window) >= n_records, f"{n_records} records")


@begins_with("samples")
@answered_by("--tps=60", *REFUSES)
def see_wizard_run(desktop, program, window):
    run_until(desktop, window, 80)
    desktop.simulator.freeze()


@begins_with("samples")
@answered_by("--tps=60", *REFUSES)
def see_wizard_run_refused(desktop, program, window):
    run_until(desktop, window, 80)
    desktop.simulator.freeze()
    window.find("button", re.compile("^Refused")).press()
    window.find("list", re.compile("Refused|refused"))


@begins_with("samples")
@answered_by("--tps=120")
def see_wizard_run_paused(desktop, program, window):
    run_until(desktop, window, 60, of=1000)
    press(window, "Pause")
    window.find("label", "Paused")


@begins_with("samples")
@answered_by("--rpm=60")
def see_wizard_run_slowed(desktop, program, window):
    run_until(desktop, window, 60)
    window.find("label", re.compile("The service takes fewer requests"))
    desktop.simulator.freeze()


@begins_with("samples")
@answered_by("--tps=40")
def see_wizard_run_offline(desktop, program, window):
    run_until(desktop, window, 60)
    desktop.simulator.stop()
    window.find("label", re.compile("The network is gone"))


@begins_with("samples")
@answered_by("--tps=40")
def see_wizard_run_stopped(desktop, program, window):
    run_until(desktop, window, 60)
    window.find("button", re.compile("^Stop and Keep")).press()
    window.find("label", re.compile("Records Saved"))


@begins_with("samples")
@answered_by("--tps=2000")
def see_wizard_run_limited(desktop, program, window):
    see_wizard_configure(desktop, program, window)
    wizard.scroll_to(desktop, window, "check box", "Limit the cost").click()
    cap = wizard.scroll_to(desktop, window, "spin button", re.compile("Stop at"))
    set_number(desktop, cap, "0.01")
    set_number(desktop, wizard.scroll_to(desktop, window, "spin button", re.compile("^Number of records"), up=True), 1000)
    press(window, "Generate")
    window.find("label", re.compile("Records Saved"))


@begins_with("samples")
@answered_by("--tps=60", "--fault=expired@12")
def see_wizard_run_failed(desktop, program, window):
    generate(desktop, window, 250)
    window.find("button", "Try Again")


@begins_with("samples")
@answered_by("--tps=100", *REFUSES)
def see_wizard_run_ended(desktop, program, window):
    generate(desktop, window, 100)
    # who reads what was refused is not led away at the end
    window.find("button", re.compile("^Refused")).press()
    window.find("label", re.compile("Records Saved"))
