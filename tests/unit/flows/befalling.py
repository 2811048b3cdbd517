"""A small world that runs are carried out on: it counts what was really done to it, and has something befall each doing."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mainstay.domain.errors import Full, OutcomeUnknown, RunFailed, Unreachable
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result, WaitFor
from mainstay.ports.action import Occasion
from tests.fakes.actions import Pauses, deed_of
from tests.fakes.store import Killed

FATES = (
    "do", "do", "do", "die before", "die after", "fail", "not begun", "break", "unknown before", "unknown after",
    "away", "full", "never kept", "kept unheard", "stand still before", "stand still after",
)  # fmt: skip
LOOKS = ("look", "look", "look", "die", "blind", "later", "break", "away", "stand still")


@dataclass
class World:
    """What is really there. `fates` are what happens to the next things that are done to it, `looks` to the next looks."""

    break_store: Callable[[str, RunFailed], None]
    stand_still: Callable[[], None]
    deeds: Counter[str] = field(default_factory=Counter)
    fates: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)
    under_way: set[str] = field(default_factory=set)

    def is_there(self, deed: str) -> bool:
        """Whether a deed was done and not undone since; of an undoing, whether it was."""
        return self.deeds[deed] > self.deeds[f"un{deed}"]

    def fail_store(self, fate: str) -> None:
        failures: dict[str, tuple[str, RunFailed]] = {
            "away": ("begin", Unreachable("away")),
            "full": ("commit", Full("full")),
            "never kept": ("commit", OutcomeUnknown("?")),
            "kept unheard": ("committed", OutcomeUnknown("?")),
        }
        if fate in failures:
            self.break_store(*failures[fate])


@dataclass
class Fated:
    """What an action does, as its fate in a world has it."""

    world: World

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        return Result(Mark.DONE)


@dataclass
class Doing(Fated):
    """Does a deed, as its fate has it."""

    name: str = "command"
    looks: bool = False

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        deed, world = deed_of(parameters), self.world
        fate = world.fates.pop(0) if world.fates else "do"
        if fate == "die before":
            raise Killed
        if fate == "fail":
            return Result(Mark.FAILED, "no room")
        if fate == "not begun":
            return Result(Mark.NOT_BEGUN, "no such program")
        if fate == "unknown before":
            return Result(Mark.UNKNOWN, "the line broke")
        if fate == "break":
            raise ZeroDivisionError
        if fate == "stand still before":
            world.stand_still()
            if occasion.stopped():
                return Result(Mark.NOT_BEGUN, "its worker was stopped")
        world.deeds[deed] += 1
        world.fail_store(fate)
        if fate == "die after":
            raise Killed
        if fate == "stand still after":
            world.stand_still()
        if fate == "unknown after":
            return Result(Mark.UNKNOWN, "the line broke")
        return Result(Mark.DONE, memo={"deed": deed})


@dataclass
class Looking(Fated):
    """Looks, honestly where it sees anything at all."""

    name: str = "check-command"
    looks: bool = True

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        fate = self.world.looks.pop(0) if self.world.looks else "look"
        if fate == "die":
            raise Killed
        if fate == "break":
            raise ZeroDivisionError
        if fate == "blind":
            return Result(Mark.UNKNOWN, "it is dark")
        if fate == "later":
            return Result(
                Mark.LATER, "wait", memo={"held": 1}, wake_at=occasion.now + 5, waits_for=WaitFor.TIME
            )
        self.world.fail_store(fate)
        if fate == "stand still":
            self.world.stand_still()
        return Result(Mark.DONE if self.world.is_there(deed_of(parameters)) else Mark.FAILED, "seen")


@dataclass
class Waiting(Pauses):
    """Waits, and may die or find the store away with it."""

    world: World | None = None

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        assert self.world is not None
        fate = self.world.looks.pop(0) if self.world.looks else "look"
        if fate == "die":
            raise Killed
        self.world.fail_store(fate)
        return super().act(parameters, occasion)
