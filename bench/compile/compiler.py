"""One run of a compiler on one program, and what it cost."""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FLAGS = ["-std=c++20", "-O2", f"-I{ROOT / 'dsl'}", f"-I{ROOT / 'include'}"]
COMPILERS = ["g++", "clang++-19"]


def run(compiler: str, arguments: list[str], program: pathlib.Path) -> tuple[float, float, str]:
    """Processor seconds (user and system), peak MiB and messages, those of the compiler's children included."""
    process = subprocess.Popen([compiler, *arguments, str(program)], stderr=subprocess.PIPE, text=True)
    messages = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{messages[-4000:]}\n{compiler} does not compile {program}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, messages


def cost(compiler: str, program: pathlib.Path, repeat: int = 1) -> dict[str, float]:
    """What compiling the program to an object costs with FLAGS: the cheapest of `repeat` runs, and its memory.

    Seconds are those the processor worked: on a busy machine they vary by a few per cent, seconds of the clock by
    a factor.
    """
    arguments = [*FLAGS, "-c", "-o", os.devnull]
    seconds, mebibytes, _ = min(run(compiler, arguments, program) for _ in range(repeat))
    return {"seconds": round(seconds, 3), "mebibytes": round(mebibytes, 1)}


def instantiations(compiler: str, program: pathlib.Path) -> dict[str, int]:
    """How many templates a compiler instantiates for the program.

    clang counts events, `classes` and `functions`; g++ counts what its two tables of specialisations hold at the end,
    `classes` (with alias templates) and `functions` (with variable templates). So compare a compiler with itself only.
    """
    if "clang" in compiler:
        with tempfile.TemporaryDirectory() as folder:
            trace = pathlib.Path(folder) / "trace.json"
            run(compiler, [*FLAGS, "-O0", "-c", "-o", f"{folder}/object", f"-ftime-trace={trace}",
                           "-ftime-trace-granularity=0"], program)
            events = json.loads(trace.read_text())["traceEvents"]
        count = collections.Counter(event["name"] for event in events)
        return {"classes": count["InstantiateClass"], "functions": count["InstantiateFunction"]}
    _, _, messages = run(compiler, [*FLAGS, "-fsyntax-only", "-fstats"], program)
    held = dict(re.findall(r"(type|decl)_specializations: size \d+, (\d+) elements", messages))
    return {"classes": int(held["type"]), "functions": int(held["decl"])}
