"""What the tests of this folder share: cases as TAP, and tools that may be missing."""
import shutil
import subprocess
import sys

cases = []


def case(name, problems):
    """A case passes when it names no problem."""
    problems = list(problems)
    cases.append(not problems)
    print(f'{"not ok" if problems else "ok"} {len(cases)} - {name}')
    for problem in problems:
        for line in str(problem).splitlines():
            print(f"# {line}")
    sys.stdout.flush()


def case_with(tools, name, problems):
    """Like case(), of a function that needs programs; without them it is skipped, and says so."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        cases.append(True)
        print(f'ok {len(cases)} - {name} # SKIP {", ".join(missing)} is not installed')
    else:
        case(name, problems())


def run(*command, **options):
    words = [str(word) for word in command]
    try:
        return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    except subprocess.TimeoutExpired as late:
        return subprocess.CompletedProcess(words, -1, f"not done after {late.timeout} s: {late.output or ''}")


def complaints(*command, quiet=True, **options):
    """What a validating tool has to say: everything when it must be quiet, else only when it fails."""
    result = run(*command, **options)
    if result.returncode != 0 or (quiet and result.stdout.strip()):
        yield f'{command[0]}, exit {result.returncode}: {result.stdout.strip() or "(nothing said)"}'


def done():
    print(f"1..{len(cases)}")
    sys.exit(0 if cases and all(cases) else 1)
