#!/usr/bin/env python3
"""How many lines an example's user writes: those that are not blank, a comment, an #include or a using directive.

Usage: lines.py [--json FILE]
"""

import argparse
import json
import pathlib

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent.parent / "examples"


def lines_of(program: pathlib.Path) -> int:
    lines = (line.strip() for line in program.read_text().splitlines())
    return sum(bool(line) and not line.startswith(("//", "#include", "using namespace")) for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    lines = {program.stem: lines_of(program) for program in sorted(EXAMPLES.glob("*.cpp"))}
    for name, count in lines.items():
        print(f"{name:24} {count:3}")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(lines, indent=2) + "\n")


if __name__ == "__main__":
    main()
