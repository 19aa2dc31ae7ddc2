#!/usr/bin/env python3
"""What the compiler pays for lamina: processor seconds and peak memory of each program beside this file.

Usage: measure.py [--examples] [--json FILE] [--repeat N] [COMPILER ...]
Compilers: g++ and clang++-19, those that are found. Each program is compiled to an object with -std=c++20 -O2; the
cheapest of N runs counts. With --examples the programs are those in examples/ instead.
"""

import argparse
import json
import pathlib
import shutil

import compiler


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", action="store_true")
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--repeat", type=int, default=2, metavar="N")
    parser.add_argument("compilers", nargs="*", default=compiler.COMPILERS, metavar="COMPILER")
    options = parser.parse_args()
    if options.repeat < 1:
        parser.error(f"--repeat {options.repeat}: expected at least 1")

    rows = []
    folder = compiler.ROOT / "examples" if options.examples else pathlib.Path(__file__).resolve().parent
    print(f"{'program':32} {'compiler':12} {'seconds':>8} {'MiB':>7}")
    for program in sorted(folder.glob("*.cpp")):
        for name in filter(shutil.which, options.compilers):
            row = {"program": program.stem, "compiler": name, **compiler.cost(name, program, options.repeat)}
            rows.append(row)
            print(f"{program.stem:32} {name:12} {row['seconds']:8.2f} {row['mebibytes']:7.0f}", flush=True)
    if options.json:
        text = json.dumps({"flags": "-std=c++20 -O2", "programs": rows}, indent=2)
        pathlib.Path(options.json).write_text(text + "\n")


if __name__ == "__main__":
    main()
