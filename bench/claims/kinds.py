"""The kinds of what is measured: how each is written, and when a value measured again is the same."""

import math
import re
import statistics
from dataclasses import dataclass
from typing import Any, Callable


@dataclass(frozen=True)
class Kind:
    """write: a value as a reader sees it. agree: whether a new value is as good as the one kept; None where only the
    machine decides (times, memory). expected: what `agree` asks for, in words. of_runs: what counts of several runs."""

    write: Callable[[Any], str]
    agree: Callable[[Any, Any], bool] | None = None
    expected: str = ""
    of_runs: Callable[[list], Any] = statistics.median


def scientific(value: float) -> str:
    """5.8e-7, but 1.0"""
    if value == 0:
        return "0"
    mantissa, exponent = f"{value:.1e}".split("e")
    return mantissa if int(exponent) == 0 else f"{mantissa}e{int(exponent)}"


def significant(value: float, digits: int) -> str:
    """2.0, 12, 130, 1300: so many digits, no exponent"""
    before = math.floor(math.log10(abs(value))) + 1 if value else 1
    return f"{round(value, digits - before):.{max(digits - before, 0)}f}"


def plain(value: float) -> str:
    """1.06, 14.4, -2.04"""
    return f"{value:.2f}" if abs(value) < 10 else significant(value, 3)


def duration(seconds: float) -> str:
    """12 s, 0.29 s, 66 ms, 0.81 us"""
    unit, size = ("s", 1) if seconds >= 0.1 else ("ms", 1e-3) if seconds >= 1e-3 else ("us", 1e-6)
    return f"{significant(seconds / size, 2)} {unit}"


def within_a_factor_of_3(old: float, new: float) -> bool:
    return old == new or (old * new > 0 and 1 / 3 <= new / old <= 3)


def power_above(value: float) -> float:
    """The power of ten above three times an error that is one of rounding"""
    return 10.0 ** math.ceil(math.log10(3 * value)) if value > 0 else 1e-16


def within_a_tenth(old: float, new: float) -> bool:
    return abs(new - old) <= 0.1 * abs(old)


NUMBER = re.compile(r"\d[\d,]*\.?\d*(?:e[+-]?\d+)?")


def same_words(old: str, new: str) -> bool:
    """Two lines that differ in numbers only, each within a factor of 3"""
    numbers = [[float(n.replace(",", "")) for n in NUMBER.findall(text)] for text in (old, new)]
    return NUMBER.sub("#", old) == NUMBER.sub("#", new) and all(map(within_a_factor_of_3, *numbers))


KINDS = {
    "error": Kind(scientific, within_a_factor_of_3, "within a factor of 3"),
    "rounding": Kind(lambda value: f"< {power_above(value):.0e}".replace("e-0", "e-"),
                     lambda old, new: new <= power_above(old), "below that power of ten"),
    "ratio": Kind(plain, within_a_tenth, "within 10 %"),
    "fraction": Kind(plain, within_a_tenth, "within 10 %", max),  # of a peak: other work on the machine takes from it
    "count": Kind(lambda value: f"{value:,.0f}", lambda old, new: old == new, "the same number"),
    "line": Kind(str, same_words, "the same words, numbers within a factor of 3", lambda lines: lines[0]),
    "seconds": Kind(duration),
    "milliseconds": Kind(lambda value: duration(value / 1e3)),
    "microseconds": Kind(lambda value: duration(value / 1e6)),
    "mebibytes": Kind(lambda value: f"{significant(value, 3)} MiB" if value < 1000 else f"{value:.0f} MiB"),
}
