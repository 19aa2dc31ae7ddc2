#!/usr/bin/env python3
"""The measured numbers of README.md: runs the programs that rows.py names and writes the tables, or checks them.

Usage: claims.py [--check] [--quick | --tables] [--recorded] [--runs FILE] [--build DIR] [PROGRAM ...]

Runs all programs, or those named, keeps what they measured in measured.json (the median of the runs, of fractions of
a peak the largest; their spread; machine, commit, date) and writes README.md between its marks. --check runs them and
writes nothing: it fails, with a sentence for each, where an error is not within a factor of 3, a ratio not within 10 %,
or a count not the same; times and memory are not judged. --quick takes those that need seconds and no quiet machine.
--tables runs nothing: README.md is written, or with --check compared, letter by letter. --recorded takes what a
program's own test has left, where that is newer than the program. --runs takes what bench/solve/papers.py --full has
kept in FILE of the programs named, all of its seeds.
"""

import argparse
import json
import pathlib
import sys

import readme
import run
from kinds import KINDS
from rows import PROGRAMS

MEASURED = pathlib.Path(__file__).resolve().parent / "measured.json"


def keep(measured: dict) -> None:
    """measured.json, a value a line"""
    def program(name: str) -> str:
        facts = {key: value for key, value in measured[name].items() if key != "values"}
        values = ",\n".join(f"    {json.dumps(claim)}: {json.dumps(value)}"
                            for claim, value in measured[name]["values"].items())
        return f'{json.dumps(name)}: {json.dumps(facts)[:-1]}, "values": {{\n{values}}}}}'

    MEASURED.write_text("{\n" + ",\n".join(map(program, measured)) + "\n}\n")


def measure(name: str, claimed: dict[str, str], options: argparse.Namespace) -> dict:
    """Value and spread of each claim on a program, over as many runs as it asks for, and where and when."""
    program = PROGRAMS[name]
    where = run.circumstances()
    runs = [run.recorded(program, options.build)] if options.recorded else [None]
    if options.runs:
        runs, where["commit"] = run.kept(options.runs, name)
        where["runs"] = len(runs)
    elif runs == [None] or not set(claimed) <= set(runs[0]):
        runs = [run.once(program, options.build) for _ in range(program.repeat)]
    for claim in claimed:
        if claim not in runs[0]:
            raise run.Failure(f"{name} has not measured {claim}; it has {', '.join(runs[0])}")
    measured = {}
    for claim, kind in claimed.items():
        values = [of_run[claim] for of_run in runs]
        value = KINDS[kind].of_runs(values)
        measured[claim] = {"value": value if isinstance(value, str) else float(f"{value:.4g}"),
                           "spread": run.spread(values)}
    return where | {"values": measured}


def disagreements(name: str, claimed: dict[str, str], kept: dict, new: dict) -> list[str]:
    """A sentence for each claim whose new value is not as good as the one kept"""
    found = []
    for claim, kind in ((claim, KINDS[claimed[claim]]) for claim in set(claimed) & set(kept)):
        value, spread = new[claim]["value"], new[claim]["spread"]
        if not kind.agree(kept[claim]["value"], value):
            apart = f" (its runs differ by {100 * spread:.0f} %)" if spread else ""
            found.append(f"{name}: {claim} is {kind.write(value)}{apart}, README.md says "
                         f"{kind.write(kept[claim]['value'])}: expected {kind.expected}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--tables", action="store_true")
    parser.add_argument("--recorded", action="store_true")
    parser.add_argument("--runs", metavar="FILE", type=pathlib.Path)
    parser.add_argument("--build", metavar="DIR", type=pathlib.Path, default=run.ROOT / "build/release")
    parser.add_argument("programs", nargs="*", metavar="PROGRAM")
    options = parser.parse_args()
    for name in set(options.programs) - set(PROGRAMS):
        parser.error(f"{name} is no program of rows.py, expected one of {', '.join(PROGRAMS)}")
    options.build = options.build.resolve()

    claims = readme.claims()
    judged = {name: {claim: kind for claim, kind in claimed.items() if KINDS[kind].agree}
              for name, claimed in claims.items()}
    measured = json.loads(MEASURED.read_text()) if MEASURED.exists() else {}
    chosen = [name for name in options.programs or claims if PROGRAMS[name].quick or not options.quick]
    found = []
    for name in [] if options.tables else chosen:
        print(name, flush=True)
        try:
            new = measure(name, (judged if options.check else claims)[name], options)
        except run.Failure as failure:
            found.append(f"{name}: {failure}")
            continue
        if options.check:
            found += disagreements(name, judged[name], measured.get(name, {}).get("values", {}),
                                   new["values"])
        else:
            measured[name] = new
            keep({name: measured[name] for name in claims if name in measured})
    missing = [name for name in claims if set(claims[name]) - set(measured.get(name, {}).get("values", {}))]
    if missing:
        found.append(f"measured.json lacks what README.md claims of {', '.join(missing)}: run claims.py on them")
    elif options.check and options.tables:
        found += [f"README.md: {fault}" for fault in readme.faults(readme.README.read_text(), measured)]
    elif not options.check:
        readme.README.write_text(readme.with_numbers(readme.README.read_text(), measured))
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
