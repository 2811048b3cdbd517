"""Kinds of action that tests set: a small world that counts what was really done to it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count

from mainstay.analysis.plans.shapes.parameter import span
from mainstay.domain.plan import Value
from mainstay.domain.run import LONG, Mark, Result, WaitFor
from mainstay.ports.action import Occasion


def deed_of(parameters: Mapping[str, Value]) -> str:
    """Give the deed that parameters name."""
    argv = parameters["argv"]
    assert isinstance(argv, tuple)
    return str(argv[-1])


@dataclass
class Deeds:
    """Does a named deed and counts it; `results` are what the next ones say, `before` is called first with the deed's name."""

    name: str = "command"
    looks: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    results: list[Result] = field(default_factory=list)
    occasions: list[Occasion] = field(default_factory=list)
    before: Callable[[str], None] = lambda deed: None

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        return Result(Mark.DONE, f"would do {parameters}")

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        deed = deed_of(parameters)
        self.before(deed)
        self.occasions.append(occasion)
        result = (
            self.results.pop(0) if self.results else Result(Mark.DONE, f"{deed} is done", memo={"deed": deed})
        )
        if result.mark not in {Mark.NOT_BEGUN, Mark.FAILED}:
            self.counts[deed] += 1
        return result


@dataclass
class Sights:
    """Looks whether a deed was done to the world of `deeds`; `lies` are what the next looks say instead."""

    deeds: Deeds
    name: str = "check-command"
    looks: bool = True
    lies: list[Result] = field(default_factory=list)

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        return Result(Mark.DONE, f"would look for {parameters}")

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        if self.lies:
            return self.lies.pop(0)
        deed = deed_of(parameters)
        there = self.deeds.counts[deed] > self.deeds.counts[f"un{deed}"]
        return Result(Mark.DONE if there else Mark.FAILED, f"{deed}: {there}")


@dataclass
class Pauses:
    """Waits as its parameter says, or for a person."""

    name: str = "wait"
    looks: bool = True

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        return Result(Mark.DONE, "would wait")

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        if parameters["for"] == "9w":
            if occasion.answer is None:
                return Result(Mark.LATER, "for a person", wake_at=LONG, waits_for=WaitFor.PERSON)
            return Result(
                Mark.DONE if occasion.answer in {"done", "keep"} else Mark.FAILED,
                f"{occasion.answered_by} said",
            )
        wake_at = occasion.began_at + span(str(parameters["for"]))
        if occasion.now < wake_at:
            return Result(Mark.LATER, "waits", memo={"looks": 1}, wake_at=wake_at, waits_for=WaitFor.TIME)
        return Result(Mark.DONE, "waited")


class NobodyGone:
    """A presence by which nobody is ever surely gone."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def own_name(self, called: str) -> str:
        return f"{called}#{next(self._numbers)}"

    def is_gone(self, name: str) -> bool:
        return False
