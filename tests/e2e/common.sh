# Shared by the end-to-end tests: TAP, a scratch folder, the simulator in another process.
# shellcheck shell=bash

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fixtures=$here/../fixtures/requirements
cli=${DATASET_GEN_CLI:-${DATASET_GEN_CLI_BUILT:?}}
scratch=$(mktemp -d)
n_cases=0
n_failed=0
simulator_pid=

# a home of its own: nothing of the person who runs the tests is read or changed
export HOME=$scratch/home XDG_DATA_HOME=$scratch/data XDG_CONFIG_HOME=$scratch/config
export DATASET_GEN_LIBRARY=$scratch/library
mkdir -p "$HOME"
# nor the person's keyring
export DBUS_SESSION_BUS_ADDRESS=unix:path=$scratch/no-bus
for name in $(compgen -e | grep -E '^(AWS|OPENAI|NOVA)_' || true); do
    unset "$name"
done

finish() {
    stop_simulator
    rm -rf "$scratch"
}
trap finish EXIT

ok() {
    n_cases=$((n_cases + 1))
    echo "ok $n_cases - $1"
}

not_ok() {
    n_cases=$((n_cases + 1))
    n_failed=$((n_failed + 1))
    echo "not ok $n_cases - $1"
    shift
    printf '%s\n' "$@" | sed 's/^/# /'
}

skip() {
    n_cases=$((n_cases + 1))
    echo "ok $n_cases - $1 # SKIP $2"
}

# check NAME COMMAND…: a case that passes when the command succeeds
check() {
    local name=$1 output
    shift
    if output=$("$@" 2>&1); then
        ok "$name"
    else
        not_ok "$name" "exit $?: $*" "$output"
    fi
}

done_testing() {
    echo "1..$n_cases"
    [ "$n_failed" -eq 0 ]
}

use_keys() {
    export AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY AWS_REGION=us-east-1
}

# start_simulator OPTIONS…: waits until it listens, and points the client at it
start_simulator() {
    local line
    exec {simulator_fd}< <(exec "$cli" simulate "$@" 2>"$scratch/simulator.err")
    simulator_pid=$!
    if ! read -r line <&"$simulator_fd"; then
        echo "Bail out! the simulator did not start: $(cat "$scratch/simulator.err")"
        exit 1
    fi
    export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=http://127.0.0.1:${line#listening }
}

stop_simulator() {
    if [ -n "$simulator_pid" ]; then
        kill "$simulator_pid" 2>/dev/null || true
        wait "$simulator_pid" 2>/dev/null || true
        simulator_pid=
    fi
}
