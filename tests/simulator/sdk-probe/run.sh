#!/bin/sh
# run.sh: runs the probe where it can run, and says why where it cannot
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh PROGRAM, whose command `simulate` is the simulator. The SDK is looked for in $DG_SDK_DIR, or else beside this file (`npm ci` puts it there).

here=$(dirname "$0")
: "${DG_SDK_DIR:=$here}"

skip ()
{
  echo "1..0 # SKIP $1"
  exit 0
}

command -v node >/dev/null || skip "node is not installed"
major=$(node --print 'parseInt (process.versions.node)')
[ "$major" -ge 20 ] || skip "the AWS SDK needs node 20, this is $(node --version)"
[ -d "$DG_SDK_DIR/node_modules/@aws-sdk/client-bedrock-runtime" ] || skip "the AWS SDK is not installed in DG_SDK_DIR"

DG_SDK_DIR=$(cd "$DG_SDK_DIR" && pwd)
export DG_SDK_DIR
exec node "$here/probe.mjs" "$1"
