#!/usr/bin/env bash
# Sets up, builds and runs the tests: all of them with g++, and all with clang, laws and numbers under its sanitizers.
# Usage: bash tests/run.sh [PRESET ...]   presets: release clang sanitize debug; the first three if none is named
set -euo pipefail
cd "$(dirname "$0")/.."

bash .setup/debian.sh build test bench

log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() {  # quietly STEP COMMAND...: what it says is shown if it fails
    local step=$1
    shift
    echo "   $step"
    if ! "$@" >"$log" 2>&1; then
        grep -A 25 -E '^FAILED|CMake Error' "$log" | head -n 120 >&2 || tail -n 60 "$log" >&2
        echo "tests: $preset: $step failed, see above" >&2
        return 1
    fi
}

[ $# -gt 0 ] || set -- release clang sanitize
failed=()
for preset in "$@"; do
    echo "== $preset"
    sets=()
    [ "$preset" != release ] || sets=(-D LAMINA_SETS=usable)  # others compile, but could not be tested here
    quietly configure cmake --preset "$preset" -Wno-dev "${sets[@]}" || { failed+=("$preset"); continue; }
    quietly build cmake --build --preset "$preset" -- -k 0 || { failed+=("$preset"); continue; }
    if [ "$preset" = release ]; then
        quietly "each header alone" cmake --build --preset release --target all_verify_interface_header_sets -- -k 0 ||
            failed+=("$preset headers")
    fi
    ctest --preset "$preset" --parallel "$(nproc)" || failed+=("$preset")
done

if [ ${#failed[@]} -gt 0 ]; then
    echo "tests: failed: ${failed[*]}" >&2
    exit 1
fi
