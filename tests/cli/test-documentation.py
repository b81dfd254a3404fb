#!/usr/bin/env python3
"""Holds the manual page and the completion to what the program says of itself. Usage: test-documentation.py CLI DATA

Prints TAP.
"""
import pathlib
import re
import subprocess
import sys

CLI, DATA = sys.argv[1], pathlib.Path(sys.argv[2])
MANUAL = (DATA / "man/dataset-gen-cli.1").read_text().replace("\\-", "-")
COMPLETION = (DATA / "completions/dataset-gen-cli").read_text()
COMMON = {"--help", "--library", "--provider", "--model", "--profile", "--json"}
cases = []


def case(name, problems):
    problems = list(problems)
    cases.append(not problems)
    print(f'{"not ok" if problems else "ok"} {len(cases)} - {name}')
    for problem in problems:
        print(f"# {problem}")


def help_of(*command):
    return subprocess.run([CLI, *command, "--help"], capture_output=True, text=True, check=True).stdout


def options_of(command):
    return set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", help_of(command), re.M)) - COMMON


def in_manual(command):
    entry = re.search(rf"^\.BR {command}\b(?!-).*$", MANUAL, re.M)
    return set(re.findall(r"--[a-z-]+", entry[0])) if entry else None


def complete(*words):
    script = f'source "{DATA / "completions/dataset-gen-cli"}"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _dataset_gen_cli; printf "%s\\n" "${{COMPREPLY[@]}}"'
    process = subprocess.run(["bash", "-c", script, "bash", CLI, *words], capture_output=True, text=True)
    return set(process.stdout.split())


commands = re.findall(r"^  ([a-z][a-z-]*) ", help_of().split("Commands:")[1], re.M)
case("there are commands", [] if len(commands) > 20 else [str(commands)])
case("every command is completed", sorted(set(commands) - complete("")))
for command in commands:
    options, described = options_of(command), in_manual(command)
    case(f"{command}: in the manual with its options", [f"manual: {described}, program: {options}"] if described != options else [])
    completed = complete(command, "--") - COMMON
    case(f"{command}: its options are completed", [f"completed: {completed}, program: {options}"] if completed != options else [])
case("the manual has no mistakes", subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", str(DATA / "man/dataset-gen-cli.1")], capture_output=True, text=True, env={"MANPAGER": "cat", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}).stderr.splitlines() if pathlib.Path("/usr/bin/man").exists() else [])
print(f"1..{len(cases)}")
sys.exit(0 if all(cases) else 1)
