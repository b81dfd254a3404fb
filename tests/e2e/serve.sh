#!/bin/bash
# The HTTP endpoints of the installed program, against the simulator in another process: from a prompt to a dataset, runs
# that are left alone or stopped, two sessions at once, and every error code.
set -uo pipefail
. "$(dirname "$0")/common.sh"

use_keys
start_simulator --seed 11 --ttft 20 --tps 2000
"$here/serve.py" "$cli" "$here/../fixtures/prompts" "$here/../../data/examples/from-prompt-to-dataset.py" "$scratch"
