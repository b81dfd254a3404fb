#!/usr/bin/env python3
"""Holds the source tree to the layers of src/DESIGN.md. Usage: test-tree.py SOURCE_ROOT BUILD_ROOT

Prints TAP.
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT, BUILD = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])

# What each folder of src/ may include besides its own headers, and which libraries only some may see.
LAYERS = {
    "core": [],
    "wire": [],
    "inference": ["core", "wire"],
    "store": ["core"],
    "generator": ["core", "wire", "inference", "store"],
    "simulator": ["core", "wire"],
    "provider": ["core", "wire", "inference", "simulator"],
    "cli": ["core", "wire", "inference", "store", "generator", "simulator", "provider"],
    "app": ["core", "wire", "inference", "store", "generator", "simulator", "provider"],
}
LIBRARIES = {
    r"sqlite3\.h": ["store"],
    r"libsecret/.*": ["inference"],
    r"libsoup/.*": ["inference", "simulator", "cli"],
    r"json-glib/.*": ["inference", "generator", "simulator", "cli", "app"],
    r"zlib\.h": ["wire"],
    r"(gtk|gdk|gsk|pango)/.*|adwaita\.h": ["app"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)

cases = []


def case(name, problems):
    problems = list(problems)
    cases.append(not problems)
    print(f'{"not ok" if problems else "ok"} {len(cases)} - {name}')
    for problem in problems:
        print(f"# {problem}")


def sources():
    return sorted(path for path in (ROOT / "src").rglob("*.[ch]"))


def owner_of_headers():
    return {path.name: path.relative_to(ROOT / "src").parts[0] for path in sources() if path.suffix == ".h"}


def wrong_own_includes():
    owners = owner_of_headers()
    for path in sources():
        folder = path.relative_to(ROOT / "src").parts[0]
        for quote, name in INCLUDE.findall(path.read_text()):
            if quote == "<" and name not in owners:
                continue
            if "/" in name:
                yield f"{path}: {name}: headers of this project are included by name alone"
            elif name == "config.h":
                continue
            elif name not in owners:
                yield f"{path}: {name} is not a header of this project"
            elif owners[name] != folder and owners[name] not in LAYERS[folder]:
                yield f"{path}: {name} belongs to {owners[name]}/, which {folder}/ may not see"


def wrong_library_includes():
    for path in sources():
        folder = path.relative_to(ROOT / "src").parts[0]
        for _, name in INCLUDE.findall(path.read_text()):
            for pattern, folders in LIBRARIES.items():
                if re.fullmatch(pattern, name) and folder not in folders:
                    yield f"{path}: <{name}> belongs into {', '.join(folders)}"


def include_flags(folder):
    """The include directories that the compiler is given for a folder, from the build itself."""
    for command in json.loads((BUILD / "compile_commands.json").read_text()):
        if f"src/{folder}/" in command["file"]:
            words = shlex.split(command["command"])
            return [word for word in words if word.startswith("-I")], command["directory"]
    return None


def compiles(folder, header):
    flags, directory = include_flags(folder)
    # the system's own directories always work; only the project's can tell
    with tempfile.NamedTemporaryFile("w", suffix=".c") as probe:
        probe.write(f'#if !__has_include ("{header}")\n#error not seen\n#endif\n')
        probe.flush()
        return subprocess.run(["cc", *flags, "-fsyntax-only", probe.name], cwd=directory, capture_output=True).returncode == 0


def visible_forbidden_headers():
    headers = {}
    for name, folder in owner_of_headers().items():
        headers.setdefault(folder, name)
    for folder, below in LAYERS.items():
        if include_flags(folder) is None:
            if (ROOT / "src" / folder).is_dir():
                yield f"{folder}/ is not built"
            continue
        for other, header in headers.items():
            if other != folder and compiles(folder, header) != (other in below):
                yield f"{folder}/ {'cannot' if other in below else 'can'} include {header} of {other}/"


def missing_licence():
    for path in sources() + sorted((ROOT / "tests").rglob("*.[ch]")):
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in path.read_text()[:400]:
            yield f"{path} does not name its licence"


def wrong_potfiles():
    listed = {line for line in (ROOT / "po/POTFILES.in").read_text().splitlines() if line and not line.startswith("#")}
    used = {str(path.relative_to(ROOT)) for path in sources() if re.search(r"\b(N?_|n?gettext) \(", path.read_text())}
    used |= {str(path.relative_to(ROOT)) for path in (ROOT / "src").rglob("*.ui") if "translatable=" in path.read_text()}
    used |= {str(path.relative_to(ROOT)) for path in (ROOT / "data").glob("*.in") if ".service." not in path.name}
    used |= {line for line in listed if line.endswith(".gschema.xml")}
    for name in sorted(used - listed):
        yield f"po/POTFILES.in lacks {name}"
    for name in sorted(listed - used):
        yield f"po/POTFILES.in lists {name}, which has nothing to translate"


def wrong_map():
    text = (ROOT / "src/DESIGN.md").read_text()
    told = set(re.findall(r"^\| `(\w+)/` \|", text, re.M))
    there = {path.name for path in (ROOT / "src").iterdir() if path.is_dir()}
    for name in sorted(told ^ there):
        yield f"src/DESIGN.md and the folders on disk differ about {name}/"


def wrong_faults():
    source = (ROOT / "src/simulator/dg-simulator-fault.c").read_text()
    table = re.search(r"kinds\[\w*\] = \{(.*?)\n\};", source, re.S)
    there = set(re.findall(r'\{ "([a-z-]+)"', table[1])) if table else set()
    told = set(re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "src/simulator/FAULTS.md").read_text(), re.M))
    if not there:
        yield "the table of faults was not found"
    for name in sorted(told ^ there):
        yield f"src/simulator/FAULTS.md and the simulator differ about {name}"


case("every folder includes only what stands below it", wrong_own_includes())
case("every library is used only where it belongs", wrong_library_includes())
case("a wrong include does not compile", visible_forbidden_headers())
case("every file names its licence", missing_licence())
case("po/POTFILES.in is complete", wrong_potfiles())
case("src/DESIGN.md shows the folders on disk", wrong_map())
case("src/simulator/FAULTS.md names every fault", wrong_faults())
print(f"1..{len(cases)}")
sys.exit(0 if all(cases) else 1)
