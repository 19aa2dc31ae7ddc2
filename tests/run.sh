#!/usr/bin/env bash
# Sets up, builds and runs the tests: with g++, with clang, and once under sanitizers.
# Usage: bash tests/run.sh [release] [clang] [sanitize]   (all three by default)
set -euo pipefail
cd "$(dirname "$0")/.."

bash .setup/debian.sh build test
status=0
for preset in "${@:-release clang sanitize}"; do
    for name in $preset; do
        echo "== $name"
        cmake --preset "$name" -Wno-dev >/dev/null
        cmake --build --preset "$name" -- -k 0
        ctest --preset "$name" || status=1
    done
done
exit $status
