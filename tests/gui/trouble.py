# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests of the conversation's errors share: a conversation with a service that goes wrong on purpose."""
import re

import wizard as w

REQUEST_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MENDS, AGAIN, EDIT = "Open Preferences", "Try Again", "Edit Message"


def begin(desktop, service):
    """A conversation that waits for its first message."""
    w.clear(desktop)
    desktop.cli("start")
    program, window = w.start(desktop, **service.environment)
    w.press(window, "Continue")
    w.at_step(window, "Prompt")
    w.press(window, "Next")
    w.at_step(window, "Requirements")
    window.focused("text", "Message")
    return program, window


def send(desktop, window, text):
    w.write(desktop, window.focused("text", "Message"), text)
    desktop.press("Return")


def goes_wrong_and_on(tap, desktop, window, service, faults):
    for fault in faults:
        goes_wrong(tap, desktop, window, service, *fault)


def goes_wrong(tap, desktop, window, service, fault, words, button, has_id):
    """A message that is not answered for that reason, with what one can do about it, and then is: what happens, the
    words that name what to do next, the button that mends it, whether the service named the call."""
    service.start(f"{fault}=1")
    text = f"Sort messages, with {fault}"
    send(desktop, window, text)
    said = window.find("alert", re.compile(words)).name
    w.ready(window, button)
    kept = window.has("panel", f"You: {text}") is not None
    details = copy_details(desktop, window, words)

    service.start()
    w.press(window, AGAIN)
    window.find("list item", f"You: {text}")
    window.gone("alert")
    w.ready(window, "Let the Model Decide the Rest")
    good = [kept, w.SECRET not in details, w.KEY not in details, not has_id or REQUEST_ID.search(details) is not None]
    tap.case(f"{fault}: said, with “{button}” and details, and gone on from", all(good), f"{good}\n{said}\n{details}")


def copy_details(desktop, window, words):
    return w.copy_details(desktop, window, window.focused("text", "Message"), words)
