"""README's measured numbers: what stands between `<!-- claims: NAME -->` and `<!-- end -->`."""

import pathlib
import re

from kinds import KINDS
from rows import BLOCKS

README = pathlib.Path(__file__).resolve().parent.parent.parent / "README.md"
BLOCK = re.compile(r"<!-- claims: (\w+) -->\n(.*?)<!-- end -->", re.S)
PLACE = re.compile(r"\{(\w+)\.([^{}]+):(\w+)\}")
UNIT = re.compile(r"\d[\d.]* ?(?:s|ms|us|seconds|[KMG]i?B|GFLOP/s)\b")
MEASURED = re.compile(r"\d+\.\d+|\d+e[-+]?\d+|\d+ ?%|" + UNIT.pattern)


def claims() -> dict[str, dict[str, str]]:
    """Of each program the names of the values that README has, with their kinds."""
    found: dict[str, dict[str, str]] = {}
    for block in BLOCKS.values():
        for program, name, kind in PLACE.findall(block):
            found.setdefault(program, {})[name] = kind
    return found


def rendered(block: str, measured: dict) -> str:
    """The block with what was measured in its places, and where and when in {where} and {when}."""
    def written(place: re.Match) -> str:
        program, name, kind = place.groups()
        return KINDS[kind].write(measured[program]["values"][name]["value"])

    runs = [measured[program] for program in claims()]
    dates = sorted({run["date"] for run in runs})
    facts = {"{where}": "; ".join(sorted({run["machine"] for run in runs})),
             "{when}": dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"}
    text = PLACE.sub(written, BLOCKS[block])
    for name, fact in facts.items():
        text = text.replace(name, fact)
    return text


def with_numbers(readme: str, measured: dict) -> str:
    """README with each block as it follows from what was measured."""
    return BLOCK.sub(lambda block: f"<!-- claims: {block[1]} -->\n{rendered(block[1], measured)}<!-- end -->", readme)


def faults(readme: str, measured: dict) -> list[str]:
    """What is wrong with the numbers of a README, a sentence each."""
    blocks = dict(BLOCK.findall(readme))
    found = [f"the block {name} of rows.py is not there" for name in BLOCKS if name not in blocks]
    for name, text in blocks.items():
        lines = rendered(name, measured).splitlines() if name in BLOCKS else []
        for k, line in enumerate(text.splitlines()):
            if k >= len(lines) or line != lines[k]:
                found.append(f"the block {name} has `{line}`, which does not follow from measured.json")
        if len(lines) > len(text.splitlines()):
            found.append(f"the block {name} lacks `{lines[len(text.splitlines())]}`")
    outside = re.sub(r"```.*?```|`[^`\n]*`", "", BLOCK.sub("", readme), flags=re.S)
    for line in outside.splitlines():
        number = (MEASURED if line.startswith("|") else UNIT).search(line)
        if number:
            found.append(f"`{number[0]}` is typed by hand in: {line.strip()[:100]}")
    return found
