#!/usr/bin/env python3
"""The rows of bench/kernel/summary in PyTorch, on 1 and on 2 threads: milliseconds of each way to compute them.

Usage: pytorch.py [--json FILE] [--seconds S] [--rows a,b,...]

prints, and writes to FILE, {row: {way: {"ms_1", "ms_2", "quiet_ms_1", "quiet_ms_2"}}}, the latter
lower quartiles. Ways:
    nested              reverse mode through reverse mode, as frameworks do it
    jets                jets (forward Laplacian) and a reverse pass written by hand, in torch operations
    functorch_nested, functorch_jvp, functorch_jet, hand_structured    J, by vmap(grad) of the residual at a point or by
                        jets, adjoints and outer products of the batch
    mm, dsyrk           K = J J^T of a given J by torch.mm, and by OpenBLAS's dsyrk through numpy
Times are medians over S seconds a row, at least 7 rounds in which each way is called once: processor time on one
thread, on the wall on two, as in summary. Before, the ways of a row are compared: their losses and gradients,
J, K. On a busy machine set OMP_WAIT_POLICY=passive: PyTorch's second thread spins.
"""

import argparse
import importlib.util
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time


def rows(torch):
    """{row: a call that gives {way: call}}; ways of a row give the same"""
    from torch_programs import cavity_jets, equations, jacobians, jets, nested

    def gradient(equation, dtype, encoders=False):
        layers = equations.network([2, 50, 50, 50, 50, 1], dtype, encoders)
        return {"jets": jets.loss_and_gradient(equation, layers, encoders),
                "nested": nested.loss_and_gradient(equation, layers, encoders)}

    def helmholtz(inside, side, dtype=torch.float64, encoders=False):
        return lambda: gradient(equations.helmholtz(inside, side, dtype), dtype, encoders)

    def cavity():
        layers = equations.network([2, 50, 50, 50, 50, 2], torch.float64)
        points = torch.rand(1296, 2, dtype=torch.float64)
        return {"jets": cavity_jets.loss_and_gradient(points, 100.0, layers),
                "nested": nested.cavity(points, 100.0, layers)}

    def line():
        return torch.linspace(-3.1, 3.1, 1024, dtype=torch.float64).view(-1, 1), equations.network(
            [1, 40, 40, 40, 40, 1], torch.float64)

    def jacobian():
        x, layers = line()
        ways = {"functorch_nested": jacobians.nested, "functorch_jvp": jacobians.forward_twice,
                "functorch_jet": jacobians.jet}
        return {"hand_structured": jacobians.hand_structured(x, layers),
                **{name: jacobians.by_functorch(x, layers, way) for name, way in ways.items()}}

    def kernel():
        j = jacobians.hand_structured(*line())().clone()
        array = j.numpy()
        return {"mm": lambda: torch.mm(j, j.t()), "dsyrk": lambda: torch.from_numpy(array @ array.T)}

    return {
        "m1_f64_small": helmholtz(128, 128), "m1_f64_large": helmholtz(4096, 1024),
        "m1_f32_small": helmholtz(128, 128, torch.float32), "m1_f32_large": helmholtz(4096, 1024, torch.float32),
        "darcy_j": jacobian, "darcy_k": kernel, "cavity_gradient": cavity,
        "m3_f64_small": helmholtz(128, 128, encoders=True), "m3_f64_large": helmholtz(4096, 1024, encoders=True),
        "tensor_darcy_2d": lambda: gradient(equations.tensor_darcy(1024, torch.float64), torch.float64),
        "klein_gordon": lambda: gradient(equations.klein_gordon(1024, torch.float64), torch.float64),
    }


def flat(torch, result):
    """All numbers of a result in one tensor"""
    if isinstance(result, torch.Tensor):
        return result.detach().reshape(-1)
    return torch.cat([flat(torch, r) for r in result])


def measure(ways, seconds, clock):
    """{way: (median, lower quartile)} in milliseconds, of rounds in which each way is called once"""
    times, end = {way: [] for way in ways}, time.perf_counter() + seconds
    while len(next(iter(times.values()))) < 7 or time.perf_counter() < end:
        for way, call in ways.items():
            begin = clock()
            call()
            times[way].append(1e3 * (clock() - begin))
    return {way: (statistics.median(t), statistics.quantiles(t, n=4)[0]) for way, t in times.items()}


def on_threads(threads, chosen, seconds):
    """{row: {way: ...}} in this process, whose BLAS has as many threads"""
    import torch

    torch.set_num_threads(threads)
    clock = time.process_time if threads == 1 else time.perf_counter
    table = {}
    for name, make in rows(torch).items():
        if chosen and name not in chosen:
            continue
        torch.manual_seed(0)
        ways, expected = make(), None
        for way, call in ways.items():
            result = flat(torch, call()).clone()
            expected = result if expected is None else expected
            difference = ((result - expected).abs().max() / expected.abs().max()).item()
            if not difference < (1e-3 if result.dtype == torch.float32 else 1e-10):
                sys.exit(f"pytorch.py: {name}: {way} differs from the others by {difference:.1e}")
        table[name] = {}
        for way, (ms, quartile) in measure(ways, seconds, clock).items():
            table[name][way] = {f"ms_{threads}": ms, f"quiet_ms_{threads}": quartile}
            print(f"{name:16} {threads}  {way:16} {ms:9.3f} ms  lower quartile {quartile:9.3f}", file=sys.stderr)
    return table


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--seconds", type=float, default=2.0, metavar="S", help="of each row on each number of threads")
    parser.add_argument("--rows", default="", help="only these, by name")
    parser.add_argument("--threads", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if importlib.util.find_spec("torch") is None:
        sys.exit(f"pytorch.py: {sys.executable} has no PyTorch. On Debian: apt-get install python3-torch, and run this "
                 "with /usr/bin/python3.")
    if options.threads:
        chosen = [name for name in options.rows.split(",") if name]
        print(json.dumps(on_threads(options.threads, chosen, options.seconds)))
        return

    table = {}
    for threads in (1, 2):
        count = str(threads)
        environment = {**os.environ, "OMP_NUM_THREADS": count, "OPENBLAS_NUM_THREADS": count, "MKL_NUM_THREADS": count}
        command = [sys.executable, __file__, "--threads", count, "--seconds", str(options.seconds), "--rows",
                   options.rows]
        run = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
        if run.returncode != 0:
            sys.exit(run.returncode)
        for name, ways in json.loads(run.stdout).items():
            for way, times in ways.items():
                table.setdefault(name, {}).setdefault(way, {}).update(times)
    text = json.dumps(table, indent=2)
    print(text)
    if options.json:
        pathlib.Path(options.json).write_text(text + "\n")


if __name__ == "__main__":
    main()
