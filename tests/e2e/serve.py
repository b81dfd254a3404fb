#!/usr/bin/env python3
"""The HTTP endpoints, as another program uses them. Usage: serve.py CLI PROMPTS EXAMPLE SCRATCH

Prints TAP.
"""
import concurrent.futures
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

CLI, PROMPTS, EXAMPLE, SCRATCH = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3], pathlib.Path(sys.argv[4])
STEPS = "/datasets/generator/"
PROMPT = {"user": (PROMPTS / "support-labels.txt").read_text()}
MOST_SECONDS = 90
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


class Server:
    def __init__(self, *options, provider="bedrock", **environment):
        self.process = subprocess.Popen(
            [CLI, "--provider", provider, "--json", "serve", *options], stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}
        )
        announced = json.loads(self.process.stdout.readline())
        self.url, self.token = announced["url"], announced["token"]
        self.port = urllib.parse.urlsplit(self.url).port

    def ask(self, method, path, body=None, **headers):
        """Returns status and answer, whatever the status is."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}", **headers}
        request = urllib.request.Request(self.url + path, data, {name: value for name, value in headers.items() if value}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=MOST_SECONDS) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def get(self, path):
        status, answer = self.ask("GET", path)
        assert status == 200, (path, status, answer)
        return json.loads(answer)

    def step(self, name, wanted=200, **body):
        status, answer = self.ask("POST", STEPS + name, body)
        assert status == wanted, (name, status, answer)
        return json.loads(answer)

    def refuse(self, wanted, code, method, path, body=None, says="", **headers):
        status, answer = self.ask(method, path, body, **headers)
        error = json.loads(answer)["error"]
        assert status == wanted and error["code"] == code and says in error["message"], (status, answer)

    def refuse_step(self, wanted, code, name, says="", **body):
        self.refuse(wanted, code, "POST", STEPS + name, body, says)

    def confirm(self):
        """A session whose requirements are confirmed."""
        session = self.step("start", 201, prompt=PROMPT)["session"]
        turn = self.step("analyze-prompt", session=session)
        by_hand = {part: "@model" for part in turn["missing"] if part != "dataset_format.format"}
        turn = self.step("conversation", session=session, checklist={**by_hand, "dataset_format": "jsonl"}, confirm=True)
        assert turn["complete"] and not turn["missing"], turn
        return session

    def sample(self):
        session = self.confirm()
        samples = self.step("generate-samples", session=session)["samples"]
        assert [sample["id"] for sample in samples] == list("12345") and not any(sample["problems"] for sample in samples), samples
        return session

    def wait(self, run, until=lambda report: report["status"] != "running"):
        deadline = time.monotonic() + MOST_SECONDS
        while not until(report := self.get(f"{STEPS}runs/{run}")):
            assert time.monotonic() < deadline, report
            time.sleep(0.02)
        return report

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.stdout.read()
        assert self.process.wait(30) == 0, self.process.returncode


class SilentSimulator:
    """Answers some requests and then is silent, so that a run of 1000 records goes on even if nobody looks at it for a while."""

    def __enter__(self):
        silence = [argument for number in range(40, 200) for argument in ("--fault", f"silence@{number}")]
        self.process = subprocess.Popen([CLI, "simulate", "--seed", "11", "--ttft", "20", "--tps", "2000", *silence], stdout=subprocess.PIPE, text=True)
        return f"http://127.0.0.1:{self.process.stdout.readline().split()[1]}"

    def __exit__(self, *error):
        self.process.terminate()
        self.process.communicate()


server = Server()


def is_ready():
    assert server.get("/health")["status"] == "ok"
    assert server.get("/datasets") == {"datasets": []}
    assert len(server.token) == 64


def only_loopback():
    with open("/proc/net/tcp") as table:
        local = [line.split()[1] for line in table if f":{server.port:04X} " in line and line.split()[3] == "0A"]
    assert local == [f"0100007F:{server.port:04X}"], local
    with open("/proc/net/tcp6") as table:
        assert not [line for line in table if f":{server.port:04X} " in line and line.split()[3] == "0A"]


def example():
    output = SCRATCH / "example.jsonl"
    told = subprocess.run(
        [sys.executable, EXAMPLE, server.url, server.token, PROMPTS / "support-labels.txt", "30", output], capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert "rule: " in told.stdout and "complete: 30 records" in told.stdout, told.stdout
    rows = [json.loads(line) for line in open(output, encoding="utf-8")]
    assert len(rows) == 30 and all(list(row) == ["input", "answer"] for row in rows), rows
    dataset = server.get("/datasets")["datasets"][0]
    assert server.get(f"/datasets/{dataset['dataset']}") == dataset and dataset["records"] == 30, dataset
    assert pathlib.Path(dataset["path"]).read_bytes() == output.read_bytes()


def unauthorized():
    server.refuse(401, "unauthorized", "GET", "/health", Authorization="")
    for token in ("", server.token[:-1], server.token[:-1] + "x", server.token + "0", "é"):
        server.refuse(401, "unauthorized", "GET", "/health", Authorization=f"Bearer {token}".encode().decode("latin-1"))
    server.refuse(401, "unauthorized", "GET", "/health", Authorization=f"Basic {server.token}")
    server.refuse(401, "unauthorized", "POST", STEPS + "start", {}, Authorization="")


def foreign():
    for host in ("example.com", f"example.com:{server.port}", "127.0.0.1", f"127.0.0.1:{server.port + 1}"):
        server.refuse(403, "forbidden", "GET", "/health", says="Host", Host=host)
    for origin in ("http://example.com", "null", f"https://127.0.0.1:{server.port}", f"http://127.0.0.1:{server.port}.example.com"):
        server.refuse(403, "forbidden", "GET", "/health", says="origin", Origin=origin)
    assert server.ask("GET", "/health", Host=f"localhost:{server.port}", Origin=server.url)[0] == 200


def not_json():
    for body in (b"", b"{", b"[]", b'"x"', b'{"session": NaN}', b'{"session": "a", "session": "b"}', b'{"session": "\xff"}', b"[" * 5000):
        server.refuse(400, "bad_request", "POST", STEPS + "generate-samples", body)
    server.refuse(400, "bad_request", "GET", "/datasets/%ff")


def too_large():
    server.refuse(413, "too_large", "POST", STEPS + "start", b" " * (1024 * 1024 + 1))
    assert server.ask("POST", STEPS + "start", b'{"prompt": {"user": "x"}}'.ljust(1024 * 1024))[0] == 201
    # without a length that tells it beforehand
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=MOST_SECONDS)
    chunks = (b" " * 65536 for _ in range(20))
    connection.request("POST", STEPS + "start", chunks, {"Authorization": f"Bearer {server.token}"}, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def unknown():
    for method, path in (("GET", "/"), ("GET", "/datasets/"), ("GET", STEPS + "start"), ("DELETE", "/datasets/dataset_0"), ("PUT", "/health")):
        server.refuse(404, "not_found", method, path)
    for path in ("/datasets/dataset_0", "/datasets/dataset_0/file", "/datasets/..", STEPS + "runs/run_0"):
        server.refuse(404, "not_found", "GET", path)
    server.refuse(404, "not_found", "DELETE", STEPS + "runs/run_0")
    server.refuse(404, "not_found", "POST", STEPS + "nothing", {})
    server.refuse_step(404, "not_found", "generate-samples", session="session_00000000")
    server.refuse_step(404, "not_found", "generate-samples", session="../x")
    server.refuse_step(404, "not_found", "start", prompt_id="prompt_0")


def wrong_step():
    session = server.step("start", 201, prompt=PROMPT)["session"]
    server.refuse_step(409, "wrong_step", "generate-samples", "edge_cases.", session=session)
    server.refuse_step(409, "wrong_step", "conversation", "edge_cases.", session=session, confirm=True)
    server.refuse_step(409, "wrong_step", "annotate", "samples", session=session, annotations=[{"id": "1", "approve": True}])
    server.refuse_step(409, "wrong_step", "finalize", "samples", session=session, records=10)
    empty = server.step("start", 201)["session"]
    server.refuse_step(409, "wrong_step", "analyze-prompt", "prompt", session=empty)
    confirmed = server.confirm()
    server.refuse_step(409, "wrong_step", "annotate", "samples", session=confirmed, iterate=True)


def bad_value():
    session = server.step("start", 201, prompt=PROMPT)["session"]
    for name, field, body in (
        ("start", "prompt", {"prompt": "text"}),
        ("start", "prompt", {"prompt": {"user": 1}}),
        ("start", "prompt", {"prompt": {"user": "x" * 300000}}),
        ("start", "prompt_id", {"prompt": {"user": "x"}, "prompt_id": "y"}),
        ("start", "model", {"model": 1}),
        ("start", "sesion", {"sesion": session}),
        ("generate-samples", "session", {}),
        ("generate-samples", "session", {"session": 1}),
        ("generate-samples", "model", {"session": session, "model": "no-such-model"}),
        ("conversation", "message", {"session": session, "message": 1}),
        ("conversation", "message", {"session": session, "message": "  "}),
        ("conversation", "confirm", {"session": session, "confirm": "yes"}),
        ("conversation", "weather", {"session": session, "checklist": {"weather": "fine"}}),
        ("conversation", "task.weather", {"session": session, "checklist": {"task": {"weather": "fine"}}}),
        ("conversation", "task.goal", {"session": session, "checklist": {"task.goal": 1}}),
        ("conversation", "dataset_format.format", {"session": session, "checklist": {"dataset_format": "xlsx"}}),
        ("annotate", "id", {"session": session, "annotations": [{"id": "6"}]}),
        ("annotate", "annotations", {"session": session, "annotations": {}}),
        ("annotate", "nte", {"session": session, "annotations": [{"id": "1", "nte": "x"}]}),
        ("annotate", "regenerate", {"session": session, "regenerate": ["0"]}),
        ("annotate", "regenerate", {"session": session, "regenerate": "some"}),
        ("annotate", "regenerate", {"session": session, "regenerate": "all", "iterate": True}),
        ("annotate", "rule", {"session": session, "rules": [{"about": "input"}]}),
        ("finalize", "records", {"session": session}),
        ("finalize", "records", {"session": session, "records": 9}),
        ("finalize", "records", {"session": session, "records": 1001}),
        ("finalize", "records", {"session": session, "records": 20.5}),
        ("finalize", "format", {"session": session, "records": 20, "format": "xlsx"}),
        ("finalize", "max_cost", {"session": session, "records": 20, "max_cost": 0}),
    ):
        server.refuse_step(422, "bad_value", name, field, **body)


def trouble_with_the_model():
    without = Server(AWS_ACCESS_KEY_ID="", AWS_SECRET_ACCESS_KEY="")
    without.refuse_step(502, "credentials", "start", prompt=PROMPT)
    without.stop()
    refused = Server(AWS_SECRET_ACCESS_KEY="another")
    session = refused.step("start", 201, prompt=PROMPT)["session"]
    refused.refuse_step(502, "credentials", "analyze-prompt", session=session)
    refused.stop()
    nobody = socket.socket()  # bound and not listening: nobody else gets the port meanwhile
    nobody.bind(("127.0.0.1", 0))
    lonely = Server(AWS_ENDPOINT_URL_BEDROCK_RUNTIME=f"http://127.0.0.1:{nobody.getsockname()[1]}")
    lonely.refuse_step(502, "model", "analyze-prompt", session=session)
    lonely.stop()
    # the session is as it was
    assert server.step("analyze-prompt", session=session)["session"] == session


def conversation():
    session = server.step("start", 201)["session"]
    opening = server.step("conversation", session=session)
    assert opening["reply"] and opening["suggestions"] == [] and opening["missing"] and not opening["complete"], opening
    turn = server.step("conversation", session=session, message="Messages of hotel guests, in German.", checklist={"constraints": {"length": "at most 40 words"}}, model="nova-pro")
    assert turn["reply"] != opening["reply"] and turn["checklist"]["constraints"]["parts"]["length"] == {"value": "at most 40 words", "source": "hand"}, turn
    kept = subprocess.run([CLI, "--json", "session", session], capture_output=True, text=True, check=True).stdout
    assert "pro" in json.loads(kept)["model"], kept


def annotate():
    session = server.sample()
    answer = server.step("annotate", session=session, annotations=[{"id": 1, "input": "My bill is wrong.", "answer": "billing", "approve": True}], rules=[{"text": "Texts are short.", "about": "input"}])
    assert answer["round"] == 1 and answer["samples"][0]["state"] == "approved" and answer["samples"][0]["input"] == "My bill is wrong.", answer
    rule = answer["rules"][0]
    assert rule["text"] == "Texts are short." and rule["on"], rule
    answer = server.step("annotate", session=session, rules=[{"id": rule["id"], "on": False}], regenerate=["2"])
    assert answer["round"] == 2 and not answer["rules"][0]["on"], answer
    answer = server.step("annotate", session=session, rules=[{"id": rule["id"], "delete": True}], regenerate="all")
    assert answer["round"] == 3 and not answer["rules"] and answer["samples"][0]["input"] == "My bill is wrong.", answer
    server.refuse_step(422, "bad_value", "annotate", "rule", session=session, rules=[{"id": 99, "on": True}])
    server.refuse_step(422, "bad_value", "annotate", "note", session=session, annotations=[{"id": "2", "note": ""}])


def two_at_once():
    meeting = threading.Barrier(2)

    def walk(records):
        meeting.wait()
        session = server.sample()
        run = server.step("finalize", 202, session=session, records=records, format="csv")["run_id"]
        return server.wait(run)

    with concurrent.futures.ThreadPoolExecutor() as pool:
        reports = list(pool.map(walk, (40, 50)))
    for report, records in zip(reports, (40, 50)):
        assert report["status"] == "complete" and report["records"] == report["requested"] == records and report["format"] == "csv", report
    assert reports[0]["dataset"] != reports[1]["dataset"]


def survives():
    session = server.sample()

    def is_made():
        return any(dataset["name"] == "left alone" and dataset["records"] == 200 for dataset in server.get("/datasets")["datasets"])

    # the request is sent, and its client is gone before there is an answer
    body = json.dumps({"session": session, "records": 200, "name": "left alone"}).encode()
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"POST {STEPS}finalize HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nAuthorization: Bearer {server.token}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        deadline = time.monotonic() + MOST_SECONDS
        # the session is held until the run has ended, which it may have before anybody looks
        while server.ask("POST", STEPS + "conversation", {"session": session})[0] != 409 and not is_made():
            assert time.monotonic() < deadline
    while not is_made():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    server.refuse_step(409, "wrong_step", "finalize", "dataset_", session=session, records=20)


def stopped():
    session = server.sample()
    with SilentSimulator() as url:
        other = Server(AWS_ENDPOINT_URL_BEDROCK_RUNTIME=url)
        run = other.step("finalize", 202, session=session, records=1000)["run_id"]
        report = other.wait(run, lambda report: report["accepted"] >= 20)
        assert report["status"] == "running" and report["requested"] == 1000 and report["seconds_left"] > 0, report
        other.refuse_step(409, "held", "conversation", session, session=session)
        status, _ = other.ask("DELETE", f"{STEPS}runs/{run}")
        assert status == 200
        report = other.wait(run)
        assert report["status"] == "partial" and 20 <= report["records"] < 1000 and report["reason"], report
        rows = other.ask("GET", f"/datasets/{report['dataset']}/file")[1].splitlines()
        assert len(rows) == report["records"], (len(rows), report)
        status, again = other.ask("DELETE", f"{STEPS}runs/{run}")
        assert status == 200 and json.loads(again) == report, again
        other.stop()


def ends_and_goes_on():
    session = server.sample()
    with SilentSimulator() as url:
        other = Server(AWS_ENDPOINT_URL_BEDROCK_RUNTIME=url)
        run = other.step("finalize", 202, session=session, records=1000)["run_id"]
        other.wait(run, lambda report: report["accepted"] >= 20)
        other.stop()
    later = Server()
    report = later.get(f"{STEPS}runs/{run}")
    assert report["status"] == "interrupted" and report["accepted"] >= 20, report
    later.refuse_step(409, "wrong_step", "finalize", "resume", session=session, records=20)
    run = later.step("finalize", 202, session=session, records=20, new=True)["run_id"]
    assert later.wait(run)["status"] == "complete"
    later.stop()


def practice():
    practising = Server(provider="practice")
    session = practising.sample()
    run = practising.step("finalize", 202, session=session, records=10)["run_id"]
    report = practising.wait(run)
    assert report["provider"] == "practice" and "ractice" in report["name"], report
    practising.stop()


case("it is there, with an empty library", is_ready)
case("it listens on loopback alone", only_loopback)
case("the example goes from a prompt to a dataset", example)
case("401 without the token", unauthorized)
case("403 for another Host or Origin", foreign)
case("400 for what is no JSON object", not_json)
case("413 over 1 MiB", too_large)
case("404 for what is not there", unknown)
case("409 names the step that comes first", wrong_step)
case("422 names the field", bad_value)
case("502 for credentials and models", trouble_with_the_model)
case("conversation: opening, message, items by hand, another model", conversation)
case("annotate: edits, rules, cards anew", annotate)
case("two sessions at once", two_at_once)
case("a run survives its client", survives)
case("a run is stopped and keeps what was made", stopped)
case("a run of a server that ended can be asked for", ends_and_goes_on)
case("the practice model", practice)
case("it ends well", server.stop)
print(f"1..{len(cases)}")
sys.exit(0 if all(cases) else 1)
