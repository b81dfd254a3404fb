#!/usr/bin/env python3
"""Exports datasets and reads what comes out. Usage: export.py CLI PROMPTS SCRATCH

Nova Prompt Optimizer is not installed for it: a stand-in with its names of modules, classes and arguments takes the
calls, and notes them. Prints TAP.
"""
import collections
import csv
import json
import os
import pathlib
import py_compile
import subprocess
import sys
import textwrap

CLI, PROMPTS, SCRATCH = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
PACKAGE = SCRATCH / "package"
LABELS = ["billing", "roaming", "cancellation", "technical_fault", "tariff_change"]
FORMAT_FOLDER = "nova-prompt-optimizer"
cases = []

MODULES = {
    "core/input_adapters/dataset_adapter": """
        class JSONDatasetAdapter:
            def __init__(self, input_columns, output_columns):
                assert input_columns == {"input"} and output_columns == {"answer"}
            def adapt(self, data_source):
                rows = data_source if isinstance(data_source, list) else [json.loads(line) for line in open(data_source)]
                assert rows and all(list(row) == ["input", "answer"] for row in rows)
                self.rows = rows
                return self
    """,
    "core/input_adapters/prompt_adapter": """
        class TextPromptAdapter:
            def __init__(self):
                self.texts = {}
            def set_system_prompt(self, content=None, file_path=None, variables=None):
                self.texts["system"] = [content, sorted(variables)]
            def set_user_prompt(self, content=None, file_path=None, variables=None):
                self.texts["user"] = [content, sorted(variables)]
            def adapt(self):
                assert self.texts["user"][0]
                return self
            def save(self, directory_path="./prompts"):
                note(saved=directory_path)
    """,
    "core/input_adapters/metric_adapter": """
        import abc
        class MetricAdapter(abc.ABC):
            @abc.abstractmethod
            def apply(self, y_pred, y_true): ...
            @abc.abstractmethod
            def batch_apply(self, y_preds, y_trues): ...
    """,
    "core/inference": """
        class BedrockInferenceAdapter:
            def __init__(self, region_name="us-east-1", profile_name=None, max_retries=5, rate_limit=2, initial_backoff=1):
                note(region=region_name)
    """,
    "core/optimizers": """
        class NovaPromptOptimizer:
            def __init__(self, prompt_adapter, inference_adapter, dataset_adapter, metric_adapter):
                self.prompt = prompt_adapter
                answers = [row["answer"] for row in dataset_adapter.rows]
                note(prompt=prompt_adapter.texts, rows=dataset_adapter.rows)
                note(score=metric_adapter.batch_apply(answers, answers), wrong=metric_adapter.apply("no such answer", answers[0]),
                     none=metric_adapter.apply(None, answers[0]), half=metric_adapter.apply(answers[0][:len(answers[0]) // 2], answers[0]),
                     spaceless=metric_adapter.apply("東京都", "東京"),
                     typed=metric_adapter.apply('```json\\n{"b": 1.0, "a": true}\\n```', '{"a":true,"b":1}'),
                     mixed=metric_adapter.apply('{"a":1}', '{"a":true}'))
            def optimize(self, mode="pro", custom_params=None):
                needed = {"task_model_id", "num_candidates", "num_trials", "max_bootstrapped_demos", "max_labeled_demos"}
                assert mode == "custom" and needed <= set(custom_params), custom_params
                note(model=custom_params["task_model_id"])
                return self.prompt
    """,
    "core/evaluation": """
        class Evaluator:
            def __init__(self, prompt_adapter, dataset_adapter, metric_adapter, inference_adapter):
                note(tested=dataset_adapter.rows)
            def aggregate_score(self, model_id):
                return 0.5
    """,
}
NOTE = """
import json, os
def note(**facts):
    with open(os.environ["NOTES"], "a", encoding="utf-8") as file:
        file.write(json.dumps(facts) + "\\n")
"""


def write_package(old):
    """An old version has the inference adapter one module further down."""
    root = PACKAGE / ("old" if old else "new")
    for name, body in MODULES.items():
        if old and name == "core/inference":
            name += "/adapter"
        path = root / "amzn_nova_prompt_optimizer" / name / "__init__.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTE + textwrap.dedent(body))
    return root


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
    command = [CLI, "--provider", "practice", "--json", *map(str, arguments)]
    process = subprocess.run(command, capture_output=True, text=True)
    assert process.returncode == status, f"exit {process.returncode}: {arguments}\n{process.stdout}{process.stderr}"
    return json.loads(process.stdout)


def import_rows(name, rows):
    path = SCRATCH / f"{name}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return run("import", path, "--name", name)["dataset"]


def read_jsonl(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def read_csv(path):
    return list(csv.DictReader(open(path, encoding="utf-8", newline=""), strict=True))


def read_folder(path):
    return {file.name: file.read_bytes() for file in path.iterdir() if file.is_file()}


def run_script(folder, *arguments, old=False, status=0):
    notes = SCRATCH / "notes"
    notes.unlink(missing_ok=True)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(write_package(old)), "NOTES": str(notes),
                   "AWS_REGION": "us-west-2", "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.run([sys.executable, folder / "optimize.py", *arguments], capture_output=True, text=True,
                             env=environment, cwd=SCRATCH)
    assert process.returncode == status, f"exit {process.returncode}\n{process.stdout}{process.stderr}"
    facts = {}
    for line in notes.read_text().splitlines() if notes.exists() else []:
        facts.update(json.loads(line))
    return facts, process.stdout + process.stderr


def key(row):
    return row["input"], row["answer"]


# words of its own for each, so that none is like another; four pairs that are
def make_rows():
    rows = []
    for i in range(48):
        label = LABELS[0] if i < 24 else LABELS[1 + i % 4]
        rows.append({"input": " ".join(f"w{i}{a}ü," for a in "abcdefgh"), "answer": label})
    for i in (0, 8, 24, 31):
        rows.append({"input": rows[i]["input"].upper() + " please!", "answer": rows[i]["answer"]})
    rows.append({"input": 'line one\nline two, "quoted"', "answer": LABELS[0]})
    return rows


def check_split(train, test, rows, n_test):
    assert len(test) == n_test and len(train) == len(rows) - n_test, (len(train), len(test))
    assert sorted(map(key, train + test)) == sorted(map(key, rows))
    order = [key(row) for row in rows]
    assert all([key(row) for row in side] == sorted(map(key, side), key=order.index) for side in (train, test))
    counts, tested = (collections.Counter(row["answer"] for row in side) for side in (rows, test))
    for label, count in counts.items():
        assert 0 < tested[label] < count and abs(tested[label] - count * n_test / len(rows)) < 1, (label, tested, counts)
    heads = [{row["input"].split(",")[0].lower() for row in side} for side in (train, test)]
    assert not heads[0] & heads[1], heads[0] & heads[1]


def split_files(dataset, rows, name, read, extra):
    path = SCRATCH / name
    train, test = (path.with_name(f"{path.stem}-{side}{path.suffix}") for side in ("train", "test"))
    report = run("export", dataset, "--output", path, "--split", "0.25", "--seed", "5", *extra)
    assert report["train"] == {"path": str(train), "records": 40} and report["test"] == {"path": str(test), "records": 13}, report
    assert report["records"] == 53 and report["labels"] == 5 and report["one_sided_labels"] == 0, report
    assert not path.exists()
    check_split(read(train), read(test), rows, 13)


def seeds(dataset):
    path = SCRATCH / "seeds.jsonl"
    seen = []
    for seed in (5, 5, 6):
        run("export", dataset, "--output", path, "--split", "0.25", "--seed", seed, "--force")
        seen.append((SCRATCH / "seeds-test.jsonl").read_text())
    assert seen[0] == seen[1] != seen[2]


def kept_files(dataset):
    path = SCRATCH / "kept.jsonl"
    (SCRATCH / "kept-test.jsonl").write_text("mine\n")
    message = run("export", dataset, "--output", path, "--split", "0.25", status=1)["error"]["message"]
    assert "kept-test.jsonl" in message and "--force" in message, message
    assert (SCRATCH / "kept-test.jsonl").read_text() == "mine\n" and not (SCRATCH / "kept-train.jsonl").exists()


def wrong_use(dataset):
    for extra, word in ((("--split", "1"), "0.2"), (("--split", "nan"), "0.2"), (("--split", "0.2x"), "0.2"),
                        (("--seed", "3"), "--split"), (("--as", "xml"), FORMAT_FOLDER), (("--split", "0.5", "--seed", "-1"), "--seed")):
        message = run("export", dataset, "--output", SCRATCH / "wrong", *extra, status=2)["error"]["message"]
        assert word in message, message
        assert not (SCRATCH / "wrong").exists()


def make_with_prompt():
    session = run("start", "--prompt-file", PROMPTS / "support-labels.txt")["session"]
    items = [f"{item}=@model" for item in ("role_persona", "diversity", "realism", "edge_cases", "constraints")]
    run("checklist", session, *items, "task=Classify support requests", "input_format=plain text",
        f"output_format=one of the labels {', '.join(LABELS)}", "dataset_format=jsonl", "--confirm")
    run("generate-samples", session)
    return run("finalize", session, "--records", 40)["dataset"]


def optimizer_folder():
    folder = SCRATCH / "folder"
    report = run("export", make_with_prompt(), "--output", folder, "--as", FORMAT_FOLDER, "--split", "0.3")
    assert report["path"] == str(folder) and report["test"]["records"] == 12, report
    assert set(read_folder(folder)) == {".dataset-gen-export", "README.txt", "optimize.py", "system_prompt.txt",
                                        "user_prompt.txt", "train.jsonl", "test.jsonl"}
    assert len((folder / "README.txt").read_text().splitlines()) == 4
    py_compile.compile(str(folder / "optimize.py"), cfile=str(SCRATCH / "optimize.pyc"), doraise=True)
    prompt = (PROMPTS / "support-labels.txt").read_text()
    for old in (False, True):
        facts, output = run_script(folder, old=old)
        texts = facts["prompt"]
        assert texts["user"][0].startswith(prompt.strip()[:60]) and "{{input}}" in texts["user"][0], texts
        assert texts["user"][1] == ["input"] and "system" not in texts, texts
        assert sorted(map(key, facts["rows"])) == sorted(map(key, read_jsonl(folder / "train.jsonl")))
        assert facts["rows"] != read_jsonl(folder / "train.jsonl"), "the rows are not mixed"
        assert sorted(map(key, facts["tested"])) == sorted(map(key, read_jsonl(folder / "test.jsonl")))
        assert (facts["score"], facts["wrong"], facts["none"]) == (1, 0, 0), facts
        assert facts["region"] == "us-west-2" and facts["model"] == "us.amazon.nova-2-lite-v1:0", facts
        assert facts["saved"] == str(folder / "optimized_prompt") and "after: 0.500" in output, output
    assert run_script(folder, "us.amazon.nova-pro-v1:0")[0]["model"] == "us.amazon.nova-pro-v1:0"


def without_prompt():
    rows = [{"input": f"contract w{i} x{i} y{i}", "answer": json.dumps({"term": i, "open": i % 2 == 0})} for i in range(12)]
    folder = SCRATCH / "bare"
    run("export", import_rows("bare contracts", rows), "--output", folder, "--as", FORMAT_FOLDER)
    assert read_jsonl(folder / "dataset.jsonl") == rows and not (folder / "user_prompt.txt").exists()
    assert "user_prompt.txt" in (folder / "README.txt").read_text()
    facts, output = run_script(folder, status=1)
    assert "rows" not in facts and "user_prompt.txt" in output and "{{input}}" in output, output
    (folder / "user_prompt.txt").write_text("Grün: {{ input }}\n", encoding="utf-8")
    (folder / "system_prompt.txt").write_text("Answer in JSON.\n")
    facts, _ = run_script(folder)
    assert facts["prompt"] == {"system": ["Answer in JSON.\n", []], "user": ["Grün: {{ input }}\n", ["input"]]}, facts
    assert (facts["score"], facts["typed"], facts["mixed"]) == (1, 1, 0), facts
    assert len(facts["rows"]) == 12 and "tested" not in facts


def free_text():
    rows = [{"input": f"question q{i} x{i} y{i}", "answer": " ".join(f"word{i}{a}" for a in "abcdefghijklmnop")} for i in range(12)]
    folder = SCRATCH / "free"
    run("export", import_rows("free text", rows), "--output", folder, "--as", FORMAT_FOLDER)
    assert "RUBRIC" in (folder / "README.txt").read_text()
    (folder / "user_prompt.txt").write_text("{{input}}\n")
    facts, _ = run_script(folder)
    assert (facts["score"], facts["wrong"], facts["none"]) == (1, 0, 0), facts
    assert 0.6 < facts["half"] < 0.7 and facts["spaceless"] == 0.8, facts
    script = (folder / "optimize.py").read_text()
    demand = "RUBRIC = [lambda answer, expected: answer.startswith('no')]"
    (folder / "optimize.py").write_text(script.replace("RUBRIC = []", demand))
    facts, _ = run_script(folder)
    assert (facts["score"], facts["wrong"]) == (0.5, 0.5), facts


def replaced_folder(dataset):
    folder, foreign = SCRATCH / "again", SCRATCH / "foreign"
    run("export", dataset, "--output", folder, "--as", FORMAT_FOLDER)
    before = read_folder(folder)
    assert "--force" in run("export", dataset, "--output", folder, "--as", FORMAT_FOLDER, status=1)["error"]["message"]
    assert read_folder(folder) == before
    (folder / "notes.txt").write_text("mine\n")
    run("export", dataset, "--output", folder, "--as", FORMAT_FOLDER, "--split", "0.2", "--force")
    after = read_folder(folder)
    assert after["notes.txt"] == b"mine\n" and "train.jsonl" in after and "dataset.jsonl" not in after, list(after)
    foreign.mkdir()
    (foreign / "optimize.py").write_text("mine\n")
    run("export", dataset, "--output", foreign, "--as", FORMAT_FOLDER, "--force", status=1)
    assert read_folder(foreign) == {"optimize.py": b"mine\n"}
    assert not [path for path in SCRATCH.iterdir() if path.name.startswith(".")]


ROWS = make_rows()
DATASET = import_rows("labelled", ROWS)
case("split as JSONL: exact, by label, near-duplicates together", split_files, DATASET, ROWS, "out.jsonl", read_jsonl, ())
case("split as CSV, as the path ends", split_files, DATASET, ROWS, "out.csv", read_csv, ())
case("split as CSV, as asked, without a suffix", split_files, DATASET, ROWS, "table", read_csv, ("--as", "csv"))
case("the same seed splits the same, another not", seeds, DATASET)
case("a test file that is there stops both", kept_files, DATASET)
case("wrong use", wrong_use, DATASET)
case("the optimizer's folder, and its script to the end", optimizer_folder)
case("without a prompt the script asks for one; answers in JSON", without_prompt)
case("free text is scored by words and by what the person demands", free_text)
case("a folder is replaced only when forced, and only ours", replaced_folder, DATASET)
print(f"1..{len(cases)}")
sys.exit(0 if all(cases) else 1)
