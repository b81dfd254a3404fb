#!/usr/bin/env python3
"""Holds the Flatpak manifest to what can be told without building it. Usage: test-manifest.py MANIFEST

Prints TAP.
"""
import json
import pathlib
import re
import sys

from tap import case, done

PATH = pathlib.Path(sys.argv[1])
ID = "org.example.DatasetGen"
# Everything that the sandbox may reach; README.md says why. Files come through the file chooser's portal.
NEEDED = {
    "--share=network",
    "--share=ipc",
    "--socket=wayland",
    "--socket=fallback-x11",
    "--device=dri",
    "--talk-name=org.freedesktop.secrets",
    "--filesystem=~/.aws:ro",
}


def unique(pairs):
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names)), f"a member is there twice: {names}"
    return dict(pairs)


manifest = json.loads(PATH.read_text(), object_pairs_hook=unique)


def wrong_ids():
    if PATH.name != f"{ID}.json" or manifest["id"] != ID:
        yield "the id and the name of the file differ from the program's id"
    if manifest["command"] != "dataset-gen":
        yield "the command is not the program"
    if (manifest["runtime"], manifest["sdk"]) != ("org.gnome.Platform", "org.gnome.Sdk"):
        yield "the runtime is not GNOME's"
    if not re.fullmatch(r"\d+", manifest["runtime-version"]):
        yield "the runtime has no fixed version"


def unneeded_permissions():
    for argument in sorted(set(manifest["finish-args"]) ^ NEEDED):
        yield f'{argument} is {"not needed" if argument in manifest["finish-args"] else "missing"}'


def is_fixed(source):
    if source["type"] == "archive":
        return source["url"].startswith("https://") and re.fullmatch(r"[0-9a-f]{64}", source.get("sha256", ""))
    if source["type"] == "git":
        return source["url"].startswith("https://") and re.fullmatch(r"[0-9a-f]{40}", source.get("commit", ""))
    return source["type"] == "dir" and source["path"] == "."


def loose_sources():
    for module in manifest["modules"]:
        if not module["sources"]:
            yield f'{module["name"]} has no source'
        for source in module["sources"]:
            if not is_fixed(source):
                yield f'{module["name"]}: neither this project nor fixed by a hash: {source}'
        # what is fetched during the build is not fixed by any hash
        if "--share=network" in module.get("build-options", {}).get("build-args", []):
            yield f'{module["name"]} reaches the network while it is built'
    if manifest["modules"][-1]["sources"][0]["type"] != "dir":
        yield "the project itself is not built last"


case("the manifest is of this program", wrong_ids())
case("the sandbox is opened for what is needed and nothing else", unneeded_permissions())
case("every source is this project or fixed by its hash", loose_sources())
done()
