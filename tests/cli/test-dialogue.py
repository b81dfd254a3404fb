#!/usr/bin/env python3
"""The conversation as a person at a terminal holds it. Usage: test-dialogue.py CLI

Prints TAP.
"""
import json
import os
import pathlib
import pty
import subprocess
import sys
import tempfile

CLI = sys.argv[1]
cases = []


def case(name, good, shown=""):
    cases.append(good)
    print(f'{"ok" if good else "not ok"} {len(cases)} - {name}')
    if not good:
        print("\n".join("# " + line for line in str(shown).splitlines()))


def read_until(terminal, text, shown=""):
    while text not in shown:
        try:
            shown += os.read(terminal, 4096).decode("utf-8", "replace")
        except OSError:
            break
    return shown


def hold(session):
    process, terminal = pty.fork()
    if process == 0:
        os.execv(CLI, [CLI, "--provider", "practice", "conversation", session])
    return process, terminal, read_until(terminal, "> ")


def end(process, terminal):
    shown = read_until(terminal, "\0")
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown


with tempfile.TemporaryDirectory() as folder:
    os.environ.update(DATASET_GEN_LIBRARY=folder, LC_ALL="C.UTF-8")
    session = subprocess.run([CLI, "start"], capture_output=True, text=True, check=True).stdout.strip()

    process, terminal, shown = hold(session)
    os.write(terminal, b"Sort messages of a mobile network's customers: billing, roaming, cancellation.\n")
    shown = read_until(terminal, "\n> ")
    case("a line is answered", "practice model" in shown, shown)
    os.write(terminal, b"\n")
    status, shown = end(process, terminal)
    case("an empty line ends it", status == 0, (status, shown))

    process, terminal, shown = hold(session)
    os.write(terminal, b"\x03")
    status, shown = end(process, terminal)
    case("Ctrl-C is heard at the prompt", status == 130, (status, shown))

    checklist = subprocess.run([CLI, "checklist", session], capture_output=True, text=True, check=True).stdout
    case("what was said is kept", "mobile network" in checklist, checklist)

    said = subprocess.run([CLI, "conversation", session, "Answer guests of a hotel.", "--instead"], capture_output=True, text=True)
    checklist = subprocess.run([CLI, "checklist", session], capture_output=True, text=True, check=True).stdout
    case("the last message is said in other words", said.returncode == 0 and "mobile network" not in checklist and "hotel" in checklist, said.stderr + checklist)

    def formats(*options):
        told = subprocess.run([CLI, "checklist", session, "--json", *options], capture_output=True, text=True)
        return told, json.loads(told.stdout)["checklist"] if told.returncode == 0 else None

    told, checklist = formats("task.goal=@model")
    case("the goal cannot be left to the model", told.returncode == 2 and "goal" in told.stderr, told)
    told, checklist = formats("diversity.tone=furious", "--leave-rest")
    case("what is open is left to the model, the rest not", checklist is not None and json.loads(told.stdout)["missing"] == [] and checklist["diversity"]["parts"]["tone"]["value"] == "furious" and "@model" in str(checklist), told)
    bare = json.loads(subprocess.run([CLI, "start", "--json"], capture_output=True, text=True, check=True).stdout)["session"]
    told = subprocess.run([CLI, "checklist", bare, "--leave-rest"], capture_output=True, text=True)
    case("not before the goal is said", told.returncode == 2 and "task.goal" in told.stderr, told)

    told = subprocess.run([CLI, "checklist", bare, "diversity.tone=furious", "--leave-rest"], capture_output=True, text=True)
    kept = subprocess.run([CLI, "checklist", bare], capture_output=True, text=True, check=True).stdout
    case("what is refused for the goal has changed nothing", told.returncode == 2 and "furious" not in kept, (told, kept))
    told = subprocess.run([CLI, "checklist", bare, "task.goal=Sort letters.", "--leave-rest", "--confirm"], capture_output=True, text=True)
    kept = subprocess.run([CLI, "checklist", bare, "--json"], capture_output=True, text=True, check=True).stdout
    case("a goal in the same command is enough", told.returncode == 0 and json.loads(kept)["complete"], (told, kept))
    for name, *options in (
        ("a goal for the model to find", "--label", "billing", "--label", "roaming", "task.goal=@model"),
        ("a format that there is not", "--label", "billing", "--label", "roaming", "dataset_format=xlsx"),
        ("a single label", "diversity.tone=furious", "--label", "billing"),
        ("a file that is not there", "diversity.tone=furious", "--label", "billing", "--label", "roaming", "--input-schema", folder + "/nowhere.json"),
        ("labels beside a confirmation too early", "diversity.tone=", "--label", "billing", "--label", "roaming", "--confirm"),
    ):
        told = subprocess.run([CLI, "checklist", bare, *options], capture_output=True, text=True)
        now = subprocess.run([CLI, "checklist", bare, "--json"], capture_output=True, text=True, check=True).stdout
        case(f"nothing is done by half: {name}", told.returncode != 0 and now == kept, (told, now))

    told, checklist = formats("--label", "billing", "--label", "roaming")
    case("the labels are set", checklist is not None and checklist["labels"] == ["billing", "roaming"], told)
    schema = pathlib.Path(folder) / "schema.json"
    schema.write_text('{"type": "object", "properties": {"harbour": {"type": "string"}}, "required": ["harbour"]}')
    told, checklist = formats("--output-schema", schema, "--input-schema", schema)
    case("schemas take the place of labels", checklist is not None and "labels" not in checklist and "harbour" in str(checklist), told)
    told, checklist = formats("--open-format", "input", "--open-format", "output")
    case("formats are opened again", checklist is not None and "harbour" not in str(checklist), told)
    told, checklist = formats("--label", "billing", "--output-schema", schema)
    case("labels and a schema are too much", told.returncode == 2 and "--output-schema" in told.stderr, told)
    schema.write_text("{")
    told, checklist = formats("--input-schema", schema)
    case("a schema that is none is refused", told.returncode != 0 and told.stderr != "", told)
    told, checklist = formats("diversity.tone=bored", "--label", "billing", "--label", "roaming", "--input-schema", schema)
    kept = subprocess.run([CLI, "checklist", session, "--json"], capture_output=True, text=True, check=True).stdout
    case("with all that comes with it", told.returncode != 0 and "bored" not in kept and "roaming" not in kept, (told, kept))

print(f"1..{len(cases)}")
sys.exit(0 if all(cases) else 1)
