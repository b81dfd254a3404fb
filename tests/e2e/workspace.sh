#!/bin/bash
# Into a workspace of Nova Prompt Optimizer and out of it again: the installed program, and a script that does what the
# optimizer does.
set -uo pipefail
. "$(dirname "$0")/common.sh"

workspace=$scratch/workspace
script=$here/../store/check-workspace.py
sql=$here/../fixtures/nova-optimizer.sql

ours() {
    "$cli" --library "$workspace" "$@"
}

check_workspace() {
    python3 "$script" "$@"
}

# found REPORT RECORDS: its optimizer comes upon the dataset by its name
found() {
    python3 - "$script" "$workspace" "$1" "$2" <<'END'
import json, subprocess, sys
script, workspace, path, n_records = sys.argv[1:]
report = json.load(open(path))
out = subprocess.run(["python3", script, "load", workspace, report["name"]], check=True, stdout=subprocess.PIPE).stdout
dataset = json.loads(out)
assert dataset["id"] == report["dataset"], (dataset["id"], report)
assert len(dataset["records"]) == int(n_records) and all(record["inputs"]["input"] for record in dataset["records"])
assert report["path"].startswith(workspace + "/uploads/"), report["path"]
END
}

# same_as FILE: other people's rows are as they were, and so are the tables
same_as() {
    check_workspace dump "$workspace" | diff "$1" -
}

check_workspace create "$workspace" "$sql"
check_workspace dump "$workspace" >"$scratch/before.json"

check "its datasets are listed" sh -c "'$cli' --library '$workspace' --json datasets | python3 -c 'import json, sys; assert len(json.load(sys.stdin)[\"datasets\"]) == 8'"
check "its prompts are shown" sh -c "'$cli' --library '$workspace' --json prompt show prompt_aaaa0001 | grep -q 'Answer {{input}}'"
for format in jsonl csv; do
    check "20 records, $format" sh -c "'$cli' --library '$workspace' --provider practice --json generate --requirements '$fixtures/support-labels.json' --records 20 --format $format --name 'Out of season' >'$scratch/$format.json'"
    check "the optimizer finds them, $format" found "$scratch/$format.json" 20
done
check "a session starts with one of its prompts" sh -c "'$cli' --library '$workspace' --provider practice --json start --prompt prompt_aaaa0001 | grep -q session_"
check "every row of ours is as it should be" check_workspace rows "$workspace"
check "nothing else has changed" same_as "$scratch/before.json"
check "nothing of ours lies beside it" test "$(ls "$workspace")" = "nova_optimizer.db
uploads"

check_workspace create "$workspace" "$sql"
check_workspace dump "$workspace" >"$scratch/before.json"
check "after a reset the datasets are listed" sh -c "'$cli' --library '$workspace' --json datasets | python3 -c 'import json, sys; assert len(json.load(sys.stdin)[\"datasets\"]) == 10'"
for format in jsonl csv; do
    check "and the optimizer finds them, $format" found "$scratch/$format.json" 20
done

id=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["dataset"])' "$scratch/csv.json")
check "a dataset is deleted" ours delete "$id"
check "its files are gone with it" sh -c "! ls '$workspace/uploads' | grep -q '$id'"
check "nothing else has changed then either" same_as "$scratch/before.json"

done_testing
