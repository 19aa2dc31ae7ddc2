#!/usr/bin/env bash
# Compiles the kernels' tests for 64-bit ARM (NEON) and runs them under qemu. Needs none of the heavy libraries, whose
# packages for ARM would have to be installed beside this machine's: of the library it compiles only what they use.
# Usage: bash tests/neon.sh [FOLDER]   objects go to FOLDER, build/neon if not given
set -euo pipefail
cd "$(dirname "$0")/.."

bash .setup/debian.sh build test cross

out=${1:-build/neon}
mkdir -p "$out"
printf '#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n' >"$out/catch_main.cpp"

sources=("$out/catch_main.cpp"
         include/lamina/parallel/*.cpp include/lamina/numerics/*.cpp include/lamina/numerics/each_set/*.cpp
         include/lamina/network/*.cpp include/lamina/passes/*.cpp include/lamina/passes/each_set/*.cpp
         include/lamina/rows/*.cpp include/lamina/report/{digits,file_bytes,npy,npy_array,npy_header,positive_count}.cpp
         include/lamina/interpret/*.cpp include/lamina/sample/{term_reading,tabulate,evaluated,table,points_view}.cpp
         tests/numeric/parallel/thread_pool.cpp tests/numeric/network/activation.cpp tests/numeric/numerics/*.cpp
         tests/numeric/discretise/{channel_sets,remainders,collocated_derivatives,collocated_threads}.cpp)

# Headers for any machine (xsimd, Boost, Catch2) are taken from this one's, but only after all of the compiler's own.
compile() {
    local object="$1/${2//\//_}.o"
    nice -n 19 "$(command -v ccache || echo env)" aarch64-linux-gnu-g++ -std=c++20 -O1 -DNDEBUG \
        -Wall -Wextra -Wpedantic -Werror -Wno-maybe-uninitialized -Wno-uninitialized -Wno-restrict -Wno-psabi \
        '-DLAMINA_EACH_SET=LAMINA_DO_WITH_SET(neon)' -DLAMINA_SET=neon -DFMT_HEADER_ONLY \
        -Itests/numeric -Idsl -Iinclude -idirafter /usr/include -idirafter /usr/include/eigen3 -c "$2" -o "$object"
}
export -f compile
rm -f "$out"/*.o
printf '%s\n' "${sources[@]}" | xargs -P "$(nproc)" -I SOURCE bash -c 'compile "$@"' _ "$out" SOURCE
aarch64-linux-gnu-g++ -static "$out"/*.o -lpthread -o "$out/tests"
# qemu does not pass on a limit of threads
qemu-aarch64-static "$out/tests" --durations yes '~A pool that the system gives too few threads*'
