#!/usr/bin/env python3
"""What the compiler pays for lamina: seconds and peak memory of each program beside this file.

Usage: measure.py [--json FILE] [--repeat N] [COMPILER ...]    compilers: g++ and clang++-19, those that are found
Each program is compiled to an object with -std=c++20 -O2; the fastest of N runs counts, and the memory of that run.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FLAGS = ["-std=c++20", "-O2", f"-I{ROOT / 'dsl'}", f"-I{ROOT / 'include'}", "-c", "-o", os.devnull]


def compile_once(compiler: str, program: pathlib.Path) -> tuple[float, float]:
    """Seconds and peak MiB of one compiler run, children included."""
    start = time.perf_counter()
    process = subprocess.Popen([compiler, *FLAGS, str(program)])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{compiler} does not compile {program.name}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--repeat", type=int, default=2, metavar="N")
    parser.add_argument("compilers", nargs="*", default=["g++", "clang++-19"], metavar="COMPILER")
    options = parser.parse_args()
    if options.repeat < 1:
        parser.error(f"--repeat {options.repeat}: expected at least 1")

    rows = []
    print(f"{'program':32} {'compiler':12} {'seconds':>8} {'MiB':>7}")
    for program in sorted(HERE.glob("*.cpp")):
        for compiler in filter(shutil.which, options.compilers):
            seconds, mebibytes = min(compile_once(compiler, program) for _ in range(options.repeat))
            rows.append({"program": program.stem, "compiler": compiler, "seconds": round(seconds, 3),
                         "peak_mebibytes": round(mebibytes, 1)})
            print(f"{program.stem:32} {compiler:12} {seconds:8.2f} {mebibytes:7.0f}", flush=True)
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps({"flags": "-std=c++20 -O2", "programs": rows}, indent=2) + "\n")


if __name__ == "__main__":
    main()
