#!/usr/bin/env python3
"""The six steps, as a program that uses the command line takes them. Usage: six-steps.py CLI PROMPTS SCRATCH

Prints TAP.
"""
import csv
import json
import pathlib
import re
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

CLI, PROMPTS, SCRATCH = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
LABELS = {"billing", "roaming", "cancellation", "technical_fault", "tariff_change"}
MOST_TURNS = 40
cases = []


def case(name, function, *arguments):
    try:
        function(*arguments)
        cases.append(True)
        print(f"ok {len(cases)} - {name}")
    except Exception as error:  # a test that breaks off is a test that failed
        cases.append(False)
        print(f"not ok {len(cases)} - {name}")
        for line in f"{type(error).__name__}: {error}".splitlines():
            print(f"# {line}")
    sys.stdout.flush()


def run(*arguments, status=0):
    process = subprocess.run([CLI, "--provider", "bedrock", "--json", *map(str, arguments)], capture_output=True, text=True)
    assert process.returncode == status, f"exit {process.returncode}: {arguments}\n{process.stdout}{process.stderr}"
    return json.loads(process.stdout)


def load(report):
    if report["format"] == "csv":
        with open(report["path"], encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    else:
        rows = [json.loads(line) for line in open(report["path"], encoding="utf-8")]
    assert all(list(row) == ["input", "answer"] for row in rows)
    return rows


def is_label(answer):
    return answer in LABELS


def is_facts(answer):
    return set(json.loads(answer)) == {"parties", "effective_date", "term_months", "notice_days"}


def is_ticket(answer):
    return [child.tag for child in ElementTree.fromstring(answer)] == ["topic", "urgency", "summary"]


def is_text(answer):
    return len(answer.split()) >= 3


class Walk:
    """One dataset, from its prompt to its file."""

    def __init__(self, name, is_answer, file_format):
        self.name, self.is_answer, self.format = name, is_answer, file_format

    def start(self):
        prompt = run("prompt", "add", self.name, "--user-file", PROMPTS / f"{self.name}.txt")["prompt"]
        self.session = run("start", "--prompt", prompt)["session"]
        refused = run("generate-samples", self.session, status=2)
        assert "missing" in refused["error"]["message"].lower(), refused

    def analyse(self):
        result = run("analyze-prompt", self.session)
        parts = [part for item in result["checklist"].values() if isinstance(item, dict) for part in item.get("parts", {}).values()]
        # some quoted from the prompt, others guessed
        assert len(parts) >= 10 and {part["source"] for part in parts} == {"prompt", "model"}, result
        assert not result["complete"]

    def converse(self):
        turn = run("conversation", self.session)
        replies = [turn["reply"]]
        for _ in range(MOST_TURNS):
            if not turn["missing"]:
                break
            turn = run("conversation", self.session, "You decide.")
            assert turn["reply"] and 2 <= len(turn["suggestions"]) <= 4 or not turn["missing"], turn
            replies.append(turn["reply"])
        assert not turn["missing"] and not turn["complete"], turn
        assert len(set(replies)) == len(replies), "a question came twice: " + "\n".join(replies)
        refused = run("generate-samples", self.session, status=2)
        assert "confirm" in refused["error"]["message"], refused
        assert run("checklist", self.session, "--confirm")["complete"]

    def samples(self):
        self.first = run("generate-samples", self.session)["samples"]
        assert [sample["id"] for sample in self.first] == list("12345"), self.first
        for sample in self.first:
            assert not sample["problems"] and self.is_answer(sample["answer"]), sample
        assert len({sample["input"] for sample in self.first}) == 5

    def annotate(self):
        noted, edited, self.approved, _, anew = self.first
        text = edited["input"] + " Thanks!"
        # a word that is not there: a card that came back as it was would not do
        assert "zebra" not in noted["input"].lower(), noted
        result = run("annotate", self.session, "--note", f"{noted['id']}=The input must mention “zebra”.", "--edit-input", f"{edited['id']}={text}", "--approve", self.approved["id"], "--iterate")
        samples = {sample["id"]: sample for sample in result["samples"]}
        assert result["round"] == 2 and not any(sample["problems"] for sample in samples.values()), result
        kept, own = samples[self.approved["id"]], samples[edited["id"]]
        assert own["input"] == text and own["state"] == "edited", own
        assert kept["input"] == self.approved["input"] and kept["state"] == "approved", kept
        assert "zebra" in samples[noted["id"]]["input"] and samples[noted["id"]]["state"] == "revised", samples[noted["id"]]
        assert result["rules"] and result["rules"][0]["notes"] and result["rules"][0]["on"], result["rules"]
        again = run("annotate", self.session, "--regenerate", anew["id"])
        made = next(sample for sample in again["samples"] if sample["id"] == anew["id"])
        assert again["round"] == 3 and made["input"] != samples[anew["id"]]["input"], again
        back = run("annotate", self.session, "--undo-round")
        assert back["round"] == 2 and back["samples"] == result["samples"], back

    def plan(self):
        plan = run("plan", self.session, "--records", "60")["plan"]
        assert plan["dimensions"] and all(sum(value["count"] for value in dimension["values"]) == 60 for dimension in plan["dimensions"]), plan

    def finish(self, report, records):
        self.dataset = report["dataset"]
        rows = load(report)
        assert report["status"] == "complete" and report["seeded"] == 1, report
        assert len(rows) == report["records"] == report["requested"] == report["seeded"] + report["accepted"] == records, report
        assert rows[0]["input"] == self.approved["input"], rows[0]
        assert len({row["input"] for row in rows}) == records
        for row in rows:
            assert self.is_answer(row["answer"]), row

    def finalize(self):
        self.finish(run("finalize", self.session, "--records", 60, "--format", self.format, "--name", self.name), 60)

    def finalize_killed(self):
        command = [CLI, "--provider", "bedrock", "finalize", self.session, "--records", "200", "--format", self.format, "--max-requests", "1"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        for line in process.stderr:
            announced = re.match(r"(\d+) of \d+ records", line)
            if announced and int(announced[1]) >= 40:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        unfinished = run("sessions")["sessions"][0]
        assert unfinished["session"] == self.session and 40 <= unfinished["accepted"] < 200, unfinished
        refused = run("finalize", self.session, "--records", 50, status=2)
        assert "resume" in refused["error"]["message"], refused
        self.finish(run("resume", self.session), 200)

    def review(self):
        report = run("extend", self.dataset, "--records", 20, "--about", "20 more, frustrated, about refunds")
        assert report["status"] == "complete" and report["accepted"] == 20, report
        rows = load(report)
        assert len(rows) == run("dataset", self.dataset)["records"], report
        assert all(self.is_answer(row["answer"]) for row in rows)
        record = run("record", self.dataset, 2, "--note", "look again", "--reject")["record"]
        assert record["note"] == "look again" and record["review"] == "rejected", record
        checked = run("check", self.dataset)
        assert checked["checked"] == len(rows) and checked["flagged"] < len(rows), checked
        assert run("validate", self.dataset)["valid"]

    def measure(self):
        health = run("health", self.dataset)
        n_records, coverage = health["records"], health["coverage"]
        assert (health["rejected"], health["approved"], health["noted"]) == (1, 1, 1), health
        assert coverage["dimensions"] and coverage["samples"] == 1, coverage
        # one dimension at least is that of both plans, and tells of every record that was made for a line
        planned = [sum(value["planned"] for value in dimension["values"]) for dimension in coverage["dimensions"]]
        found = [sum(value["count"] for value in dimension["values"]) for dimension in coverage["dimensions"]]
        assert max(found) == n_records - coverage["samples"] and coverage["unplanned"] == 0, coverage
        assert max(planned) == max(found), coverage
        for length in "input_length", "answer_length":
            assert sum(bin["count"] for bin in health[length]["bins"]) == n_records, health[length]
        for field in health["labels"]:
            assert sum(label["count"] for label in field["counts"]) + field["other"] + field["without"] == n_records, field
        marked = run("dataset", self.dataset, "--filter", "look", "--records")["rows"]
        assert {row["record"] for row in marked if row.get("problem")} == {problem["record"] for problem in health["problems"]["list"]}

    def again(self):
        session = run("start", "--like", self.dataset)["session"]
        before, now = run("session", self.session), run("session", session)
        assert now["checklist"] == before["checklist"] and now["complete"] and not now["samples"], now
        assert [rule["text"] for rule in now["rules"]] == [rule["text"] for rule in before["rules"]] != [], now["rules"]
        samples = run("generate-samples", session)["samples"]
        assert len(samples) == 5 and all(self.is_answer(sample["answer"]) for sample in samples), samples
        run("discard", session)


def walk(name, is_answer, file_format, kill=False):
    steps = Walk(name, is_answer, file_format)
    case(f"{name}: prompt and start; samples are refused", steps.start)
    case(f"{name}: the prompt is analysed", steps.analyse)
    case(f"{name}: the conversation fills the checklist", steps.converse)
    case(f"{name}: five samples", steps.samples)
    case(f"{name}: notes become rules, cards are revised", steps.annotate)
    case(f"{name}: the plan adds up", steps.plan)
    case(f"{name}: the full dataset" + (", killed and resumed" if kill else ""), steps.finalize_killed if kill else steps.finalize)
    case(f"{name}: extended, reviewed, checked", steps.review)
    case(f"{name}: what the dataset is like", steps.measure)
    case(f"{name}: its requirements serve another dataset", steps.again)


walk("support-labels", is_label, "jsonl")
walk("contract-json", is_facts, "csv", kill=True)
walk("ticket-xml", is_ticket, "jsonl")
walk("hotel-text", is_text, "csv")
print(f"1..{len(cases)}")
sys.exit(0 if all(cases) else 1)
