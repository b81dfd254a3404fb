#!/usr/bin/env python3
"""What a desktop reads of the program: is it valid, and does it agree? Usage: test-data.py SOURCE_ROOT BUILD_ROOT CLI

Prints TAP.
"""
import configparser
import pathlib
import re
import shutil
import struct
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

from tap import case, case_with, complaints, done, run

SOURCE, BUILD, CLI = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
ID = "org.example.DatasetGen"
DATA = BUILD / "data"
ICONS = SOURCE / "data/icons/hicolor"
# A file of each type that the program opens, by the name that the type goes by.
SAMPLES = {
    "application/x-ndjson": ("records.jsonl", '{"input": "Is it open?", "answer": "Yes"}\n'),
    "text/csv": ("records.csv", "input,answer\r\nIs it open?,Yes\r\n"),
}
SVG = "{http://www.w3.org/2000/svg}"


def read_entry(name):
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str
    parser.read_string((DATA / name).read_text())
    return parser


entry = read_entry(f"{ID}.desktop")
desktop = entry["Desktop Entry"]
metainfo = ElementTree.parse(DATA / f"{ID}.metainfo.xml").getroot()


def words(text):
    return [word for word in text.split(";") if word]


def wrong_schema():
    # only what is really a schema: the tool is content with an empty folder
    if not list((SOURCE / "data").glob("*.gschema.xml")):
        yield "there is no schema"
    yield from complaints("glib-compile-schemas", "--strict", "--dry-run", SOURCE / "data")


def wrong_mime_types():
    with tempfile.TemporaryDirectory() as folder:
        packages = pathlib.Path(folder) / "packages"
        packages.mkdir()
        shutil.copy(DATA / f"{ID}.xml", packages)
        yield from complaints("update-mime-database", folder, quiet=False)
        globs = (pathlib.Path(folder) / "globs2").read_text()
        aliases = (pathlib.Path(folder) / "aliases").read_text()
    if "application/x-ndjson:*.jsonl\n" not in globs:
        yield "*.jsonl has no type"
    if "application/jsonl application/x-ndjson\n" not in aliases:
        yield "application/jsonl is not known"


def different_ids():
    config = (BUILD / "src/config/config.h").read_text()
    service = read_entry(f"{ID}.service")["D-BUS Service"]
    schema = ElementTree.parse(SOURCE / "data" / f"{ID}.gschema.xml").getroot()
    path = "/" + ID.replace(".", "/")
    resources = ElementTree.parse(SOURCE / "src/app/app.gresource.xml").getroot()
    there = {
        "config.h": re.search(r'DG_APP_ID "(.*)"', config)[1],
        "the icon of the desktop entry": desktop["Icon"],
        "the D-Bus service": service["Name"],
        "the metainfo": metainfo.findtext("id"),
        "the launchable of the metainfo": metainfo.findtext("launchable").removesuffix(".desktop"),
        "the D-Bus name of the metainfo": metainfo.findtext("provides/dbus"),
        "the schema": schema.find("schema").get("id"),
    }
    for where, found in there.items():
        if found != ID:
            yield f"{where} says {found}"
    if schema.find("schema").get("path") != path + "/":
        yield "the schema has another path"
    if {resource.get("prefix") for resource in resources} != {path}:
        yield "the resources have another path"
    for name in (f"scalable/apps/{ID}.svg", f"symbolic/apps/{ID}-symbolic.svg"):
        if not (ICONS / name).is_file():
            yield f"there is no icon {name}"


def different_words():
    """What is said twice is said alike."""
    if metainfo.findtext("name") != desktop["Name"]:
        yield "the name differs"
    if metainfo.findtext("summary") != desktop["Comment"]:
        yield "the summary differs"
    if metainfo.find("releases/release").get("version") != re.search(r"version: '(.*)'", (SOURCE / "meson.build").read_text())[1]:
        yield "the newest release of the metainfo is not the version of the project"
    if metainfo.findtext("translation") != re.search(r'GETTEXT_PACKAGE "(.*)"', (BUILD / "src/config/config.h").read_text())[1]:
        yield "the metainfo names another translation"


def different_screenshots():
    told = {image.text.strip().rsplit("/", 1)[1] for image in metainfo.iterfind("screenshots/screenshot/image")}
    # the filmstrip is the README's
    there = {path.name for path in (SOURCE / "data/screenshots").glob("*.png")} - {"filmstrip.png"}
    for name in sorted(told ^ there):
        yield f'{name} is only {"in the metainfo" if name in told else "in data/screenshots/"}'


def wrong_activation():
    if desktop["DBusActivatable"] != "true":
        yield "the entry is not activated by D-Bus"
    if not read_entry(f"{ID}.service")["D-BUS Service"]["Exec"].endswith("/dataset-gen --gapplication-service"):
        yield "the service does not start the program as one"
    for action in words(desktop["Actions"]):
        section = entry[f"Desktop Action {action}"]
        if section["Exec"] != f"gapplication action {ID} {action}":
            yield f"{action} does something else without D-Bus: {section['Exec']}"


def untranslated():
    languages = [line for line in (SOURCE / "po/LINGUAS").read_text().split("\n") if line and not line.startswith("#")]
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    for language in languages:
        for key in ("Comment", "Keywords"):
            if f"{key}[{language}]" not in desktop:
                yield f"{language}: the desktop entry has no {key}"
        for name, element in (("metainfo.xml", "summary"), ("xml", ".//{*}comment")):
            found = ElementTree.parse(DATA / f"{ID}.{name}").getroot().iterfind(element)
            if language not in [there.get(lang) for there in found]:
                yield f"{language}: {ID}.{name} is not translated"


def unopened_types():
    types = words(desktop["MimeType"])
    if set(types) != {element.text for element in metainfo.iterfind("provides/mediatype")}:
        yield "the desktop entry and the metainfo name different types"
    for name in types:
        if name not in SAMPLES:
            yield f"{name}: the test has no file of this type"
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / SAMPLES[name][0]
            path.write_text(SAMPLES[name][1], newline="")
            yield from complaints(CLI, "--library", f"{folder}/library", "import", path, quiet=False)


def wrong_svg(path, size):
    text = path.read_text()
    if re.search(r"<!(DOCTYPE|ENTITY)", text):
        yield f"{path.name} declares entities"
    root = ElementTree.fromstring(text)
    if (root.get("width"), root.get("height"), root.get("viewBox")) != (str(size), str(size), f"0 0 {size} {size}"):
        yield f"{path.name} is not {size}×{size}"
    for element in root.iter():
        if element.tag in (f"{SVG}image", f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject", f"{SVG}text"):
            yield f"{path.name} has a <{element.tag.removeprefix(SVG)}>"
        for name, value in element.attrib.items():
            outside = [word for word in re.findall(r"url\(\s*[\"']?(.)", value) if word != "#"]
            if outside or (name.endswith("href") and not value.startswith("#")):
                yield f"{path.name} refers to something outside: {value}"
    return root


def wrong_icons():
    yield from wrong_svg(ICONS / f"scalable/apps/{ID}.svg", 128)
    symbolic = ICONS / f"symbolic/apps/{ID}-symbolic.svg"
    yield from wrong_svg(symbolic, 16)
    elements = list(ElementTree.parse(symbolic).getroot().iter())
    colours = {value for element in elements for name, value in element.attrib.items() if name in ("fill", "stroke")}
    if len(colours - {"none"}) != 1 or any(colour.startswith("url") for colour in colours):
        yield f"the symbolic icon has the colours {sorted(colours)}; it is recoloured, and must have one"
    if any(element.get("style") or "opacity" in "".join(element.attrib) for element in elements):
        yield "the symbolic icon has styles, which recolouring does not reach"


def invisible_icons():
    """Drawn at the sizes that launchers use; an SVG that draws nothing makes hardly any bytes."""
    for path, sizes in ((ICONS / f"scalable/apps/{ID}.svg", (16, 32, 64, 128)), (ICONS / f"symbolic/apps/{ID}-symbolic.svg", (16, 32))):
        for size in sizes:
            with tempfile.NamedTemporaryFile(suffix=".png") as picture, tempfile.NamedTemporaryFile(suffix=".png") as nothing:
                yield from complaints("rsvg-convert", "-w", size, "-h", size, "-o", picture.name, path)
                empty = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"/>'
                run("rsvg-convert", "-o", nothing.name, "/dev/stdin", input=empty)
                drawn, blank = pathlib.Path(picture.name).read_bytes(), pathlib.Path(nothing.name).read_bytes()
                if struct.unpack(">II", drawn[16:24]) != (size, size):
                    yield f"{path.name} is not drawn at {size}"
                if len(drawn) < len(blank) + size * 4:
                    yield f"{path.name} shows nothing at {size}"


case_with(["desktop-file-validate"], "the desktop entry is valid",
          lambda: complaints("desktop-file-validate", DATA / f"{ID}.desktop"))
case_with(["appstreamcli"], "the metainfo is valid",
          lambda: complaints("appstreamcli", "validate", "--no-net", "--explain", DATA / f"{ID}.metainfo.xml", quiet=False))
case_with(["glib-compile-schemas"], "the settings schema is valid", wrong_schema)
case_with(["update-mime-database"], "the types of files are valid and known by their names", wrong_mime_types)
case("the id is the same everywhere", different_ids())
case("the metainfo says what the desktop entry and the project say", different_words())
case("the screenshots of the metainfo are those in data/screenshots", different_screenshots())
case("D-Bus activation and what stands in for it agree", wrong_activation())
case("launchers and software centres read every language of po/LINGUAS", untranslated())
case("every type of file that is claimed can be opened", unopened_types())
case("the icons have their size and colours and need nothing else", wrong_icons())
case_with(["rsvg-convert"], "the icons are seen at every size", invisible_icons)
done()
