#!/bin/bash
# What is refused: each with a clear message that names the thing and the way out, the right exit code, and nothing
# changed.
set -uo pipefail
. "$(dirname "$0")/common.sh"

good=$fixtures/support-labels.json
bad=$scratch/bad.json

# refuses NAME STATUS WORDS COMMAND…: the command must end with STATUS and its message must hold all WORDS
refuses() {
    local name=$1 wanted=$2 words=$3 output status word
    shift 3
    output=$("$@" 2>&1 >"$scratch/stdout" </dev/null)
    status=$?
    if [ "$status" -ne "$wanted" ]; then
        not_ok "$name" "exit $status instead of $wanted" "$output"
        return
    fi
    while read -r word; do
        if ! grep -qF -- "$word" <<<"$output"; then
            not_ok "$name" "the message lacks: $word" "$output"
            return
        fi
    done <<<"${words//;/$'\n'}"
    if [ -s "$scratch/stdout" ]; then
        not_ok "$name" "something on standard output:" "$(cat "$scratch/stdout")"
        return
    fi
    ok "$name"
}

practice() {
    "$cli" --provider practice "$@"
}

# requirements TEXT: writes a requirements file and tries it
requirements() {
    printf "$1" >"$bad"
    practice generate --requirements "$bad" --records 10
}

refuses "an unknown command" 2 'conjure;generate' "$cli" conjure
refuses "no command" 2 '--help' "$cli"
refuses "an unknown option" 2 '--recrods' practice generate --recrods 50
refuses "an option without its value" 2 '--records' practice generate --requirements "$good" --records
refuses "one operand too many" 2 'extra' practice datasets extra
refuses "too few records" 2 '--records;10;1000;“9”' practice generate --requirements "$good" --records 9
refuses "too many records" 2 '--records;10;1000;1001' practice generate --requirements "$good" --records 1001
refuses "records that are no number" 2 '--records;ten' practice generate --requirements "$good" --records ten
refuses "no records" 2 '--records' practice generate --requirements "$good"
for amount in inf 1e999 nan 0 -1 cheap; do
    refuses "$amount as the most that a run may cost" 2 "--max-cost;0.50;“$amount”" practice generate --requirements "$good" --records 10 "--max-cost=$amount"
done
refuses "an unknown format" 2 '--format;xlsx;jsonl;csv' practice generate --requirements "$good" --records 10 --format xlsx
refuses "an unknown provider" 2 'azure;bedrock;practice' "$cli" --provider azure generate --requirements "$good" --records 10
refuses "an unknown model" 2 'nova-9;nova-2-lite' practice --model nova-9 generate --requirements "$good" --records 10
refuses "a withdrawn model" 2 'Premier;2026-09-14' practice --model nova-premier generate --requirements "$good" --records 10
refuses "an unknown dataset" 2 'dataset_00000000' "$cli" dataset dataset_00000000
refuses "an unknown dataset, to delete" 2 'dataset_00000000' "$cli" delete dataset_00000000
refuses "an unknown session" 2 'session_00000000' practice resume session_00000000
refuses "no credentials" 3 'AWS_BEARER_TOKEN_BEDROCK;AWS_ACCESS_KEY_ID;practice' "$cli" generate --requirements "$good" --records 10
refuses "half a key pair" 2 'AWS_SECRET_ACCESS_KEY' env AWS_ACCESS_KEY_ID=AKIDEXAMPLE "$cli" generate --requirements "$good" --records 10
refuses "plain http to another machine" 2 'http://192.0.2.1;https' env AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b AWS_ENDPOINT_URL=http://192.0.2.1 "$cli" generate --requirements "$good" --records 10

refuses "requirements that are not there" 2 'nowhere.json' practice generate --requirements "$scratch/nowhere.json" --records 10
refuses "a folder as requirements" 2 "$scratch" practice generate --requirements "$scratch" --records 10
refuses "empty requirements" 2 'bad.json;empty' requirements ''
refuses "requirements without any" 2 'bad.json;task' requirements '{}'
refuses "binary requirements" 2 'bad.json;UTF-8' requirements '\377\376\000\001'
refuses "requirements that are not JSON" 2 'bad.json;Line 2' requirements '{\n  task: 1}'
refuses "two JSON values" 2 'bad.json' requirements '{"task":"x"}{}'
refuses "an unknown item" 2 'bad.json;$.tsak;task' requirements '{"tsak":"x"}'
refuses "a wrong type, deep inside" 2 '$.diversity.parts.tone.value;string;number' requirements '{"task":"x","diversity":{"parts":{"tone":{"value":7}}}}'
refuses "an unknown part" 2 '$.task.parts.gaol;goal' requirements '{"task":{"parts":{"gaol":"x"}}}'
refuses "a single label" 2 '$.labels' requirements '{"task":"x","labels":["one"]}'
refuses "a schema that cannot be checked" 2 '$ref' requirements '{"task":"x","output_schema":{"$ref":"#/a"}}'
refuses "a weight of nothing" 2 '$.dimensions[0].values[0].weight' requirements '{"task":"x","dimensions":[{"name":"a","values":[{"value":"b","weight":0}]}]}'
refuses "an unknown file format" 2 '$.dataset_format;xlsx;csv' requirements '{"task":"x","dataset_format":"xlsx"}'
head -c 1100000 /dev/zero | tr '\0' ' ' >"$scratch/huge.json"
refuses "huge requirements" 2 'huge.json;1048576' practice generate --requirements "$scratch/huge.json" --records 10
python3 -c 'print("{\"task\":" + "[" * 100000 + "]" * 100000 + "}")' >"$scratch/deep.json"
refuses "requirements nested 100,000 deep" 2 'deep.json' practice generate --requirements "$scratch/deep.json" --records 10
check "nothing of all that left a dataset or a draft" sh -c "'$cli' --json datasets | grep -qx '{\"datasets\":\[\]}' && '$cli' --json sessions | grep -qx '{\"sessions\":\[\]}'"

# with --json, standard output is exactly one object, errors too
"$cli" --json --provider practice generate --requirements "$good" --records 9 >"$scratch/stdout" 2>/dev/null
check "an error with --json is one JSON object" python3 -c 'import json, sys; assert json.load(open(sys.argv[1]))["error"]["code"] == "usage"' "$scratch/stdout"

# a wrong secret is told as what it is
use_keys
start_simulator
refuses "refused credentials" 3 '403' env AWS_SECRET_ACCESS_KEY=another "$cli" generate --requirements "$good" --records 10
stop_simulator
# a port that is bound and not listened on: no other program gets it meanwhile. Python ends with this script.
coproc holder {
    exec python3 -c '
import socket, sys
held = socket.socket()
held.bind(("127.0.0.1", 0))
print(held.getsockname()[1], flush=True)
sys.stdin.read()'
}
read -r port <&"${holder[0]}"
export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=http://127.0.0.1:$port
refuses "nobody listens" 1 "127.0.0.1:$port" "$cli" generate --requirements "$good" --records 10
unset AWS_ENDPOINT_URL_BEDROCK_RUNTIME AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY

# --- the library ---
newer=$scratch/newer
DATASET_GEN_LIBRARY=$newer "$cli" datasets
python3 -c 'import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute("UPDATE dg_schema SET version = 9999"); d.commit(); d.execute("PRAGMA wal_checkpoint(TRUNCATE)"); d.close()' "$newer/library.db"
before=$(sha256sum "$newer/library.db")
refuses "a database from a newer version" 1 "$newer;newer" "$cli" --library "$newer" datasets
check "the newer database is untouched" test "$before" = "$(sha256sum "$newer/library.db")"

mkdir "$scratch/damaged"
echo "this is no database, and whoever wrote it wants it back" >"$scratch/damaged/library.db"
before=$(sha256sum "$scratch/damaged/library.db")
refuses "a library that is no database" 1 "$scratch/damaged" "$cli" --library "$scratch/damaged" datasets
check "the file that is no database is untouched" test "$before" = "$(sha256sum "$scratch/damaged/library.db")"

refuses "a library below a file" 1 'bad.json' "$cli" --library "$bad/library" datasets
mkdir "$scratch/workspace" && : >"$scratch/workspace/nova_optimizer.db"
refuses "a workspace without the tables of Nova Prompt Optimizer" 1 "$scratch/workspace;Nova Prompt Optimizer" "$cli" --library "$scratch/workspace" datasets
check "nothing was put into the workspace" test "$(ls "$scratch/workspace")" = nova_optimizer.db

# a full and a read-only disk: a small one of our own, where we may mount
small=$scratch/small
mkdir "$small"
if mount -t tmpfs -o size=300k tmpfs "$small" 2>/dev/null; then
    refuses "a full disk" 1 "$small" practice --library "$small" generate --requirements "$good" --records 1000
    check "what was accepted before the disk was full is there" python3 -c 'import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); assert d.execute("PRAGMA integrity_check").fetchone() == ("ok",)' "$small/library.db"
    mount -o remount,ro "$small"
    refuses "a read-only folder" 1 "$small" practice --library "$small" generate --requirements "$good" --records 10
    umount "$small"
else
    for name in "a full disk" "what was accepted before the disk was full is there" "a read-only folder"; do
        skip "$name" "a small disk cannot be mounted here"
    done
fi

# --- practice data never pass for AI's ---
practice --json generate --requirements "$good" --records 10 >"$scratch/report.json" 2>/dev/null
check "practice data say what they are: provider, model and name" python3 -c '
import json, sys
report = json.load(open(sys.argv[1]))
assert report["provider"] == report["model"] == "practice" and "not AI" in report["name"], report' "$scratch/report.json"
"$cli" delete "$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["dataset"])' "$scratch/report.json")" >/dev/null

# --- export and validate ---
id=$(practice --json generate --requirements "$good" --records 10 2>/dev/null | python3 -c 'import json, sys; print(json.load(sys.stdin)["dataset"])')
check "validate finds nothing wrong with a fresh dataset" "$cli" validate "$id"
check "export to CSV" "$cli" export "$id" --output "$scratch/out.csv"
refuses "export onto a file that is there" 1 'out.csv;--force' "$cli" export "$id" --output "$scratch/out.csv"
check "export onto it with --force" "$cli" export "$id" --output "$scratch/out.csv" --force --as csv
refuses "export into a folder that is not there" 1 'no/out.csv' "$cli" export "$id" --output "$scratch/no/out.csv"
refuses "export as something else" 2 '--as;parquet' "$cli" export "$id" --output "$scratch/x" --as parquet
check "the exported file validates" "$cli" validate "$scratch/out.csv"
printf '{"input":"a","answer":"b"}\n{"input":"a"}\n' >"$scratch/lines.jsonl"
if "$cli" validate "$scratch/lines.jsonl" >"$scratch/stdout" || ! grep -q 'line 2' "$scratch/stdout"; then
    not_ok "validate names the bad line" "$(cat "$scratch/stdout")"
else
    ok "validate names the bad line"
fi
check "delete" "$cli" delete "$id"
check "nothing of it is left" sh -c "[ -z \"\$(ls '$DATASET_GEN_LIBRARY/uploads')\" ]"

# and back again
check "it is among the deleted ones" sh -c "'$cli' --json datasets --deleted | grep -q '\"$id\".*\"kept_until\"'"
refuses "a deleted dataset" 2 "$id" "$cli" dataset "$id"
check "restore" "$cli" restore "$id"
refuses "restoring what is not deleted" 2 "$id;deleted" "$cli" restore "$id"
check "it validates" "$cli" validate "$id"
check "duplicate" "$cli" duplicate "$id" --name 'A second one'
check "both are there" sh -c "'$cli' datasets | grep -q 'A second one' && '$cli' dataset '$id'"
refuses "duplicating what is not there" 2 'dataset_00000000' "$cli" duplicate dataset_00000000

# what a file would become
printf 'a;label\n1;x\n2;y\n' >"$scratch/columns.csv"
n_datasets=$("$cli" datasets | wc -l)
check "a preview names the columns, and what is missing" sh -c "! '$cli' import '$scratch/columns.csv' --preview \
    >'$scratch/stdout' 2>'$scratch/stderr' && grep -q '“label”.*x' '$scratch/stdout' && grep -q '“a”' '$scratch/stderr'"
check "a preview with columns" sh -c "'$cli' --json import '$scratch/columns.csv' --preview --input-column a |
    grep -q '\"delimiter\":\";\".*\"records\":2'"
refuses "a preview of nothing" 2 'no file;none.csv' "$cli" import "$scratch/none.csv" --preview
check "a preview imports nothing" [ "$("$cli" datasets | wc -l)" = "$n_datasets" ]

# the six steps: what comes first, and what there is not
session=$("$cli" start)
refuses "samples before requirements" 2 'task.goal;edge_cases.adversarial' practice generate-samples "$session"
refuses "a dataset before samples" 2 'samples' practice finalize "$session" --records 10
refuses "confirming what is missing" 2 'task.goal' "$cli" checklist "$session" --confirm
refuses "an item that there is not" 2 'colour;edge_cases.adversarial' "$cli" checklist "$session" colour=blue
refuses "other column names" 2 'input;answer' "$cli" checklist "$session" dataset_format=question,reply
refuses "a card that there is not" 2 '--note;9;5' "$cli" annotate "$session" --note 9=odd
refuses "a note before samples" 2 'samples' "$cli" annotate "$session" --note 1=odd
refuses "a note without a card" 2 '--note;odd' "$cli" annotate "$session" --note odd
refuses "two ways to go on" 2 '--iterate;--regenerate-all' "$cli" annotate "$session" --iterate --regenerate-all
refuses "a rule that there is not" 2 'rule 7' "$cli" rules "$session" --off 7
refuses "an empty prompt" 2 'empty' practice analyze-prompt "$session"
refuses "an empty message" 2 'empty' practice conversation "$session" ' '
refuses "another message, but none said" 2 'MESSAGE' practice conversation "$session" --instead
refuses "another message before the first" 2 'no message of yours' practice conversation "$session" hello --instead
refuses "a plan that is not there" 2 'cannot be read' "$cli" plan "$session" --set "$good.none"
printf '{"dimensions":[{"name":"tone"}]}' >"$bad"
refuses "a dimension without values" 2 'value' "$cli" plan "$session" --set "$bad"
refuses "too many to extend by" 2 '--records;1000' practice extend dataset_00000000 --records 1001
refuses "an import of nothing" 2 'no file;none.csv' "$cli" import "$scratch/none.csv"
printf '{"input":"a","answer":"b"}\n{"input":"a"\n' >"$scratch/bad.jsonl"
refuses "an import with a bad line" 1 'Line 2' "$cli" import "$scratch/bad.jsonl"
refuses "a prompt without text" 2 '--system-file;--user-file' "$cli" prompt add Empty
refuses "an unknown prompt" 2 'prompt_00000000' "$cli" start --prompt prompt_00000000
check "a session is dropped" "$cli" discard "$session"
refuses "a dropped session" 2 "$session" "$cli" session "$session"

done_testing
