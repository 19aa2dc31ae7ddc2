#!/usr/bin/env python3
"""How the cost of compiling a program grows with its equation: terms, order of derivatives, number of equations.

Usage: scaling.py [--json FILE] [--png FILE] [--axis AXIS ...] [COMPILER ...]
Programs are made from templates, each derives and trains a system in two dimensions. Printed for each axis and
compiler: processor seconds, peak memory and instantiations of each program; the line seconds = start + n * slope
through them by least squares; and the exponent p of what n adds, in seconds = start + slope * n^p,
sought from 0.2 to 4. Cost that is linear in n has p = 1; noise of the machine moves p where n adds little.
"""

import argparse
import json
import pathlib
import shutil
import subprocess
import tempfile

import compiler

HEAD = "#include <lamina.hpp>\nusing namespace lamina;\nconstexpr auto x = position<2>;\n"
TAIL = """double train_it() {
    auto model = collocate(equations, box({0, 0}, {1, 1}), mlp({20, 20}), points(400));
    return train(model, glorot(model.layout(), 1), levenberg_marquardt(), {.iterations = 10}).loss;
}
"""


def terms(n: int) -> str:
    """lap(u) and n different terms, of four kinds in turn."""
    def term(k: int) -> str:
        kind, j = k % 4, k // 4 + 1
        return [f"{k}.25 * sin({k}.75 * u)", f"{k}.25 * pow<{j}>(u) * d(u, x[0])",
                f"{k}.25 * exp({j}.5 * x[0]) * d(u, x[1])", f"{k}.25 * tanh({j}.5 * d(u, x[1]))"][kind]
    sum_of = "\n    - ".join(["lap(u)", *(term(k) for k in range(n))])
    return (f'{HEAD}constexpr auto u = unknown<"u">(x);\n'
            f"constexpr auto equations = problem({sum_of}\n    == 0, on(boundary, u == 0));\n{TAIL}")


def order(n: int) -> str:
    """The n-th derivative along each axis, not linear, so that each is a channel of its own."""
    along = [", ".join([f"x[{axis}]"] * n) for axis in (0, 1)]
    return (f'{HEAD}constexpr auto u = unknown<"u">(x);\n'
            f"constexpr auto equations = problem(u * d(u, {along[0]}) + d(u, {along[1]}) + pow<3>(u) == 0,\n"
            f"    on(boundary, u == 0));\n{TAIL}")


def equations(n: int) -> str:
    """n unknowns, n equations, each coupled to the next, and n conditions."""
    names = [f"u{k}" for k in range(n)]
    unknowns = "".join(f'constexpr auto {u} = unknown<"{u}">(x);\n' for u in names)
    rows = [f"-lap({u}) + {k}.5 * {u} * {names[(k + 1) % n]} == sin(x[0])" for k, u in enumerate(names)]
    rows += [f"on(boundary, {u} == 0)" for u in names]
    return f"{HEAD}{unknowns}constexpr auto equations = problem(\n    " + ",\n    ".join(rows) + f");\n{TAIL}"


AXES = {"terms": (terms, [1, 2, 4, 8, 16, 32]), "order": (order, [1, 2, 3, 4]),
        "equations": (equations, [1, 2, 3, 4, 6, 8])}


def line(at: list[int], value: list[float]) -> tuple[float, float]:
    """Start and slope of the line through the points by least squares."""
    mean_at, mean_value = sum(at) / len(at), sum(value) / len(value)
    slope = (sum((a - mean_at) * (v - mean_value) for a, v in zip(at, value))
             / sum((a - mean_at) ** 2 for a in at))
    return mean_value - slope * mean_at, slope


def exponent(at: list[int], value: list[float]) -> float:
    """p of value = c + s * n^p by least squares; c and s are those that fit best for that p."""
    def misfit(p: float) -> float:
        start, slope = line([n ** p for n in at], value)
        return sum((start + slope * n ** p - v) ** 2 for n, v in zip(at, value))
    return min((k / 100 for k in range(20, 401)), key=misfit)


def chart(png: str, rows: list[dict]) -> None:
    """Three rows (seconds, MiB, instantiations) of a panel for each axis, a curve for each compiler."""
    colours = {"g++": "#0060a8", "clang++-19": "#d1495b"}
    quantities = [("seconds", "processor seconds"), ("mebibytes", "peak MiB"), ("instantiations", "instantiations")]
    axes = [axis for axis in AXES if any(row["axis"] == axis for row in rows)]
    script = (f"set terminal pngcairo noenhanced font 'Sans,11' size {420 * len(axes)},1000\nset output '{png}'\n"
              "set border 3 lc rgb '#555555'\nset tics nomirror tc rgb '#333333'\nset grid lc rgb '#cccccc' lw 1 dt 1\n"
              f"set key bottom right Left reverse\nset yrange [0:*]\nset multiplot layout 3,{len(axes)}\n")
    for quantity, label in quantities:
        for axis in axes:
            script += f"set xlabel '{axis}'\nset ylabel '{label if axis == axes[0] else ''}'\n"
            curves = []
            for name in dict.fromkeys(row["compiler"] for row in rows):
                mine = [row for row in rows if row["axis"] == axis and row["compiler"] == name]
                if not mine:
                    continue
                block = f"$d{len(curves)}"
                script += f"{block} << E\n" + "".join(f"{row['n']} {row[quantity]}\n" for row in mine) + "E\n"
                colour = colours.get(name, '#2e933c')
                curves.append(f"{block} with linespoints pt 7 lw 2 lc rgb '{colour}' title '{name}'")
            script += "plot " + ", ".join(curves) + "\n"
    subprocess.run(["gnuplot"], input=script + "unset multiplot\n", text=True, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--png", metavar="FILE")
    parser.add_argument("--axis", action="append", choices=AXES)
    parser.add_argument("compilers", nargs="*", default=compiler.COMPILERS, metavar="COMPILER")
    options = parser.parse_args()

    rows, fits = [], []
    print(f"{'axis':10} {'compiler':12} {'n':>3} {'seconds':>8} {'MiB':>6} {'instantiations':>15}")
    with tempfile.TemporaryDirectory() as folder:
        for axis in options.axis or AXES:
            template, counts = AXES[axis]
            for name in filter(shutil.which, options.compilers):
                seconds = []
                for n in counts:
                    program = pathlib.Path(folder) / f"{axis}_{n}.cpp"
                    program.write_text(template(n))
                    row = {"axis": axis, "compiler": name, "n": n, **compiler.cost(name, program)}
                    row |= compiler.instantiations(name, program)
                    row["instantiations"] = row["classes"] + row["functions"]
                    rows.append(row)
                    seconds.append(row["seconds"])
                    print(f"{axis:10} {name:12} {n:3} {row['seconds']:8.2f} {row['mebibytes']:6.0f} "
                          f"{row['instantiations']:15}", flush=True)
                start, slope = line(counts, seconds)
                p = exponent(counts, seconds)
                fits.append({"axis": axis, "compiler": name, "start": round(start, 3), "slope": round(slope, 4),
                             "exponent": p})
                print(f"{axis:10} {name:12} {start:.2f} s + {slope:.3f} s * n, grows as n^{p:.2f}", flush=True)
    if options.json:
        pathlib.Path(options.json).write_text(
            json.dumps({"flags": "-std=c++20 -O2", "programs": rows, "fits": fits}, indent=2) + "\n")
    if options.png:
        chart(options.png, rows)


if __name__ == "__main__":
    main()
