#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service can refuse in the conversation: said there, with what mends it; nothing typed is lost. Prints TAP.

The service is the command line's simulator, which goes wrong on purpose, at the place that the program is told of.
"""
import re

import desktop as d
import trouble as t
import wizard as w

# As trouble.goes_wrong() takes them.
FAULTS = [
    ("access-denied", "policy allows bedrock:InvokeModel", t.MENDS, True),
    ("expired", "Get a new API key or new temporary keys", t.MENDS, True),
    ("gone", "Check the model", t.MENDS, True),
    ("validation", "refused the request.*Malformed input request", t.EDIT, True),
    ("quota", "Ask for a higher one in the Service Quotas console", t.AGAIN, True),
    # these are tried again by themselves first, which takes some seconds
    ("throttle", "Wait a minute, or ask for less at once", t.AGAIN, True),
    ("timeout", "took too long. Try again, or ask for less in one request", t.AGAIN, True),
]


def says_what_went_wrong(tap, desktop):
    service = w.Service(desktop).start()
    program, window = t.begin(desktop, service)
    t.goes_wrong_and_on(tap, desktop, window, service, FAULTS)
    tap.case("Preferences open from where they are needed", opens_preferences(desktop, program, window, service))
    loses_the_network(tap, desktop, window, service)
    tap.case("without a complaint", program.messages() == "", program.messages())
    program.quit()
    has_wrong_keys(tap, desktop, service)


def opens_preferences(desktop, program, window, service):
    service.start("expired=1")
    t.send(desktop, window, "Sort messages")
    w.press(window, t.MENDS)
    preferences = program.window("Preferences")
    preferences.find("text", re.compile("^AWS region"))
    desktop.press("Escape")
    program.alone()
    w.press(window, t.EDIT)
    field = window.focused("text", "Message")
    kept = d.wait(lambda: field.read() == "Sort messages", "the message to be written again")
    w.empty(desktop, field)
    return kept


def loses_the_network(tap, desktop, window, service):
    service.stop()
    t.send(desktop, window, "Is anybody there?")
    card = window.find("alert", re.compile("[Cc]heck|[Tt]ry again"))
    tap.case("without a network, it says so", card, window.dump())
    service.start()
    w.press(window, t.AGAIN)
    tap.case("and is answered when there is one", window.find("list item", "You: Is anybody there?"))
    window.gone("alert")


def has_wrong_keys(tap, desktop, service):
    """Another program, whose secret key has a mistake in it; its conversation is the same."""
    wrong = w.SECRET.replace("EXAMPLE", "MISTAKE")
    program, window = w.start(desktop, **{**service.environment, "AWS_SECRET_ACCESS_KEY": wrong})
    w.press(window, "Continue")
    w.at_step(window, "Requirements")
    t.send(desktop, window, "With a wrong key")
    window.find("alert", re.compile("Check the secret access key"))
    details = t.copy_details(desktop, window, "Check the secret access key")
    tap.case("a wrong secret key is said, and told to nobody", w.ready(window, t.MENDS) and wrong not in details, details)
    program.quit()


if __name__ == "__main__":
    d.main(says_what_went_wrong)
