#!/usr/bin/env python3
"""What a user who gives no -march pays: rows of `summary` built with plain -O2 against those built for this machine.

Usage: plain.py [--json FILE] [--build DIR] [--rounds N] [--rows a,b,...]
Builds `summary` once more, with LAMINA_NATIVE=OFF, in DIR-plain; DIR is the build of this machine. Both run in turns;
printed for each row: the median over the rounds of plain / native, processor time of one thread.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def summary(build: pathlib.Path, rows: str) -> dict[str, float]:
    """Milliseconds of each row on one thread"""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "summary.json"
        subprocess.run([build / "bench/kernel/summary", "--repeat", "11", "--rows", rows, "--json", file], check=True,
                       capture_output=True)
        return {row: measured["quiet_ms_1"] for row, measured in json.loads(file.read_text()).items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--build", metavar="DIR", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--rows", default="m1_f64_small,m1_f32_small,klein_gordon,cavity_gradient")
    options = parser.parse_args()

    plain = options.build.with_name(options.build.name + "-plain")
    for command in (["cmake", "--preset", "release", "-B", plain, "-Wno-dev", "-D", "LAMINA_NATIVE=OFF",
                     "-D", "LAMINA_TESTS=OFF", "-D", "LAMINA_EXAMPLES=OFF"],
                    ["cmake", "--build", plain, "--target", "bench_kernel_summary"]):
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    ratios: dict[str, list[float]] = {}
    for _ in range(options.rounds):
        native, without = summary(options.build, options.rows), summary(plain, options.rows)
        for row in native:
            ratios.setdefault(row, []).append(without[row] / native[row])
    medians = {row: statistics.median(values) for row, values in ratios.items()}
    for row, ratio in medians.items():
        print(f"{row:16} {ratio:6.3f}")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(medians, indent=2) + "\n")


if __name__ == "__main__":
    main()
