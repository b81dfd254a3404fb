#!/bin/bash
# What leaves the library: whole, split, and as a folder whose script runs against the optimizer's interface.
set -uo pipefail
. "$(dirname "$0")/common.sh"

"$here/export.py" "$cli" "$here/../fixtures/prompts" "$scratch"
