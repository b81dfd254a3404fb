#!/bin/bash
# A service at its worst: everything it can do wrong, at once and one by one. Whatever happens, the dataset is exact or the
# records are kept, and nothing wrong becomes data.
set -uo pipefail
. "$(dirname "$0")/common.sh"

use_keys

# every fault that another try mends, all of them at once
faults=()
for kind in throttle throttle-hint not-ready internal unavailable overloaded timeout model-error \
    reset cut bad-crc wrong-type redirect drip \
    stream-exception stream-throttle stream-internal stream-unavailable stream-error \
    max-tokens malformed-tool-use malformed-output filtered guardrail refusal thinking empty bad-json; do
    faults+=(--fault "$kind=0.012")
done
faults+=(--fault duplicate=0.08 --fault invalid=0.05)

hostile() {
    "$cli" --provider bedrock --json generate --requirements "$fixtures/$1.json" --records "$3" --format "$2" >"$scratch/report.json" 2>"$scratch/stderr" ||
        { echo "exit $?"; cat "$scratch/stderr"; return 1; }
    "$here/check-dataset.py" "$scratch/report.json" "$fixtures/$1.json" "$2" "$3"
}

start_simulator --seed 11 --ttft 20 --tps 4000 "${faults[@]}"
check "everything at once: 400 exact, JSON in JSONL" hostile contract-json jsonl 400
check "everything at once: 200 exact, labels in CSV" hostile support-labels csv 200
# what goes wrong is drawn for the first, second, … request, and how many the runs before made depends on the machine
stop_simulator
start_simulator --seed 11 --ttft 20 --tps 4000 "${faults[@]}"
check "everything at once: 200 exact, XML" hostile ticket-xml jsonl 200
check "refused records are told in the report" python3 -c 'import json, sys; r = json.load(open(sys.argv[1])); assert r["duplicates"] > 0 and r["invalid"] > 0 and r["retries"] > 0, r' "$scratch/report.json"
stop_simulator

start_simulator --seed 5 --ttft 20 --tps 4000 --fault huge@2 --fault reset@3 --fault wrong-type@4
check "a 100 MB reply is survived" hostile hotel-german jsonl 50
stop_simulator

# a clock that is wrong by ten minutes is made up for
start_simulator --seed 5 --fault skew=1
check "a clock that is ten minutes off" hostile hotel-german jsonl 50
stop_simulator

# what no other try mends ends the run: the records are kept, the message says what to do, and the run goes on later
# ends KIND STATUS WORD
ends() {
    local output status session
    export DATASET_GEN_LIBRARY=$scratch/$1
    # after some good requests, then always
    start_simulator --seed 3 --ttft 20 --tps 4000 $(for n in $(seq 8 80); do echo "--fault $1@$n"; done)
    output=$("$cli" --provider bedrock generate --requirements "$fixtures/support-labels.json" --records 200 2>&1 >/dev/null)
    status=$?
    stop_simulator
    session=$(sed -n 's/.*dataset-gen-cli resume \(session_[0-9a-f]*\).*/\1/p' <<<"$output")
    if [ "$status" -ne "$2" ] || ! grep -qi -- "$3" <<<"$output" || [ -z "$session" ]; then
        not_ok "$1 ends the run and keeps the records" "exit $status instead of $2, wanted: $3" "$output"
        return
    fi
    start_simulator --seed 4 --ttft 20 --tps 4000
    "$cli" --json resume "$session" >"$scratch/report.json" 2>/dev/null
    check "$1 ends the run, and it goes on later to exactly 200" "$here/check-dataset.py" "$scratch/report.json" "$fixtures/support-labels.json" jsonl 200
    stop_simulator
}

ends access-denied 3 'policy'
ends expired 3 'expired'
ends quota 1 'quota'
ends validation 1 'refused the request'
ends gone 2 'model'
ends context-exceeded 1 'shorten'

# a quota of requests a minute only costs time
export DATASET_GEN_LIBRARY=$scratch/quota
start_simulator --seed 3 --rpm 600
check "600 requests a minute: 200 exact" hostile support-labels jsonl 200
stop_simulator

done_testing
