#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What replies can be no good for in the conversation: said there, with what to do; nothing typed is lost. Prints TAP."""
import desktop as d
import trouble as t
import wizard as w

# As trouble.goes_wrong() takes them.
FAULTS = [
    ("filtered", "Take out of the requirements, the prompt or your message", t.EDIT, True),
    ("guardrail", "Take out of the requirements, the prompt or your message", t.EDIT, True),
    ("context-exceeded", "Shorten the prompt and the requirements", t.EDIT, True),
    ("max-tokens", "longer than it may be. Try again, or choose another model", t.AGAIN, True),
    ("malformed-tool-use", "malformed or broke off. Try again, or choose another model", t.AGAIN, True),
    ("model-error", "could not finish its reply. Try again", t.AGAIN, True),
    ("bad-json", "malformed or broke off.*Try again, or choose another model", t.AGAIN, True),
    ("stream-exception", "could not finish its reply. Try again", t.AGAIN, True),
    ("cut", "connection ended in the middle of the reply. Try again", t.AGAIN, False),
    ("reset", "connection broke in the middle of the reply. Try again", t.AGAIN, False),
]


def says_what_was_wrong(tap, desktop):
    service = w.Service(desktop).start()
    program, window = t.begin(desktop, service)
    t.goes_wrong_and_on(tap, desktop, window, service, FAULTS)
    tap.case("without a complaint", program.messages() == "", program.messages())
    program.quit()


if __name__ == "__main__":
    d.main(says_what_was_wrong)
