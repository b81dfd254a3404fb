#!/bin/bash
# Through all six steps with the installed program, against the simulator in another process: from a prompt to a dataset
# that Python reads, for four kinds of answers, one of them killed in the middle of its run and resumed.
set -uo pipefail
. "$(dirname "$0")/common.sh"

use_keys
start_simulator --seed 11 --ttft 20 --tps 2000
"$here/six-steps.py" "$cli" "$here/../fixtures/prompts" "$scratch"
