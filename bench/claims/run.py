"""One program run, and what it measured."""

import datetime
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time

from rows import Program

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
Values = dict[str, float | str]


class Failure(RuntimeError):
    """A program that did not measure what it should, in a sentence"""


def flat(measured: object, name: str = "") -> Values:
    """The leaves of a JSON value by their path, "heat.g++.seconds"; an item of a list that is an object goes by its own
    texts, any other by its number."""
    if isinstance(measured, dict):
        items = measured.items()
    elif isinstance(measured, list):
        items = [(".".join(v for v in item.values() if isinstance(v, str)) if isinstance(item, dict) else str(k), item)
                 for k, item in enumerate(measured)]
    else:
        return {} if measured is None else {name: measured}
    return {path: leaf for key, item in items for path, leaf in flat(item, f"{name}.{key}" if name else key).items()}


def before_others() -> None:
    """As if nothing else ran on the machine, where the system allows it: the priority of the process, and of the group
    of its session, by which Linux shares processors."""
    try:
        os.setpriority(os.PRIO_PROCESS, 0, -20)
        pathlib.Path("/proc/self/autogroup").write_text("-20")
    except OSError:
        pass


def once(program: Program, build: pathlib.Path) -> Values:
    """What a run measured: the numbers of its JSON, its lines by their first word, and `wall_seconds`."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "measured.json"
        command = [part.format(root=ROOT, build=build, json=file) for part in program.command.split()]
        if not shutil.which(command[0]):
            raise Failure(f"{command[0]} is not there: cmake --preset release && cmake --build --preset release")
        begin = time.monotonic()
        process = subprocess.run(command, cwd=folder, capture_output=True, text=True, start_new_session=True,
                                 preexec_fn=before_others)
        seconds = time.monotonic() - begin
        if process.returncode != 0:
            said = (process.stderr or process.stdout).strip().splitlines()
            raise Failure(f"{' '.join(command)} failed: {said[-1] if said else 'it said nothing'}")
        lines = {line.split()[0]: line for line in reversed(process.stdout.splitlines()) if line.strip()}
        return lines | flat(json.loads(file.read_text())) | {"wall_seconds": seconds}


def recorded(program: Program, build: pathlib.Path) -> Values | None:
    """What the program's own test left, if that is newer than the program."""
    if not program.left:
        return None
    left = pathlib.Path(program.left.format(build=build))
    binary = pathlib.Path(program.command.split()[0].format(root=ROOT, build=build))
    if not (left.exists() and binary.exists() and left.stat().st_mtime >= binary.stat().st_mtime):
        return None
    return flat(json.loads(left.read_text()))


def kept(file: pathlib.Path, name: str) -> tuple[list[Values], str]:
    """What bench/solve/papers.py --full has kept of the runs of a row's program, one for each seed of the newest commit
    in the file, and that commit"""
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    lines = [line for line in lines if f"{line['program']}_full" == name and "--full" in line["options"]]
    if not lines:
        raise Failure(f"{file} has no run of {name.removesuffix('_full')} --full")
    newest = lines[-1]["commit"]
    of_seed: dict[int, Values] = {}
    for line in lines:
        if line["commit"] == newest:
            of_seed.setdefault(line["seed"], {}).update(flat({"rows": line["rows"]}))
    return list(of_seed.values()), newest


def spread(values: list) -> float:
    """(largest - least) / median of the runs; of lines 0"""
    if len(values) == 1 or isinstance(values[0], str) or min(values) == max(values):
        return 0
    return float(f"{(max(values) - min(values)) / abs(statistics.median(values)):.2g}")


def machine() -> str:
    """"AMD EPYC (family 26, model 2), 2 cores, x86-64-v4, g++ 12.2.0" """
    facts = dict(re.findall(r"^([^\t\n]+?)\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M))
    flags = set(facts.get("flags", "").split())
    widest = "x86-64-v4" if "avx512vl" in flags else "x86-64-v3" if "avx2" in flags else os.uname().machine
    compiler = subprocess.run(["g++", "-dumpfullversion"], capture_output=True, text=True).stdout.strip()
    return (f"{facts.get('model name', 'unknown')} (family {facts.get('cpu family')}, model {facts.get('model')}), "
            f"{os.cpu_count()} cores, {widest}, g++ {compiler}")


def commit() -> str:
    """The commit that was measured, with a + if files that are measured differ from it"""
    def git(*arguments: str) -> str:
        return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", ":!*.md", ":!bench/claims")
    return git("rev-parse", "--short", "HEAD") + "+" * bool(changed)


def circumstances() -> dict[str, object]:
    """Where and when: the load is that of the last minute, before the program ran."""
    return {"machine": machine(), "commit": commit(), "date": datetime.date.today().isoformat(),
            "load": round(os.getloadavg()[0], 1)}
