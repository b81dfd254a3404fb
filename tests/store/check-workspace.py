#!/usr/bin/env python3
# check-workspace.py: what Nova Prompt Optimizer does to a workspace, and whether it finds what is in there
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""Usage: check-workspace.py create FOLDER SQL      a workspace, made anew from the statements in the file SQL
       check-workspace.py load FOLDER NAME          what its optimizer reads of the dataset NAME, as JSON
       check-workspace.py dump FOLDER               schema and rows without our datasets and prompts, as JSON
       check-workspace.py rows FOLDER               holds all rows of ours to the table of values in the contract
       check-workspace.py write FOLDER              writes in short transactions until its standard input ends"""

import csv
import glob
import json
import os
import random
import re
import select
import sqlite3
import sys


def connect(folder, **options):
    return sqlite3.connect(os.path.join(folder, "nova_optimizer.db"), **options)


def create(folder, sql):
    path = os.path.join(folder, "nova_optimizer.db")
    if os.path.exists(path):
        os.unlink(path)
    os.makedirs(os.path.join(folder, "uploads"), exist_ok=True)
    database = connect(folder)
    with open(sql, encoding="utf-8") as file:
        database.executescript(file.read())
    database.close()


def find_file(folder, name):
    """The first row that has the name or the id, and the first file that its searches come upon."""
    database = connect(folder)
    row = database.execute("SELECT * FROM datasets WHERE id = ? OR name = ?", (name, name)).fetchone()
    database.close()
    assert row is not None, f"no dataset “{name}”"
    uploads = os.path.join(folder, "uploads")
    candidates = [os.path.join(uploads, stem + ".jsonl") for stem in (f"{row[1]}_{row[0]}", row[0], row[1])]
    for part in (row[0], row[1].replace(" ", "_")):
        candidates += glob.glob(f"{uploads}/*{part}*.jsonl")
    return row, next((path for path in candidates if os.path.isfile(path)), None)


def adapt(rows):
    """What the adapters of its library make of rows, with input and answer as the columns."""
    return [{"inputs": {"input": row.get("input", "")}, "outputs": {"answer": row.get("answer", "")}} for row in rows]


def load_jsonl(path):
    with open(path, "r", encoding="utf-8") as file:
        return adapt([json.loads(line.strip()) for line in file])


def load_csv(path):
    with open(path, "r", encoding="utf-8", newline="") as file:
        return adapt(list(csv.DictReader(file)))


def load(folder, name):
    row, path = find_file(folder, name)
    assert path is not None, f"its optimizer finds no file of “{name}”"
    records = load_jsonl(path)
    for record in records:
        for text in (record["inputs"]["input"], record["outputs"]["answer"]):
            assert isinstance(text, str), f"{path}: no string: {text!r}"
    if row[2] == "CSV":
        assert load_csv(os.path.join(folder, row[8])) == records, "the CSV file and its sidecar disagree"
    halves = random.sample(records, len(records))
    half = int(len(records) * 0.5)
    assert len(halves[:half]) + len(halves[half:]) == row[4], f"{row[4]} rows are promised, {len(records)} are there"
    return {"id": row[0], "name": row[1], "file": os.path.basename(path), "records": records}


OURS = re.compile(r"(dataset_[03-9a-f][0-9a-f]{7}|prompt_[0-9a-f]{8})$")


def is_ours(row):
    return OURS.match(row[0]) is not None and not row[0].split("_")[1].startswith("aaaa")


def dump(folder):
    database = connect(folder)
    tables = sorted(database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall())
    result = {"journal": database.execute("PRAGMA journal_mode").fetchone(),
              "integrity": database.execute("PRAGMA integrity_check").fetchone(),
              "user_version": database.execute("PRAGMA user_version").fetchone(),
              "schema": sorted(map(list, database.execute("SELECT type, name FROM sqlite_master"))),
              "columns": {}, "rows": {}}
    for (table,) in tables:
        columns = [row[1:3] for row in database.execute(f"PRAGMA table_info ({table})")]
        rows = database.execute(f"SELECT rowid, * FROM {table} ORDER BY rowid").fetchall()
        if table in ("datasets", "prompts"):
            # what was added when something was saved is the one column that may be new
            width = 8
            assert columns[width:] in ([], [("file_path", "TEXT")]), columns
            columns = columns[:width]
            rows = [row[:width + 1] for row in rows if not is_ours(row[1:])]
        elif table == "optimization_logs":
            rows = []
        result["columns"][table] = columns
        result["rows"][table] = [list(map(repr, row)) for row in rows]
    result["rows"].pop("sqlite_sequence", None)
    return result


def check_rows(folder):
    database = connect(folder)
    rows = [row for row in database.execute("SELECT * FROM datasets") if is_ours(row)]
    names = [row[0] for row in database.execute("SELECT name FROM datasets")]
    for key, name, kind, size, n_records, created, status, created_at, file_path in rows:
        path = os.path.join(folder, file_path)
        assert kind in ("JSONL", "CSV") and status == "Ready", (kind, status)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", created) and re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", created_at)
        assert re.fullmatch(rf"uploads/[a-z0-9_]+_{key}\.{kind.lower()}", file_path), file_path
        assert size == f"{os.path.getsize(path) / 1024:.1f} KB", size
        assert isinstance(n_records, int) and n_records == len(load(folder, key)["records"]), n_records
        assert names.count(name) == 1, f"“{name}” is not unique"
        assert load(folder, name)["id"] == key, f"its optimizer takes another dataset for “{name}”"
        assert os.path.exists(os.path.join(folder, "uploads", key + ".jsonl")) == (kind == "CSV")
    for row in database.execute("SELECT * FROM prompts"):
        if is_ours(row):
            texts = json.loads(row[3])
            assert list(texts) == ["system_prompt", "user_prompt"] and all(isinstance(t, str) for t in texts.values())
            assert row[2] in ("System + User", "System Only", "User Only"), row[2]
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", row[4]), row[4]
    database.close()
    return {"datasets": len(rows)}


def write(folder):
    # its optimizer has five seconds of patience; a slow machine may take longer, and only a lock for good is an error
    database = connect(folder, timeout=60)
    written = 0
    ended = False
    while not ended or written < 20:
        with database:
            for _ in range(3):
                database.execute("INSERT INTO optimization_logs (optimization_id, timestamp, log_type, message)"
                                 " VALUES ('opt_1', ?, 'info', 'at work')", (str(written),))
        database.execute("SELECT * FROM datasets ORDER BY created_at DESC").fetchall()
        written += 1
        # a test that broke off has no end of the pipe either
        ended = bool(select.select([sys.stdin], [], [], 0.003)[0])
    rows = database.execute("SELECT count(*) FROM optimization_logs").fetchone()[0]
    assert rows == 3 * written, f"{rows} rows of {3 * written}"
    return {"written": written}


def main():
    commands = {"create": create, "load": load, "dump": dump, "rows": check_rows, "write": write}
    result = commands[sys.argv[1]](*sys.argv[2:])
    if result is not None:
        print(json.dumps(result, sort_keys=True))


if __name__ == "__main__":
    main()
