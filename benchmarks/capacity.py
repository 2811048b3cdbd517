"""What advice on sizes is worth: given on the first half of real courses, judged by the second, beside krr's and VPA's rules.

    python -m benchmarks.capacity [--data FOLDER]

Each course (loads of NAB in FOLDER; without it made-up ones) is taken once as the use of CPU and once as that of memory. What
it is given is twice the most of its first half, as people give who do not look. The rules see the first half alone. In the
second, CPU that is used beyond the size is held back, and memory beyond it kills. Files are parted by turns: rooms are looked
at on the first part, and the second judges.
"""

import argparse
import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.table import machine
from mainstay.analysis.capacity.sizing import HOUR, busy, right_size
from mainstay.domain.capacity import Resource

DAY: Final = 86_400
ROOMS: Final = (1.0, 1.1, 1.2, 1.3, 1.5)
LEAST_DAYS: Final = 6
"""Days of the first half without which a course is left out; the program asks for 14, and machines of NAB have no more."""
_LOADS: Final = (
    *("*cpu_utilization*", "*asg_anomaly*", "*network_in*", "*disk_write*", "*elb_request*", "*rds_cpu*"),
    *("*Twitter_volume*", "*nyc_taxi*", "*occupancy*", "*TravelTime*", "*request_latency*"),
)
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Course:
    """A load by its name: moments (seconds) and values, in the order of time."""

    name: str
    times: NDArray[np.int64]
    values: Values

    def halves(self) -> tuple["Course", "Course"]:
        """Part it in the middle of its time."""
        middle = (int(self.times[0]) + int(self.times[-1])) // 2
        first = self.times < middle
        return (
            Course(self.name, self.times[first], self.values[first]),
            Course(self.name, self.times[~first], self.values[~first]),
        )

    def hours(self) -> Values:
        """Give the most of each hour."""
        _, begins = np.unique(self.times // HOUR, return_index=True)
        return np.maximum.reduceat(self.values, begins)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name, and the size that it gives to a course for CPU or memory."""

    name: str
    size: Callable[[Course], float]


def decaying(course: Course, share: float, half_life: float = DAY) -> float:
    """Give a percentile of samples whose weight halves every so many seconds, counted back from the last."""
    weights = 0.5 ** ((course.times[-1] - course.times) / half_life)
    order = np.argsort(course.values)
    summed = np.cumsum(weights[order])
    return float(course.values[order][np.searchsorted(summed, share * summed[-1])])


def days(course: Course) -> Course:
    """Give the most of each day, as the vertical autoscaler takes memory."""
    kept, begins = np.unique(course.times // DAY, return_index=True)
    return Course(course.name, kept * DAY, np.maximum.reduceat(course.values, begins))


def cpu_rules() -> list[Rule]:
    """Give the rules for CPU."""
    return [
        Rule("as given", lambda one: 2 * float(one.values.max())),
        Rule("krr: p95", lambda one: float(np.quantile(one.values, 0.95))),
        Rule("VPA: decaying p90 + 15 %", lambda one: 1.15 * decaying(one, 0.9)),
        Rule("Mainstay", lambda one: right_size(Resource.CPU, one.hours())),
    ]


def memory_rules() -> list[Rule]:
    """Give the rules for memory."""
    return [
        Rule("as given", lambda one: 2 * float(one.values.max())),
        Rule("krr: the most + 15 %", lambda one: 1.15 * float(one.values.max())),
        Rule("VPA: decaying p90 of days + 15 %", lambda one: 1.15 * decaying(days(one), 0.9)),
        Rule("Mainstay", lambda one: right_size(Resource.MEMORY, one.hours())),
    ]


def with_rooms(resource: Resource) -> list[Rule]:
    """Give Mainstay's rule with other rooms than its own."""

    def most(one: Course, room: float) -> float:
        return room * (busy(one.hours()) if resource is Resource.CPU else float(one.hours().max()))

    return [Rule(f"room {room:g}", partial(most, room=room)) for room in ROOMS]


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a size: the share `saved` of what was given, the share of time `beyond` it, whether it was ever passed."""

    saved: float
    beyond: float
    passed: bool


def judged(rule: Rule, course: Course) -> Judged:
    """Give what came of the size that a rule gives to a course."""
    first, second = course.halves()
    size = rule.size(first)
    given = 2 * float(first.values.max())
    beyond = float(np.mean(second.values > size))
    return Judged(1 - size / given, beyond, beyond > 0)


def courses(folder: Path | None) -> list[Course]:
    """Give the loads of a folder that are long enough and use anything at all, or made-up ones."""
    if folder is None:
        times = np.arange(60 * DAY // 300) * 300
        chance = np.random.default_rng(7)
        waves = (
            1.5 + np.sin(2 * np.pi * times / DAY),
            3 + chance.gamma(2.0, 1.0, len(times)),
            2 + times / times[-1],
        )
        return [Course(f"made up {place}", times, np.asarray(wave)) for place, wave in enumerate(waves)]
    paths = sorted({path for glob in _LOADS for path in folder.glob(f"{glob}.csv")})
    return [one for one in map(_read, paths) if _fits(one)]


def _fits(course: Course) -> bool:
    first, second = course.halves()
    long_enough = first.times[-1] - first.times[0] >= LEAST_DAYS * DAY
    return bool(long_enough and len(second.times) and first.values.max() > 0 and first.values.min() >= 0)


def _read(path: Path) -> Course:
    with path.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    times = np.array([row["timestamp"] for row in rows], dtype="datetime64[s]").astype(np.int64)
    values = np.array([float(row["value"]) for row in rows])
    times, kept = np.unique(times, return_index=True)
    return Course(path.stem.rpartition("__")[2], times, values[kept])


def main(given: Sequence[str] | None = None) -> int:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    parser.add_argument("--data", type=Path, help="a folder with the files of NAB")
    asked = parser.parse_args(given)
    known = courses(asked.data)
    chosen_on, judges = known[::2], known[1::2]
    print(f"Advice on sizes; {machine()}\n")
    _print("Looked at, CPU", chosen_on, with_rooms(Resource.CPU))
    _print("Looked at, memory", chosen_on, with_rooms(Resource.MEMORY))
    for title, some in (("Looked at", chosen_on), ("Judged", judges)):
        _print(f"{title}, CPU", some, cpu_rules())
        _print(f"{title}, memory", some, memory_rules())
    return 0


def _print(title: str, some: Sequence[Course], rules: Sequence[Rule]) -> None:
    print(f"{title}: {', '.join(one.name for one in some)}\n")
    print("| rule | saved | time beyond the size | the worst | courses that pass it |")
    print("| :-- | --: | --: | --: | --: |")
    for rule in rules:
        found = [judged(rule, one) for one in some]
        saved, beyond = (
            float(np.mean([getattr(one, name) for one in found])) for name in ("saved", "beyond")
        )
        worst = max(one.beyond for one in found)
        passed = sum(one.passed for one in found)
        print(f"| {rule.name} | {saved:.0%} | {beyond:.2%} | {worst:.1%} | {passed} of {len(found)} |")
    print()


if __name__ == "__main__":
    raise SystemExit(main())
