#!/usr/bin/env python3
"""What bench/kernel/summary and pytorch.py measured, in markdown: with the bars, and bold where one is missed.

Usage: table.py SUMMARY.json [PYTORCH.json] [--quiet]

--quiet takes lower quartiles of times instead of medians: for a machine that others use at the same time.
"""

import argparse
import json
import pathlib

RATIO_TO_HAND = 1.03
M1 = ("m1_f64_small", "m1_f64_large", "m1_f32_small", "m1_f32_large")
PEAK = {**dict(zip(M1, ((0.83, None), (0.85, None), (0.85, None), (0.86, None)))),
        **{row: (0.80, 0.80) for row in ("m3_f64_small", "m3_f64_large", "tensor_darcy_2d", "klein_gordon")}}
SPEED_UP = {"small": 1.9, "large": 1.95}
# row: [(way in PyTorch, bar on 1 thread, bar on 2 threads)]; "best" is the fastest of all
PYTORCH = {**{row: [("nested", 3.5, 6.5), ("jets", 2.5, 3.9)] for row in M1},
           "darcy_j": [("functorch_jvp", 18, 18), ("hand_structured", 5, 5)],
           **{row: [("best", 3, 3)] for row in ("m3_f64_small", "m3_f64_large")}}
PRODUCT = 1.9


def marked(value, digits, bar=None, at_most=False):
    """The value and its bar"""
    if value is None:
        return "-"
    text = f"{value:.{digits}f}"
    if bar is None:
        return text
    missed = value > bar if at_most else value < bar
    return (f"**{text}**" if missed else text) + (f" (≤ {bar})" if at_most else f" (≥ {bar})")


def table(heads, rows):
    print("| " + " | ".join(heads) + " |")
    print("|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def contest(summary, quiet):
    for name, row in summary.items():
        ratios = [marked(row[f"{quiet}ratio_to_hand_{t}"], 3, RATIO_TO_HAND, at_most=True) for t in (1, 2)]
        bars = PEAK.get(name, (None, None))
        peaks = [marked(row[f"{quiet}peak_fraction_{t}"], 3, bar) for t, bar in zip((1, 2), bars)]
        speed_up = marked(row[f"{quiet}ms_1"] / row[f"{quiet}ms_2"], 2, SPEED_UP.get(name.rsplit("_", 1)[-1]))
        times = [f"{row[f'{quiet}ms_{t}']:.3f}" for t in (1, 2)]
        yield [f"`{name}`", *times, *ratios, *peaks, speed_up, f"{100 * row['spread']:.0f} %"]


def against_libraries(summary, pytorch, quiet):
    """How many times faster than other ways to compute the same"""
    def line(name, what, theirs, bars):
        gains = [their / summary[name][f"{quiet}ms_{t}"] if their else None for t, their in zip((1, 2), theirs)]
        return [f"`{name}`", what, *(marked(g, 2, bar) for g, bar in zip(gains, bars))]

    for name in summary:
        if "ratio_to_product_1" in summary[name]:
            gains = (marked(1 / summary[name][f"{quiet}ratio_to_product_{t}"], 2, PRODUCT) for t in (1, 2))
            yield [f"`{name}`", "J J^T of a given J", *gains]
        ways = pytorch.get(name, {})
        bars = {way: bar for way, *bar in PYTORCH.get(name, [])}
        for way, times in ways.items():
            theirs = [times.get(f"{quiet}ms_{t}") for t in (1, 2)]
            yield line(name, f"PyTorch, {way}", theirs, bars.get(way, (None, None)))
        if ways and "best" in bars:
            best = [min(times.get(f"{quiet}ms_{t}", 0) for times in ways.values()) for t in (1, 2)]
            yield line(name, "PyTorch, the best of these", best, bars["best"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("summary", metavar="SUMMARY.json")
    parser.add_argument("pytorch", metavar="PYTORCH.json", nargs="?")
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    summary = json.loads(pathlib.Path(options.summary).read_text())
    pytorch = json.loads(pathlib.Path(options.pytorch).read_text()) if options.pytorch else {}
    quiet = "quiet_" if options.quiet else ""

    table(["row", "ms, 1 thread", "2 threads", "/ by hand, 1", "2", "of peak, 1", "2", "speed-up", "spread"],
          contest(summary, quiet))
    lines = list(against_libraries(summary, pytorch, quiet))
    if lines:
        table(["row", "times faster than", "1 thread", "2 threads"], lines)


if __name__ == "__main__":
    main()
