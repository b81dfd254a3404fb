#!/usr/bin/env python3
"""What an install puts where, and that uninstalling takes it away. Usage: test-install.py MESON BUILD_ROOT PREFIX

Prints TAP. The program is installed below a folder of its own; and, where PREFIX belongs to the build, also for real,
with the desktop's caches, after which it is gone from there.
"""
import configparser
import os
import pathlib
import re
import shutil
import sys
import tempfile

from tap import case, complaints, done, run

MESON, BUILD, PREFIX = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
ID = "org.example.DatasetGen"
# What the desktop makes of the files of all programs; an uninstall cannot know who else needs it.
CACHES = re.compile(r"share/(glib-2\.0/schemas/gschemas\.compiled|icons/hicolor/icon-theme\.cache|applications/mimeinfo\.cache"
                    r"|mime/(?!packages/).*)")
EXPECTED = {
    "bin/dataset-gen",
    "bin/dataset-gen-cli",
    f"share/applications/{ID}.desktop",
    "share/bash-completion/completions/dataset-gen-cli",
    f"share/dbus-1/services/{ID}.service",
    f"share/glib-2.0/schemas/{ID}.gschema.xml",
    f"share/icons/hicolor/scalable/apps/{ID}.svg",
    f"share/icons/hicolor/symbolic/apps/{ID}-symbolic.svg",
    "share/man/man1/dataset-gen-cli.1",
    f"share/metainfo/{ID}.metainfo.xml",
    f"share/mime/packages/{ID}.xml",
}
TRANSLATION = re.compile(r"share/locale/[^/]+/LC_MESSAGES/dataset-gen\.mo")


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def unexpected_files(root):
    there = {name for name in files_below(root) if not TRANSLATION.fullmatch(name)}
    for name in sorted(there ^ EXPECTED):
        yield f'{name} is {"installed, but the test does not know it" if name in there else "not installed"}'


def missing_commands(root):
    for name, section in ((f"applications/{ID}.desktop", None), (f"dbus-1/services/{ID}.service", "D-BUS Service")):
        parser = configparser.ConfigParser(interpolation=None)
        parser.optionxform = str
        parser.read_string((root / "share" / name).read_text())
        for title in [section] if section else parser.sections():
            command = parser[title]["Exec"].split()[0]
            if command.startswith("/"):
                path = root / pathlib.Path(command).relative_to(PREFIX)
            else:
                path = root / "bin" / command if (root / "bin" / command).exists() else pathlib.Path(shutil.which(command) or command)
            if not os.access(path, os.X_OK):
                yield f"{name}, {title}: {command} cannot be run"


def install(*arguments):
    return complaints(MESON, "install", "-C", BUILD, "--no-rebuild", "--quiet", *arguments, quiet=False)


def uninstall():
    result = run(MESON, "--internal", "uninstall", cwd=BUILD)
    if result.returncode != 0 or "Failed: 0" not in result.stdout:
        yield result.stdout


def below_destdir():
    with tempfile.TemporaryDirectory() as destdir:
        root = pathlib.Path(destdir + str(PREFIX))
        case("the program can be installed below another folder", install("--destdir", destdir))
        case("all that belongs to it is installed, and nothing else", unexpected_files(root))
        case("what a launcher runs is there", missing_commands(root))
        case("it can be uninstalled", uninstall())
        case("nothing is left behind, no folder either", map(str, pathlib.Path(destdir).iterdir()))


def for_real():
    # a fresh folder: the folders of an earlier install are not on the list of this one
    shutil.rmtree(PREFIX, ignore_errors=True)
    case("the program can be installed for real", install())
    case("the desktop's caches know it", (name for name in ("share/applications/mimeinfo.cache", "share/glib-2.0/schemas/gschemas.compiled")
                                          if not (PREFIX / name).exists() or ID.encode() not in (PREFIX / name).read_bytes()))
    list(uninstall())  # folders with caches cannot be deleted, and it says so
    case("uninstalling leaves nothing but caches that programs share",
         sorted(name for name in files_below(PREFIX) if not CACHES.fullmatch(name)))
    shutil.rmtree(PREFIX, ignore_errors=True)


log = BUILD / "meson-logs/install-log.txt"
earlier = log.read_bytes() if log.exists() else None
try:
    below_destdir()
finally:
    # “ninja uninstall” goes by this file: what was installed before this test can still be uninstalled
    if earlier is not None:
        log.write_bytes(earlier)
if BUILD in PREFIX.parents:
    for_real()
else:
    case("an install for real # SKIP the prefix is outside of the build folder", [])
done()
