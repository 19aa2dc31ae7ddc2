"""Runs the rows of the papers' tables, and prints their table: medians over seeds.

    python3 bench/solve/papers.py [--seeds 5] [--rows c7 w2] [--full] [--table] [--out papers.jsonl]

With --full the papers' own methods run beside, for as many iterations as the papers say: minutes to hours a row. Each
finished run is a line of the file, with its commit; a run that is there already is not run again, and the table says
which are missing.
"""

import argparse
import json
import math
import pathlib
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAMS = ROOT / "build/release/examples/papers"
SOURCES = ROOT / "examples/papers"


def commit() -> str:
    """Of what was built, as far as git can say; "+" where the working tree has changed since"""
    said = subprocess.run(["git", "describe", "--always", "--abbrev=12", "--dirty=+"], cwd=ROOT, capture_output=True,
                          text=True, check=True)
    return said.stdout.strip()


def finished(file: pathlib.Path) -> list[dict]:
    """Whole lines only: a run that was killed while it wrote is run again"""
    if not file.exists():
        return []
    lines = file.read_text().splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")]


def cases(row: str, full: bool) -> list[list[str]]:
    """The options of each run of a row: networks and numbers of the paper's tables"""
    if full and row == "w3":
        return [["--full", "--units", str(units), "--layers", str(layers)] for units in (30, 50, 100)
                for layers in (3, 5, 7)]
    if full and row == "w4":
        return [["--full", "--k", str(k)] for k in (2, 3, 4)]
    if full and row == "n3":
        return [["--full"], ["--full", "--eps", "0.02", "--plain_rate", "0.05"]]
    return [["--full"]] if full else [[]]


def run(row: str, seed: int, options: list[str]) -> list[dict]:
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "row.json"
        process = subprocess.run([PROGRAMS / row, "--seed", str(seed), "--json", out, *options], capture_output=True,
                                 text=True)
        if not out.exists():
            said = process.stderr.strip().splitlines()
            return [{"row": row.upper(), "case": "", "failed": said[-1] if said else "it said nothing"}]
        return json.loads(out.read_text())["rows"]


def table(lines: list[dict]) -> str:
    """Of the runs of one commit: a line for each case, and what is missing"""
    cases: dict[tuple[str, str, str], list[dict]] = {}
    for line in lines:
        for found in line["rows"]:
            key = found["row"], found["case"], found.get("method", "lamina")
            cases.setdefault(key, []).append(found)
    out = f"{'row':5} {'case':42} {'method':8} {'runs':>4} {'error':>9} {'worst':>9} {'h1':>9} {'seconds':>8}  alarms\n"
    for (row, case, method), runs in sorted(cases.items()):
        good = [r for r in runs if "failed" not in r]
        out += f"{row:5} {case:42} {method:8} {len(good):4}"
        if good:
            middle = {name: statistics.median(math.nan if r[name] is None else r[name] for r in good)  # no slopes
                      for name in ("error", "h1", "seconds")}
            out += (f" {middle['error']:9.1e} {max(r['error'] for r in good):9.1e} {middle['h1']:9.1e}"
                    f" {middle['seconds']:8.2f}  {sum(r['alarm'] for r in good)}")
        out += "".join(f"\n      {r['failed']}" for r in runs if "failed" in r) + "\n"
    return out


def missing(wanted: list[tuple[str, int, list[str]]], done: set[tuple]) -> str:
    """Which runs are not there, a line for each program with its options"""
    seeds: dict[str, list[str]] = {}
    for row, seed, options in wanted:
        if (row, seed, *options) not in done:
            seeds.setdefault(" ".join([row, *options]), []).append(str(seed))
    return "".join(f"not run: {program}, seed {', '.join(of)}\n" for program, of in seeds.items())


def order_of_networks(lines: list[dict]) -> str:
    """Of W3's networks, in how many M4 is better than M2 and M3, and those than M1"""
    errors: dict[str, dict[str, list[float]]] = {}
    for line in lines:
        for found in line["rows"]:
            if found["row"] == "W3" and found.get("method", "").startswith("M"):
                errors.setdefault(found["case"], {}).setdefault(found["method"], []).append(found["error"])
    middle = [{m: statistics.median(e) for m, e in of.items()} for of in errors.values()]
    good = [of for of in middle
            if len(of) == 4 and of["M4"] < min(of["M2"], of["M3"]) and max(of["M2"], of["M3"]) < of["M1"]]
    return f"W3: M4 < M2, M3 < M1 for {len(good)} of {len(middle)} networks\n" if middle else ""


def main() -> None:
    everything = sorted(file.stem for file in SOURCES.glob("*/*.cpp"))
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", nargs="+", choices=everything, default=everything, metavar="ROW")
    arguments.add_argument("--seeds", type=int, default=5)
    arguments.add_argument("--full", action="store_true", help="the papers' own methods, too")
    arguments.add_argument("--table", action="store_true", help="of what is there: run nothing")
    arguments.add_argument("--out", type=pathlib.Path, default=ROOT / "build/papers.jsonl")
    asked = arguments.parse_args()
    now = commit()
    of_now = [line for line in finished(asked.out) if line["commit"] == now and not now.endswith("+")]
    done = {(line["program"], line["seed"], *line.get("options", [])) for line in of_now}
    wanted = [(row, seed, options) for row in asked.rows for options in cases(row, asked.full)
              for seed in range(1, asked.seeds + 1)]
    for row, seed, options in wanted:
        if asked.table or (row, seed, *options) in done:
            continue
        line = {"commit": now, "program": row, "seed": seed, "options": options, "rows": run(row, seed, options)}
        of_now.append(line)
        with asked.out.open("a") as to:
            to.write(json.dumps(line) + "\n")
        done.add((row, seed, *options))
        print(f"{' '.join([row, *options])} seed {seed}: " +
              "; ".join(f"{r['error']:.1e}" if "error" in r else "failed" for r in line["rows"]), flush=True)
    shown = [line for line in of_now if line["program"] in asked.rows]
    print(table(shown) + order_of_networks(shown) + missing(wanted, done), end="")


if __name__ == "__main__":
    main()
