#!/bin/bash
# From a requirements file to a saved dataset, over the real protocol: the installed program against the simulator in
# another process, with signatures verified and tool calls that come whole. Then the same run killed in the middle.
set -uo pipefail
. "$(dirname "$0")/common.sh"

generate() {
    "$cli" --provider bedrock --json generate "$@"
}

# one_dataset NAME FORMAT RECORDS
one_dataset() {
    generate --requirements "$fixtures/$1.json" --records "$3" --format "$2" --name "$1 $2" >"$scratch/report.json" &&
        "$here/check-dataset.py" "$scratch/report.json" "$fixtures/$1.json" "$2" "$3"
}

use_keys
start_simulator --seed 7
for name in support-labels contract-json ticket-xml hotel-german; do
    for format in jsonl csv; do
        check "50 records, $name, $format" one_dataset "$name" "$format" 50
    done
done
check "every dataset is listed" sh -c "'$cli' --json datasets | python3 -c 'import json, sys; assert len(json.load(sys.stdin)[\"datasets\"]) == 8'"
check "nothing is unfinished" sh -c "'$cli' --json sessions | grep -qx '{\"sessions\":\[\]}'"
check "1000 records" one_dataset support-labels jsonl 1000

# the loose bound of the specification: 50 records in less than 30 s
stop_simulator
start_simulator --ttft 400 --tps 105
check "50 records in less than 30 s at 0.4 s to the first token and 105 tokens/s" timeout 30 "$cli" --provider bedrock \
    generate --requirements "$fixtures/support-labels.json" --records 50

# killed: read the progress until some records are announced, then no mercy. Few requests at once, here and below, so that
# the run has long to go even if this script is not woken for a while.
stop_simulator
start_simulator --ttft 50 --tps 300
export DATASET_GEN_LIBRARY=$scratch/killed
exec {run_fd}< <(exec "$cli" --provider bedrock generate --requirements "$fixtures/contract-json.json" --records 300 --max-requests 4 2>&1)
run_pid=$!
announced=0
while read -r line <&"$run_fd"; do
    announced=$(sed -n 's/^\([0-9]*\) of 300 records.*/\1/p' <<<"$line")
    [ "${announced:-0}" -ge 60 ] && break
done
kill -KILL "$run_pid"
wait "$run_pid" 2>/dev/null
check "killed at $announced records: the database is whole and has them all" "$here/check-library.py" "$DATASET_GEN_LIBRARY" "$announced"
session=$("$cli" --json sessions | python3 -c 'import json, sys; print(json.load(sys.stdin)["sessions"][0]["session"])')
check "the killed run goes on to exactly 300" sh -c "'$cli' --json resume '$session' >'$scratch/report.json' && '$here/check-dataset.py' '$scratch/report.json' '$fixtures/contract-json.json' jsonl 300"

# held: a second process is told who is at work
export DATASET_GEN_LIBRARY=$scratch/held
exec {run_fd}< <(exec "$cli" --provider bedrock generate --requirements "$fixtures/contract-json.json" --records 300 --max-requests 4 2>&1)
run_pid=$!
read -r line <&"$run_fd"
session=$("$cli" --json sessions | python3 -c 'import json, sys; print(json.load(sys.stdin)["sessions"][0]["session"])')
message=$("$cli" resume "$session" 2>&1)
status=$?
if [ "$status" -eq 1 ] && grep -q "process $run_pid" <<<"$message"; then
    ok "a second writer is told who holds the session"
else
    not_ok "a second writer is told who holds the session" "exit $status" "$message"
fi
kill -KILL "$run_pid"
wait "$run_pid" 2>/dev/null
check "and has it when the first is dead" "$cli" resume "$session"

# capped: no cent more, counting what is in flight
export DATASET_GEN_LIBRARY=$scratch/capped
"$cli" --provider bedrock --json generate --requirements "$fixtures/contract-json.json" --records 300 --max-cost 0.03 >"$scratch/report.json" 2>"$scratch/stderr"
status=$?
if [ "$status" -eq 4 ] && grep -qF 'limit of $0.03.' "$scratch/stderr" && python3 -c '
import json, sys
report = json.load(open(sys.argv[1]))
assert report["status"] == "partial" and 0.01 < report["cost_usd"] <= 0.03, report
assert 0 < report["records"] < 300 and report["dataset"], report' "$scratch/report.json"; then
    ok "a cap ends the run with what there is"
else
    not_ok "a cap ends the run with what there is" "exit $status" "$(cat "$scratch/report.json" "$scratch/stderr")"
fi

# interrupted: Ctrl-C keeps what there is and says how to go on
export DATASET_GEN_LIBRARY=$scratch/interrupted
exec {run_fd}< <(exec "$cli" --provider bedrock generate --requirements "$fixtures/hotel-german.json" --records 300 --max-requests 4 2>&1)
run_pid=$!
messages=
interrupted=
while read -r line <&"$run_fd"; do
    messages+=$line$'\n'
    announced=$(sed -n 's/^\([0-9]*\) of 300 records.*/\1/p' <<<"$line")
    if [ "${announced:-0}" -ge 45 ] && [ -z "$interrupted" ]; then
        interrupted=yes
        kill -INT "$run_pid"
    fi
done
wait "$run_pid"
status=$?
session=$(sed -n 's/.*dataset-gen-cli resume \(session_[0-9a-f]*\).*/\1/p' <<<"$messages")
if [ "$status" -eq 130 ] && [ -n "$session" ]; then
    ok "Ctrl-C ends with 130 and says how to go on"
else
    not_ok "Ctrl-C ends with 130 and says how to go on" "exit $status" "$messages"
fi
check "the interrupted run goes on to exactly 300" sh -c "'$cli' --json resume '$session' >'$scratch/report.json' && '$here/check-dataset.py' '$scratch/report.json' '$fixtures/hotel-german.json' jsonl 300"

done_testing
