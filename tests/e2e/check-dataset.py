#!/usr/bin/env python3
"""Holds a generated dataset to what was promised. Usage: check-dataset.py REPORT REQUIREMENTS FORMAT RECORDS"""
import csv
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree


def load(path, file_format):
    if file_format == "csv":
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    else:
        text = path.read_bytes().decode("utf-8")
        assert text.endswith("\n") and "\n\n" not in text, "every line ends with one line feed"
        rows = [json.loads(line) for line in text.split("\n")[:-1]]
    for row in rows:
        assert list(row) == ["input", "answer"], f"columns are {list(row)}"
        assert all(isinstance(value, str) and value.strip() for value in row.values()), row
    return rows


def check_answer(answer, requirements):
    if "labels" in requirements:
        assert answer in requirements["labels"], answer
    elif "output_schema" in requirements:
        value, schema = json.loads(answer), requirements["output_schema"]
        assert set(value) == set(schema["properties"]), value
        assert isinstance(value["parties"], list) and value["parties"], value
        for name in ("term_months", "notice_days"):
            assert value[name] is None or isinstance(value[name], int), value
        date = value["effective_date"]
        assert date is None or re.fullmatch(r"\d{4}-\d\d-\d\d", date), value
    elif "<ticket>" in json.dumps(requirements["output_format"]):
        root = ElementTree.fromstring(answer)
        assert [root.tag] + [child.tag for child in root] == ["ticket", "topic", "urgency", "summary"], answer
        assert root[0].text in ("billing", "roaming", "cancellation", "fault"), answer
        assert root[1].text in ("low", "normal", "high"), answer


def check_report(report, file_format, records):
    assert report["status"] == "complete", report
    assert report["provider"] == "bedrock" and report["format"] == file_format, report
    assert report["requested"] == report["records"] == report["seeded"] + report["accepted"] == records, report
    raw = sum(report[name] for name in ("accepted", "duplicates", "invalid", "surplus"))
    assert abs(report["first_try_valid"] - (report["accepted"] + report["surplus"]) / raw) < 1e-9, report
    assert report["calls"] > 0 and report["input_tokens"] > 0 and report["output_tokens"] > 0, report
    assert report["cost_usd"] > 0 and report["seconds"] > 0, report


def main():
    report = json.loads(pathlib.Path(sys.argv[1]).read_text())
    requirements = json.loads(pathlib.Path(sys.argv[2]).read_text())
    file_format, records = sys.argv[3], int(sys.argv[4])
    path = pathlib.Path(report["path"])

    check_report(report, file_format, records)
    assert path.is_absolute() and path.name.endswith(f'{report["dataset"]}.{file_format}'), path
    rows = load(path, file_format)
    assert len(rows) == records, f"{len(rows)} rows"
    assert len({row["input"] for row in rows}) == records, "an input is there twice"
    for row in rows:
        check_answer(row["answer"], requirements)

    sidecar = path.parent / f'{report["dataset"]}.jsonl'
    assert sidecar.exists() == (file_format == "csv"), "a CSV dataset has a sidecar, no other"
    if file_format == "csv":
        assert load(sidecar, "jsonl") == rows, "the sidecar differs"
    assert not [name for name in path.parent.iterdir() if name.suffix not in (".jsonl", ".csv")], "litter in uploads/"


main()
