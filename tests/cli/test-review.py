#!/usr/bin/env python3
"""Searching a dataset, and changing, adding and deleting its records from outside. Usage: test-review.py CLI

Prints TAP.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

CLI = sys.argv[1]
CASES = []
RECORDS = [("Where is my parcel?", "delivery"), ("Die Straße ist gesperrt", "other"), ("refund please", "money"), ("a", "zz")]


def case(function):
    CASES.append(function)
    return function


class Review:
    def __init__(self, folder):
        self.folder = folder
        source = folder / "mails.jsonl"
        source.write_text("".join(json.dumps({"input": i, "answer": a}) + "\n" for i, a in RECORDS))
        self.id = self.run("import", source)["dataset"]

    def call(self, *arguments):
        environment = {"HOME": str(self.folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        command = [CLI, "--library", self.folder / "library", *arguments]
        return subprocess.run([str(word) for word in command], capture_output=True, text=True, env=environment)

    def run(self, *arguments, status=0):
        process = self.call("--json", *arguments)
        assert process.returncode == status, process
        return json.loads(process.stdout)

    def find(self, *arguments):
        return [row["record"] for row in self.run("dataset", self.id, *arguments)["rows"]]

    def read_file(self):
        lines = pathlib.Path(self.run("dataset", self.id)["path"]).read_text().splitlines()
        return [tuple(json.loads(line).values()) for line in lines]


@case
def searches(review):
    assert review.find("--search", "STRASSE") == [2]
    assert review.find("--search", "%") == []
    assert review.run("dataset", review.id, "--search", "parcel")["records"] == 4
    text = review.call("dataset", review.id, "--search", "parcel").stdout
    assert "Where is my parcel?" in text and "refund" not in text, text
    assert "rows" not in review.run("dataset", review.id)


@case
def filters_and_sorts(review):
    review.run("record", review.id, 3, "--approve")
    review.run("record", review.id, 1, "--note", "soon")
    assert review.find("--filter", "approved") == [3]
    assert review.find("--filter", "noted") == [1]
    assert review.find("--filter", "open", "--sort", "input-length") == [4, 1, 2]
    assert review.find("--sort", "input-length", "--descending") == [2, 1, 3, 4]
    assert review.find("--descending") == [4, 3, 2, 1]
    assert review.find("--filter", "noted", "--search", "SOON") == [1]


@case
def wrong_words_are_named(review):
    for option, word in ("--filter", "bad"), ("--sort", "colour"):
        message = review.run("dataset", review.id, option, word, status=2)["error"]["message"]
        assert option in message and word in message and "look" in message, message


@case
def adds_behind_the_last(review):
    record = review.run("record", review.id, "--add", "--input", "new", "--answer", "n", "--note", "mine")["record"]
    assert (record["record"], record["origin"], record["note"]) == (5, "hand", "mine"), record
    assert review.read_file() == RECORDS + [("new", "n")]


@case
def adds_before_another(review):
    record = review.run("record", review.id, 2, "--add", "--input", "new", "--answer", "n", "--approve")["record"]
    assert (record["record"], record["input"], record["review"]) == (2, "new", "approved"), record
    assert review.read_file() == RECORDS[:1] + [("new", "n")] + RECORDS[1:]
    assert review.run("record", review.id, 6, "--add", "--input", "end", "--answer", "e")["record"]["record"] == 6


@case
def deletes(review):
    assert review.run("record", review.id, 2, "--delete")["record"]["input"] == RECORDS[1][0]
    assert review.read_file() == RECORDS[:1] + RECORDS[2:]


@case
def edits_are_found(review):
    review.run("record", review.id, 4, "--answer", "parcel service")
    assert review.find("--filter", "edited") == [4]
    assert review.find("--search", "parcel") == [1, 4]


@case
def what_others_write_is_found(review):
    pathlib.Path(review.run("dataset", review.id)["path"]).write_text('{"input": "theirs", "answer": "t"}\n')
    assert review.find("--search", "THEIRS") == [1] and review.find("--sort", "input") == [1]
    assert review.run("record", review.id, 1)["record"]["input"] == "theirs"


@case
def refuses(review):
    for arguments in (
        (),
        ("--add",),
        ("--add", "--input", "x"),
        (1, "--add", "--delete", "--input", "x", "--answer", "y"),
        (9, "--add", "--input", "x", "--answer", "y"),
        (0, "--add", "--input", "x", "--answer", "y"),
        (9,),
        (1, "--approve", "--reject"),
    ):
        assert review.run("record", review.id, *arguments, status=2)["error"]["message"], arguments
    assert review.read_file() == RECORDS


print(f"1..{len(CASES)}")
failed = 0
for number, function in enumerate(CASES, 1):
    with tempfile.TemporaryDirectory() as folder:
        try:
            function(Review(pathlib.Path(folder)))
            print(f"ok {number} - {function.__name__}")
        except Exception as error:
            failed += 1
            print(f"not ok {number} - {function.__name__}\n# " + repr(error).replace("\n", "\n# "))
sys.exit(1 if failed else 0)
