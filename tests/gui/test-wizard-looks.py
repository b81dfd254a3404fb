#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wizard in a narrow window, in the dark, and in letters of twice the size: what is needed is on the screen. Prints TAP.

The accessibility library knows one bus in a process: each look is a process of its own.
"""
import re
import subprocess
import sys

import desktop as d
import wizard as w

N_RECORDS = 12
# The size of the window, the size of letters, the environment.
LOOKS = {
    "narrow": ((360, 640), 1, {}),
    "dark": ((1100, 760), 1, {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}),
    "large": ((1100, 760), 2, {}),
}
CRITICAL = re.compile("WARNING|CRITICAL|ERROR")


def enlarge(factor):
    """What the accessibility settings of a desktop do."""
    d.run("xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER", f"Xft.dpi: {96 * factor:.0f}\n",
          check=True)


class Look:
    """The program as it looks in one way, and whether what is needed can be seen in it."""

    def __init__(self, tap, desktop, name):
        size, letters, environment = LOOKS[name]
        self.tap, self.desktop, self.name, self.size = tap, desktop, name, size
        if letters != 1:
            enlarge(letters)
        self.program, self.window = w.start(desktop, **environment)
        self.on_screen = desktop.find_window(self.program.process.pid, d.TITLE)
        desktop.resize(self.on_screen, *size)
        d.wait(lambda: abs(self.window.extents[2] - size[0]) < 4, f"the window to be {size[0]} wide, not {self.window.extents}")

    def sees(self, step, *controls):
        """Whether these are all within the window, and big enough to be hit."""
        width, height = self.window.extents[2:]
        wrong = []
        for role, name in controls:
            x, y, wide, high = place = self.window.find(role, name).extents
            # a card goes on below the end of the window; where it begins is enough
            bottom = y + (16 if role == "panel" else high)
            if x < 0 or y < 0 or x + wide > width or bottom > height or wide < 16 or high < 16:
                wrong.append(f"{role} “{name}” at {place}")
        too_wide = width > self.size[0] + 4
        self.tap.case(f"{self.name}: {step} has what is needed on the screen", not wrong and not too_wide,
                      f"{wrong} in {width} × {height}")

    def press(self, name):
        w.press(self.window, name)

    def step(self, title):
        """The header bar has no room for the title in a narrow window."""
        self.window.find("label", re.compile(rf"^({title} · )?[0-9] (of|/) 6$"))


def walks(tap, desktop, name):
    look = Look(tap, desktop, name)
    window = look.window
    look.press("Practice Without an Account")
    look.step("Prompt")
    look.sees("the first step", ("button", "Back"), ("button", "Practice Model"), ("list item", "Start from Scratch"),
              ("button", "Next"))
    look.press("Next")
    look.step("Requirements")
    window.focused("text", "Message")
    desktop.type(w.TASK)
    look.sees("the conversation", ("text", "Message"), ("button", "Send"), ("button", "Back"))
    desktop.press("Return")
    window.find("list item", f"You: {w.TASK}")
    decide(look)
    look.sees("the summary", ("button", "Yes, Make Samples"), ("button", "Change Something"), ("text", "Message"))
    look.press("Yes, Make Samples")
    look.step("Samples")
    w.five_samples(window)
    look.sees("the samples", ("button", "Round 1"), ("button", "Regenerate All"), ("panel", "Sample 1, New"),
              ("button", "Configure"))
    w.ready(window, "Configure").press()
    look.step("Dataset")
    w.ready(window, "Generate")
    look.sees("the form", ("text", re.compile("^Name")), ("spin button", re.compile("^Number of records")), ("button", "Generate"))
    window.find("spin button", re.compile("^Number of records")).click()
    desktop.press("ctrl+a")
    desktop.type(str(N_RECORDS))
    desktop.press("Tab")
    d.wait(lambda: any(window.all("label", re.compile(f"add up to {N_RECORDS} records"), shown=False)), "the sum")
    look.press("Generate")
    d.wait(lambda: any(window.all("label", re.compile(f"^Record 1 of {N_RECORDS}|{N_RECORDS} records · "), shown=False)),
           "Review", 60)
    tap.case(f"{name}: to a saved file", w.saved(desktop)["records"] == N_RECORDS, desktop.cli("datasets"))
    tap.case(f"{name}: without a warning", not CRITICAL.search(look.program.messages()), look.program.messages())


def decide(look):
    """The checklist is beside the conversation, or on a sheet above it."""
    if not look.window.has("button", "Let the Model Decide the Rest"):
        look.window.find("button", re.compile("^Checklist · ")).press()
        look.sees("the checklist on its sheet", ("button", "Back to the Conversation"), ("button", "Let the Model Decide the Rest"))
        look.press("Let the Model Decide the Rest")
        look.window.find("button", "Confirm")
        look.press("Back to the Conversation")
        look.window.gone("button", "Back to the Conversation")
    else:
        w.let_the_model_decide(look.window)
    look.window.find("button", "Yes, Make Samples")


def look_at(name):
    def walk(tap, desktop):
        walks(tap, desktop, name)

    d.main(walk)


def main():
    """Passes on what each says, numbered through."""
    absent = d.missing()
    if absent:
        print(f"1..0 # SKIP {', '.join(absent)} is not installed")
        return
    n_cases, failed = 0, False
    processes = [subprocess.Popen([sys.executable, __file__, name], stdout=subprocess.PIPE, text=True) for name in LOOKS]
    for process in processes:
        for line in process.communicate()[0].splitlines():
            found = re.match(r"(ok|not ok) \d+ - (.*)", line)
            n_cases += found is not None
            if not line.startswith("1.."):
                print(f"{found[1]} {n_cases} - {found[2]}" if found else line)
        failed |= process.returncode != 0
    print(f"1..{n_cases}")
    sys.exit(1 if failed or n_cases == 0 else 0)


if __name__ == "__main__":
    look_at(sys.argv[1]) if len(sys.argv) > 1 else main()
