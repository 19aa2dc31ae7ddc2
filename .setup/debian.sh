#!/usr/bin/env bash
# Installs from Debian's packages what lamina needs and this machine lacks. Usage: .setup/debian.sh [build] [test] [bench] [cross]
set -euo pipefail

build=(g++ cmake ninja-build ccache libboost-dev libxtensor-dev libxsimd-dev
       libeigen3-dev libspectra-dev liblbfgspp-dev libfmt-dev zlib1g-dev nlohmann-json3-dev libcli11-dev gnuplot-nox)
test=(catch2 clang-19 libclang-rt-19-dev git doxygen)
bench=(libbenchmark-dev python3)
cross=(g++-aarch64-linux-gnu qemu-user-static)

wanted=()
for group in "${@:-build}"; do
    case "$group" in
        build) wanted+=("${build[@]}") ;;
        test) wanted+=("${test[@]}") ;;
        bench) wanted+=("${bench[@]}") ;;
        cross) wanted+=("${cross[@]}") ;;
        *) echo "set-up: unknown group '$group', expected build, test, bench or cross" >&2; exit 2 ;;
    esac
done

if ! command -v apt-get >/dev/null; then
    echo "set-up: no apt-get here; lamina needs what Debian calls: ${wanted[*]}" >&2
    exit 0  # it may be installed by other means; CMake says what is not
fi

missing=()
for package in "${wanted[@]}"; do
    state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
    [ "$state" = "install ok installed" ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=(env DEBIAN_FRONTEND=noninteractive)
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "set-up: needs root (or sudo) to install: ${missing[*]}" >&2; exit 1; }
    as_root=(sudo "${as_root[@]}")
fi
echo "set-up: installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { "${as_root[@]}" apt-get update -qq &&
       "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    tail -n 20 "$log" >&2
    echo "set-up: apt-get failed, see above" >&2
    exit 1
fi
