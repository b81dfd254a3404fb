#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed in the middle of the wizard; what was there is there, and nothing is paid twice. Prints TAP."""
import json
import pathlib
import re
import sqlite3

import desktop as d
import wizard as w

N_RECORDS, N_KEPT = 60, 12
# so many of the simulator's records may be no good and have to be made again
N_REFUSED = 8
N_AT_ONCE = 2


def kill(program):
    """As a power cut would: it can say nothing any more, and save nothing."""
    program.process.kill()
    program.process.wait()


def go_on(desktop, service):
    """Another start, and the draft that is offered there."""
    program, window = w.start(desktop, w.FEW_AT_ONCE, **service.environment)
    w.press(window, "Continue")
    return program, window


def paid(desktop):
    """The ids of the calls that the library has put down, which is what it counts tokens and cost from."""
    with sqlite3.connect(f"file:{desktop.library / 'library.db'}?mode=ro", uri=True, timeout=60) as library:
        return [row[0] for row in library.execute("SELECT request_id FROM dg_calls WHERE error IS NULL")]


def answered(service):
    return [request for request in service.requests() if request["status"] == 200]


def is_kept(desktop, text):
    """Whether the library has a message that waits for its answer."""
    with sqlite3.connect(f"file:{desktop.library / 'library.db'}?mode=ro", uri=True, timeout=60) as library:
        return (text,) in library.execute("SELECT unsent FROM dg_sessions").fetchall()


def survives_in_the_conversation(tap, desktop):
    service = w.Service(desktop).start(ttft=60000)
    desktop.cli("start")
    program, window = go_on(desktop, service)
    w.at_step(window, "Prompt")
    w.press(window, "Next")
    window.focused("text", "Message")
    desktop.type(w.TASK)
    desktop.press("Return")
    window.find("button", "Stop")
    d.wait(lambda: is_kept(desktop, w.TASK), "the message to be kept")
    kill(program)
    service.start()
    program, window = go_on(desktop, service)
    w.at_step(window, "Requirements")
    tap.case("a message that was not answered is still there", window.find("panel", f"You: {w.TASK}"))
    w.press(window, "Try Again")
    tap.case("and can be sent again", window.find("list item", f"You: {w.TASK}"))
    w.ready(window, "Let the Model Decide the Rest")
    kill(program)

    program, window = go_on(desktop, service)
    w.at_step(window, "Requirements")
    tap.case("what was said is there after another kill", window.find("list item", f"You: {w.TASK}"))
    w.let_the_model_decide(window)
    w.press(window, "Yes, Make Samples")
    w.at_step(window, "Samples")
    w.five_samples(window)
    survives_with_samples(tap, desktop, service, program, window)


def survives_with_samples(tap, desktop, service, program, window):
    before = [field.text for field in window.all("text", re.compile("^(Input|Answer) of sample"))]
    window.find("panel", "Sample 1, New").find("button", "Approve").press()
    window.find("panel", "Sample 1, Approved")
    n_paid = len(service.requests())
    kill(program)
    program, window = go_on(desktop, service)
    w.at_step(window, "Samples")
    w.five_samples(window)
    after = [field.text for field in window.all("text", re.compile("^(Input|Answer) of sample"))]
    tap.case("the samples are the same, and what was approved is", before == after and
             window.find("panel", "Sample 1, Approved"), f"{before}\n{after}")
    tap.case("nothing was asked for again", len(service.requests()) == n_paid, service.requests()[n_paid:])
    survives_in_the_run(tap, desktop, service, program, window, before[0])


def survives_in_the_run(tap, desktop, service, program, window, approved):
    w.configure(desktop, window, N_RECORDS)
    service.start(ttft=3000)
    w.press(window, "Generate")
    d.wait(lambda: w.sessions(desktop)[0]["accepted"] >= N_KEPT, "a part of the records")
    kill(program)
    n_kept = w.sessions(desktop)[0]["accepted"]
    tap.case("what was made before a kill in the run is kept", N_KEPT <= n_kept < N_RECORDS, w.sessions(desktop))
    n_answered = len(answered(service))
    service.start()
    program, window = go_on(desktop, service)
    tap.case("Continue goes on to the end", window.find("label", f"Record 1 of {N_RECORDS}", patience=90))
    program.quit()

    rows = [json.loads(line) for line in pathlib.Path(w.saved(desktop)["path"]).read_text().splitlines()]
    tap.case("the sum is what was asked for", len(rows) == N_RECORDS, len(rows))
    tap.case("no record is there twice", len({row["input"] for row in rows}) == N_RECORDS, rows)
    tap.case("the approved sample is among them", approved in [row["input"] for row in rows], approved)
    tap.case("no draft is left", w.sessions(desktop) == [], w.sessions(desktop))
    n_anew = sum(request["records"] for request in answered(service)[n_answered:])
    tap.case("no record is made again that was kept", n_anew <= N_RECORDS - n_kept + N_REFUSED, f"{n_anew} after {n_kept}")
    ids = paid(desktop)
    lost = len(answered(service)) - len(ids)
    tap.case("no call is put down twice, and only those under way at a kill are not known of",
             len(set(ids)) == len(ids) and 0 <= lost <= N_AT_ONCE, f"{lost} of {len(ids)}")


if __name__ == "__main__":
    d.main(survives_in_the_conversation)
