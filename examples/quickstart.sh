#!/usr/bin/env bash
# Sets up, builds and runs the quickstart: one equation, from its text to its solution.
# Usage: bash examples/quickstart.sh [--json FILE]
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
bash "$here/.setup/debian.sh" build
(
    cd "$here"
    echo "building (about a minute)"
    log=$(mktemp)
    if ! { cmake --preset release -Wno-dev &&
           cmake --build --preset release --target quickstart; } >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        exit 1
    fi
)
exec "$here/build/release/examples/quickstart" --output "$here/build/release/quickstart" "$@"
