#!/usr/bin/env python3
"""Each fault planted in a copy of README.md or of what was measured must be found, and what may differ must not."""

import json
import pathlib
import sys

CLAIMS = pathlib.Path(__file__).resolve().parent.parent.parent / "bench/claims"
sys.path.insert(0, str(CLAIMS))
sys.dont_write_bytecode = True

import claims  # noqa: E402
import readme  # noqa: E402
from kinds import KINDS  # noqa: E402

page = readme.README.read_text()
measured = json.loads(claims.MEASURED.read_text())
failed = []


def expect(holds: bool, what: str) -> None:
    if not holds:
        failed.append(what)


def found(fault: str, text: str, numbers: dict = measured) -> None:
    expect(text != page or numbers != measured, f"{fault}: nothing was planted")
    expect(bool(readme.faults(text, numbers)), f"{fault}: not found")


error = KINDS["error"].write(measured["heat"]["values"]["error"]["value"])
found("a number changed in README", page.replace(f"| {error} |", "| 1.0e-9 |"))
found("a row taken out", "\n".join(line for line in page.split("\n") if "(examples/heat.cpp)" not in line))
found("a row added", page.replace("<!-- end -->", "| by hand |\n<!-- end -->", 1))
found("a block without marks", page.replace("<!-- claims: errors -->\n", ""))
for typed in ("| error | 5.8e-7 |", "| error | 0.45 |", "| time | 12 s |", "| share | 78 % |", "It takes 0.3 s.",
              "It holds 90 MiB."):
    found(f"typed by hand, {typed}", page.replace("## Licence", f"{typed}\n\n## Licence"))
other = json.loads(json.dumps(measured))
other["heat"]["values"]["error"]["value"] *= 2
found("a number changed in measured.json", page, other)
expect(readme.faults(page, measured) == [], "README as it is: a fault was found")
expect(readme.with_numbers(page, measured) == page, "README as it is: writing it again changes it")

for kind, old, new, same in [
        ("error", 1e-7, 2.9e-7, True), ("error", 1e-7, 3.1e-7, False), ("error", 3e-7, 1.1e-7, True),
        ("error", 3e-7, 0.9e-7, False), ("error", 0, 0, True), ("error", 0, 1e-16, False),
        ("error", 1e-7, float("nan"), False), ("ratio", 1.0, 1.09, True), ("ratio", 1.0, 1.11, False),
        ("ratio", -2.0, -1.85, True), ("ratio", -2.0, 2.0, False), ("ratio", 1.0, float("nan"), False),
        ("count", 4, 4, True), ("count", 4, 5, False), ("line", "36 of 1.2e+11", "18 of 2e+11", True),
        ("line", "u has 36", "b has 36", False), ("line", "36 of 100", "3 of 100", False)]:
    expect(KINDS[kind].agree(old, new) == same, f"{kind}: {old} and {new} are {'not ' * same}the same")
for kind, value, text in [
        ("error", 5.8e-7, "5.8e-7"), ("error", 1.0, "1.0"), ("error", 0.0, "0"), ("ratio", 1.061, "1.06"),
        ("ratio", -2.04, "-2.04"), ("ratio", 14.52, "14.5"), ("seconds", 0.29, "0.29 s"), ("seconds", 12.3, "12 s"),
        ("milliseconds", 66.1, "66 ms"), ("microseconds", 0.813, "0.81 us"), ("mebibytes", 345.2, "345 MiB"),
        ("mebibytes", 1345.2, "1345 MiB"), ("count", 1000, "1,000")]:
    expect(KINDS[kind].write(value) == text, f"{kind}: {value} is written {KINDS[kind].write(value)}, expected {text}")

kept = measured["heat"]["values"]
worse = {"error": {"value": 4 * kept["error"]["value"], "spread": 0}}
expect(bool(claims.disagreements("heat", {"error": "error"}, kept, worse)), "an error four times as large: not found")
expect(not claims.disagreements("heat", {"error": "error"}, kept, kept), "the same error: found")

if failed:
    sys.exit("\n".join(failed))
