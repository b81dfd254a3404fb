#!/usr/bin/env python3
"""Does every language of po/LINGUAS say all that the program says? Usage: test-translations.py SOURCE_ROOT

What is to be said is read from the sources, not from a template that may be old: xgettext runs as `dataset-gen-pot`
does, into a folder of the test's own. What a translation lacks, `dataset-gen-update-po` puts in for translating.
Prints TAP.
"""
import pathlib
import re
import sys
import tempfile

from tap import case_with, complaints, done, run

SOURCE = pathlib.Path(sys.argv[1])
PO = SOURCE / "po"
TOOLS = ("xgettext", "msgmerge", "msgattrib", "msgfmt")
# The preset “glib” of meson's module i18n, which po/meson.build extracts with.
KEYWORDS = ("_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3")
FLAGS = ("N_:1:pass-c-format", "C_:2:pass-c-format", "NC_:2:pass-c-format", "g_dngettext:2:pass-c-format",
         "g_strdup_printf:1:c-format", "g_string_printf:2:c-format", "g_string_append_printf:2:c-format",
         "g_error_new:3:c-format", "g_set_error:4:c-format", "g_markup_printf_escaped:1:c-format",
         "g_log:3:c-format", "g_print:1:c-format", "g_printerr:1:c-format", "g_printf:1:c-format",
         "g_fprintf:2:c-format", "g_sprintf:2:c-format", "g_snprintf:3:c-format")
# A directive without its letter: the source was cut in two there, and the program asks for something else.
CUT = re.compile(r"%[-+ #0'\d.]*$")

languages = [line for line in (PO / "LINGUAS").read_text().split("\n") if line and not line.startswith("#")]


def extract(template):
    return complaints("xgettext", "--from-code=UTF-8", "--add-comments", *(f"--keyword={word}" for word in KEYWORDS),
                      *(f"--flag={flag}" for flag in FLAGS), f"--directory={SOURCE}",
                      f"--files-from={PO / 'POTFILES.in'}", f"--output={template}")


def read_ids(text):
    """The msgids of a catalogue, the header's left out; those with line breaks are written on several lines."""
    ids = re.findall(r'^msgid ((?:".*"\n)+)', text, re.MULTILINE)
    joined = ["".join(re.findall(r'^"(.*)"$', lines, re.MULTILINE)) for lines in ids]
    return [found for found in joined if found]


def select(which, catalogue):
    return read_ids(run("msgattrib", "--no-obsolete", which, catalogue).stdout)


def cut_messages():
    ids = read_ids(run("msgattrib", "--no-obsolete", template).stdout)
    if len(ids) < 100:
        yield f"only {len(ids)} messages were found"
    for text in ids:
        if CUT.search(text.replace("%%", "")):
            yield f"“{text}” ends in the middle of a directive: use %zu, PRId64 or %s there"


def incomplete(language):
    catalogue = PO / f"{language}.po"
    if not catalogue.is_file():
        yield "there is no such file"
        return
    merged = pathlib.Path(folder) / f"{language}.po"
    yield from complaints("msgmerge", "--quiet", "--no-fuzzy-matching", f"--output-file={merged}", catalogue, template)
    for text in select("--untranslated", merged):
        yield f"not translated: {text}"
    for text in select("--only-fuzzy", catalogue):
        yield f"fuzzy: {text}"


def wrong(language):
    yield from complaints("msgfmt", "--check", "--check-accelerators=_", "--output-file=/dev/null", PO / f"{language}.po")


def unlisted():
    for path in sorted(PO.glob("*.po")):
        if path.stem not in languages:
            yield f"{path.name} is not in po/LINGUAS"


with tempfile.TemporaryDirectory() as folder:
    template = pathlib.Path(folder) / "template.pot"
    case_with(TOOLS, "a template can be made", lambda: extract(template))
    case_with(TOOLS, "no message of the template is cut off", cut_messages)
    for language in languages:
        case_with(TOOLS, f"{language}.po says everything", lambda: incomplete(language))
        case_with(TOOLS, f"{language}.po is well-formed, its directives and access keys too", lambda: wrong(language))
case_with((), "every translation is listed", unlisted)
done()
