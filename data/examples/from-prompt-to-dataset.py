#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a prompt to a dataset over HTTP. Start the server, then give what it prints:

    dataset-gen-cli --provider practice serve
    from-prompt-to-dataset.py URL TOKEN PROMPT_FILE RECORDS OUTPUT
"""
import json
import sys
import time
import urllib.request

URL, TOKEN, PROMPT_FILE, RECORDS, OUTPUT = sys.argv[1:]
STEPS = "/datasets/generator/"


def call(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data, {"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def step(name, **body):
    return json.loads(call(STEPS + name, body))


# 1 and 2: the prompt proposes what the dataset is to be like
session = step("start", prompt={"user": open(PROMPT_FILE, encoding="utf-8").read()})["session"]
turn = step("analyze-prompt", session=session)

# 3: what it leaves open is talked about; here the model decides, and is told one thing by hand
while turn["missing"]:
    turn = step("conversation", session=session, message="You decide.")
    print("model:", turn["reply"])
step("conversation", session=session, checklist={"dataset_format": "jsonl"}, confirm=True)

# 4 and 5: five samples; one is approved and becomes a row, a note on another becomes a rule
samples = step("generate-samples", session=session)["samples"]
notes = [{"id": samples[0]["id"], "note": "At most 60 words."}, {"id": samples[1]["id"], "approve": True}]
for rule in step("annotate", session=session, annotations=notes, iterate=True)["rules"]:
    print("rule:", rule["text"])

# 6: the full dataset, in the background
run = step("finalize", session=session, records=int(RECORDS))["run_id"]
while (report := json.loads(call(f"{STEPS}runs/{run}")))["status"] == "running":
    print(f"{report['records']} of {report['requested']} records")
    time.sleep(0.5)

print(f"{report['status']}: {report['records']} records in {report['path']}")
with open(OUTPUT, "wb") as file:
    file.write(call(f"/datasets/{report['dataset']}/file"))
