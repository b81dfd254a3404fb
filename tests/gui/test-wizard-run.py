#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong with samples and with the run: said there, and what was made is kept. Prints TAP."""
import json
import pathlib
import re

import desktop as d
import wizard as w

DENIED = "policy allows bedrock:InvokeModel"


def samples_go_wrong(tap, desktop):
    service = w.Service(desktop).start()
    w.prepare_requirements(desktop, **service.environment)
    service.start("access-denied=1")
    program, window = w.start(desktop, **service.environment)
    w.press(window, "Continue")
    page = window.find("label", re.compile(DENIED))
    tap.case("samples that the account may not have: said in their place, with what mends it",
             w.ready(window, "Open Preferences") and w.ready(window, "Copy Details"), page.name)
    service.start("filtered=1")
    w.press(window, "Try Again")
    tap.case("another reason takes its place", window.find("label", re.compile("Take out of the requirements")))
    service.start()
    w.press(window, "Try Again")
    w.five_samples(window)
    tap.case("once it is mended, Try Again makes them", w.samples(window) == [f"Sample {i}, New" for i in range(1, 6)])
    keeps_samples(tap, desktop, window, service)
    tap.case("without a complaint", program.messages() == "", program.messages())
    program.quit()


def keeps_samples(tap, desktop, window, service):
    """A round that fails leaves what there is, and what is being written."""
    window.find("panel", "Sample 1, New").find("button", "Approve").press()
    window.find("panel", "Sample 1, Approved")
    before = [field.text for field in window.all("text", re.compile("^Input of sample"))]
    service.start("malformed-tool-use=1")
    w.press(window, "Regenerate All")
    window.find("label", re.compile("or try another model"))
    rule = window.find("text", re.compile("^New rule"))
    rule.click()
    rule = window.focused("text", re.compile("^New rule"))
    details = w.copy_details(desktop, window, rule, "try another model")
    now = [field.text for field in window.all("text", re.compile("^Input of sample"))]
    tap.case("a round that fails changes no sample", before == now, f"{before}\n{now}")
    tap.case("its details have no secrets", w.SECRET not in details and w.KEY not in details, details)
    service.start()
    w.press(window, "Try Again")
    tap.case("Try Again makes the round", window.find("button", "Round 2"))


def is_whole(desktop, n_records):
    """Whether the only dataset has exactly the records that were asked for, none of them twice."""
    told = w.saved(desktop)
    rows = [json.loads(line) for line in pathlib.Path(told["path"]).read_text().splitlines()]
    return len(rows) == n_records == told["records"] == len({row["input"] for row in rows})


def runs_go_wrong(tap, desktop):
    w.clear(desktop)
    service = w.Service(desktop).start()
    w.prepare_samples(desktop, **service.environment)
    program, window = w.start(desktop, w.FEW_AT_ONCE, **service.environment)
    w.press(window, "Continue")
    w.at_step(window, "Samples")
    w.configure(desktop, window, 60)
    service.start("expired=1")
    w.press(window, "Generate")
    window.find("label", re.compile("Get a new API key or new temporary keys"))
    tap.case("a run that cannot begin says so, with what mends it",
             w.ready(window, "Open Preferences") and w.ready(window, "Copy Details"), window.dump())
    service.start(ttft=3000)
    w.press(window, "Try Again")
    loses_the_network(tap, desktop, window, service)
    tap.case("it comes to its end", window.find("label", "Record 1 of 60", patience=90))
    tap.case("and nothing is missing or there twice", is_whole(desktop, 60), desktop.cli("datasets"))
    tap.case("without a complaint", program.messages() == "", program.messages())
    program.quit()


def loses_the_network(tap, desktop, window, service):
    """In the middle of the run: the service is not there any more, and comes back."""
    w.makes_records(desktop)
    service.stop()
    tap.case("a network that goes is told of", window.find("label", re.compile("The network is gone. .* by itself")))
    service.start()


def is_slowed(tap, desktop):
    w.clear(desktop)
    service = w.Service(desktop).start()
    w.prepare_samples(desktop, **service.environment)
    program, window = w.start(desktop, w.FEW_AT_ONCE, **service.environment)
    w.press(window, "Continue")
    w.at_step(window, "Samples")
    w.configure(desktop, window, 100)
    service.start(ttft=3000)
    w.press(window, "Generate")
    w.makes_records(desktop)
    service.start("throttle=1")
    tap.case("a run that is slowed down says so", window.find("label", re.compile("takes fewer requests than we could")))
    service.start("malformed-tool-use@2", "filtered@3", "max-tokens@4", "unavailable@5", "cut@6", "bad-json@7",
                  "invalid=0.1", "duplicate=0.1")
    ended = d.wait(lambda: window.has("label", "Record 1 of 100") or window.has("button", "Review"), "the end", 100)
    tap.case("it goes on by itself to the end, whatever replies are like", ended, window.dump())
    tap.case("and nothing is missing or there twice", is_whole(desktop, 100), desktop.cli("datasets"))
    program.quit()


if __name__ == "__main__":
    d.main(samples_go_wrong, runs_go_wrong, is_slowed)
