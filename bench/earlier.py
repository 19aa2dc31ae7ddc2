#!/usr/bin/env python3
"""This tree against an earlier commit that is built beside it, in turns: what both ask of the compiler, and how fast
their generated code is. Printed for each row: the median over the rounds of this / earlier, the smallest and largest.

Usage: earlier.py FOLDER [--rounds N] [--parts compile examples kernels] [--rows a,b] [--json FILE]
FOLDER: a clone at the earlier commit, for kernels with bench_kernel_summary built in build/release. compile: the
programs of its bench/compile against both headers, processor seconds and memory. examples: each of its examples against
that of this tree. kernels: milliseconds of the rows of bench/kernel/summary, on 1 and 2 threads.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench/compile"))
import compiler  # noqa: E402


def compiled(program: pathlib.Path, headers: pathlib.Path) -> tuple[float, float]:
    """Processor seconds and MiB"""
    flags = ["-std=c++20", "-O2", f"-I{headers / 'dsl'}", f"-I{headers / 'include'}", f"-I{program.parent}", "-c", "-o",
             os.devnull]
    seconds, mebibytes, _ = compiler.run("g++", flags, program)
    return seconds, mebibytes


def summary(tree: pathlib.Path, rows: str) -> dict[str, dict[str, float]]:
    """What bench/kernel/summary writes of each row"""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "summary.json"
        options = ["--repeat", "11", "--json", file, *(["--rows", rows] if rows else [])]
        subprocess.run([tree / "build/release/bench/kernel/summary", *options], check=True, capture_output=True)
        return json.loads(file.read_text())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--parts", nargs="+", choices=["compile", "examples", "kernels"],
                        default=["compile", "kernels"])
    parser.add_argument("--rows", default="", help="of kernels, by name: a,b")
    parser.add_argument("--json", type=pathlib.Path)
    asked = parser.parse_args()
    earlier = asked.folder.resolve()
    ratios: dict[str, list[float]] = {}
    values: dict[str, list[float]] = {}  # of this tree

    def add(row: str, now: float, then: float) -> None:
        if then > 0:
            ratios.setdefault(row, []).append(now / then)
            values.setdefault(row, []).append(now)

    for number in range(asked.rounds):
        print(f"round {number + 1} of {asked.rounds}", file=sys.stderr, flush=True)
        if "compile" in asked.parts:
            for program in sorted((earlier / "bench/compile").glob("*.cpp")):
                now, then = compiled(program, ROOT), compiled(program, earlier)
                add(f"compile {program.stem}, seconds", now[0], then[0])
                add(f"compile {program.stem}, MiB", now[1], then[1])
        if "examples" in asked.parts:
            for program in sorted((earlier / "examples").glob("*.cpp")):
                if (own := ROOT / "examples" / program.name).exists():
                    add(f"example {program.stem}, seconds", compiled(own, ROOT)[0], compiled(program, earlier)[0])
        if "kernels" in asked.parts:
            now, then = summary(ROOT, asked.rows), summary(earlier, asked.rows)
            for row in sorted(now.keys() & then.keys()):
                for threads in (1, 2):
                    milliseconds = f"quiet_ms_{threads}"
                    add(f"kernel {row}, {threads} threads", now[row][milliseconds], then[row][milliseconds])
    rows = {row: {"ratio": statistics.median(of), "least": min(of), "most": max(of),
                  "value": statistics.median(values[row])} for row, of in sorted(ratios.items())}
    for row, of in rows.items():
        print(f"{row:44} {of['ratio']:7.3f} ({of['least']:.3f} to {of['most']:.3f}), here {of['value']:.4g}")
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=2) + "\n")


if __name__ == "__main__":
    main()
