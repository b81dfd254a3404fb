#!/usr/bin/python3
"""Measures how the window feels, and prints a table. Usage: window.py [--build FOLDER] [--runs N] [ROW…]

The rows are start, memory, smooth, run, card and chat; without any, all. The program is the one named by DATASET_GEN,
which should be a release build, or the one in the build folder; what is measured from inside it is bench-window (smooth)
and bench-wizard (run, card, chat) of the build folder. Those print times as they pass, which are what counts, and below
them the time that the main thread had a processor: on a busy machine the first are everybody's, the second ours alone.
gnome-text-editor is the yardstick: a program of the same toolkit that people find quick. Both run on the same desktop
(tests/gui), without a graphics card, one after the other in turns. Nothing here is part of the tests: figures depend
on the machine.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "gui"))
import desktop as d  # noqa: E402
import picture  # noqa: E402

YARDSTICK = "gnome-text-editor"
N_DATASETS = 1000
N_RECORDS = 100_000


def print_row(what, figure, asked, met):
    verdict = "" if met is None else "met" if met else "NOT MET"
    print(f"{what:44} {figure:50} {asked:28} {verdict}".rstrip(), flush=True)


def write_records(path, n_records):
    with open(path, "w") as file:
        for i in range(n_records):
            file.write(json.dumps({"input": f"Message {i}: my bill doubled again this month, and nobody answers the phone. "
                                            "What is going on?", "answer": "billing"}) + "\n")


# --- start ---


def client_windows(pid):
    listed = d.run("xprop", "-root", "_NET_CLIENT_LIST").stdout.partition("#")[2]
    for window in listed.replace(",", " ").split():
        if f"= {pid}\n" in d.run("xprop", "-id", window, "_NET_WM_PID").stdout:
            yield int(window, 16)


def has_drawn(window):
    try:
        _, _, width, height = d.Desktop.geometry(window)
        pixels, _ = picture.grab(window, width // 2, height // 2, 1, 1)
    except (KeyError, ValueError, AssertionError):
        return False
    return any(pixels)


def time_start(command, environment):
    """Seconds from the call to the first frame in the window."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        while True:
            for window in client_windows(process.pid):
                if has_drawn(window):
                    return time.monotonic() - began
            if time.monotonic() - began > d.PATIENCE:
                raise d.InVain(f"{command[0]} shows nothing")
            time.sleep(0.001)
    finally:
        process.kill()
        process.wait()


def measure_start(desktop, options):
    commands = {"dataset-gen": [str(desktop.binary)], YARDSTICK: [YARDSTICK]}
    times = {name: [] for name in commands}
    for i in range(options.runs + 1):
        for name, command in commands.items():
            seconds = time_start(command, os.environ)
            # the first run of each reads from the disk
            if i > 0:
                times[name].append(seconds)
    ours, theirs = (statistics.median(times[name]) for name in commands)
    print_row("start, exec to first frame", f"{ours * 1000:.0f} ms against {theirs * 1000:.0f} ms: {ours / theirs:.2f} ×",
              "≤ 1.5 × gnome-text-editor", ours <= 1.5 * theirs)


# --- memory ---


def memory(pid):
    """Resident and proportional, in MiB."""
    values = {}
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, kib, *_ = line.replace(":", "").split()
        values[name] = int(kib) / 1024
    return values["Rss"], values["Pss"]


def settled_memory(*commands):
    """Of all of them at once, so that they share what they have in common; once nothing grows any more."""
    processes = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in commands]
    try:
        for process in processes:
            d.wait(lambda: any(has_drawn(window) for window in client_windows(process.pid)), f"{process.args[0]}’s window")
        before = None
        while before != (before := [memory(process.pid) for process in processes]):
            time.sleep(2)
        return before
    finally:
        for process in processes:
            process.kill()
            process.wait()


def measure_memory(desktop, options):
    few = desktop.scratch / "few.jsonl"
    write_records(few, 20)
    for i in range(N_DATASETS):
        desktop.cli("import", few, "--name", f"Dataset {i}")
    (our_rss, our_pss), (rss, pss) = settled_memory([str(desktop.binary)], [YARDSTICK])
    print_row(f"memory with {N_DATASETS} datasets, resident", f"{our_rss:.0f} MiB against {rss:.0f} MiB: {our_rss / rss:.2f} ×",
              "≤ 1.3 × gnome-text-editor", our_rss <= 1.3 * rss)
    print_row("  its own share of it", f"{our_pss:.0f} MiB against {pss:.0f} MiB: {our_pss / pss:.2f} ×",
              "≤ 1.3 × gnome-text-editor", our_pss <= 1.3 * pss)


# --- from inside ---


def measure_inside(options, limits, program, *arguments):
    """Prints what a program in the build folder has measured, beside the limits for it: (end of name, most at 95 %, at
    99 %, and at all), in milliseconds, None for no limit; the first that fits."""
    environment = {**os.environ, "GSETTINGS_BACKEND": "memory", "GSETTINGS_SCHEMA_DIR": str(options.build / "data")}
    del environment["DATASET_GEN_LIBRARY"]
    done = d.run(options.build / "tests/bench" / program, *arguments, env=environment)
    if done.returncode != 0:
        raise RuntimeError(done.stderr + done.stdout)
    for line in done.stdout.splitlines():
        if line.count("\t") != 6:
            continue
        what, clock, count, *times = line.split("\t")
        median, p95, p99, most = times
        figure = f"{median}, 95 % {p95}, 99 % {p99}, most {most} ms"
        if clock == "cpu":
            print(f"{'  of that on a processor':44} {figure}", flush=True)
            continue
        bounds = next((bounds for end, *bounds in limits if what.endswith(end)), [None] * 3)
        asked = [f"{name} ≤ {bound} ms" for name, bound in zip(("95 %", "99 %", "most"), bounds) if bound is not None]
        met = all(float(time) <= bound for time, bound in zip((p95, p99, most), bounds) if bound is not None)
        print_row(f"{what} ({count})", figure, ", ".join(asked), met if asked else None)


def measure_smooth(desktop, options):
    many = desktop.scratch / "many.jsonl"
    library = desktop.scratch / "many"
    write_records(many, N_RECORDS)
    said = json.loads(desktop.cli("import", many, "--library", library, "--name", "Many", "--json"))
    measure_inside(options, [("", 16, None, None)], "bench-window", library, said["dataset"], N_RECORDS)


def measure_run(desktop, options):
    measure_inside(options, [("the main loop", None, 16, 50)], "bench-wizard", "run")


def measure_card(desktop, options):
    measure_inside(options, [("", 16, None, None)], "bench-wizard", "card")


def measure_chat(desktop, options):
    measure_inside(options, [(": a frame", None, None, None), (": the main loop", None, None, None), ("", None, None, 300)],
                   "bench-wizard", "chat")


ROWS = {"start": measure_start, "memory": measure_memory, "smooth": measure_smooth, "run": measure_run,
        "card": measure_card, "chat": measure_chat}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("_build/check"))
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("rows", nargs="*", choices=[[], *ROWS], metavar="ROW")
    options = parser.parse_args()
    options.build = options.build.resolve()
    os.environ.setdefault("DATASET_GEN_BUILT", str(options.build / "src/app/dataset-gen"))
    absent = d.missing() + [YARDSTICK] * (shutil.which(YARDSTICK) is None)
    if absent:
        sys.exit(f"Please install {', '.join(absent)}.")
    with d.Desktop() as desktop:
        # as people start it, without somebody who listens
        os.environ["GTK_A11Y"] = "none"
        for name in options.rows or ROWS:
            ROWS[name](desktop, options)


main()
