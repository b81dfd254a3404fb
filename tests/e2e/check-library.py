#!/usr/bin/env python3
"""Holds a library to its promise after a crash. Usage: check-library.py FOLDER ANNOUNCED_RECORDS"""
import pathlib
import sqlite3
import sys

folder, announced = pathlib.Path(sys.argv[1]), int(sys.argv[2])
database = sqlite3.connect(folder / "library.db")
assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "the database is damaged"
assert not database.execute("PRAGMA foreign_key_check").fetchall(), "a row points nowhere"
kept = database.execute("SELECT count(*), count(DISTINCT plan_line) FROM dg_records").fetchone()
assert announced > 0 and kept[0] >= announced, f"{announced} records were announced, {kept[0]} are there"
assert kept[0] == kept[1], "a line of the plan was filled twice"
assert not list((folder / "uploads").iterdir()), "a file without a dataset"
