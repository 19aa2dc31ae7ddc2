#!/usr/bin/env bash
# Sets up, builds and runs the quickstart: one equation, from its text to its solution and pictures.
# Usage: bash examples/quickstart.sh [--json FILE]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
bash "$root/.setup/debian.sh" build

echo "quickstart: building (two to four minutes on two cores)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! (cd "$root" && cmake --preset release -Wno-dev -D LAMINA_TESTS=OFF -D LAMINA_BENCH=OFF -D LAMINA_WERROR=OFF \
          -D LAMINA_PRECOMPILE=OFF -D LAMINA_SETS=native -D LAMINA_UNITY=ON &&
      cmake --build --preset release --target quickstart) >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "quickstart: the build failed, see above" >&2
    exit 1
fi

pictures=$root/build/release/quickstart
mkdir -p "$pictures"
"$root/build/release/examples/quickstart" --output "$pictures" "$@"
