"""Where runs are carried out: a store, a trail with its key and anchors, a file of effects, and plans of all kinds."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mainstay.adapters.anchors.file import FileAnchors
from mainstay.adapters.audit_keys.files import KeyFiles
from mainstay.adapters.clock import SystemClock
from mainstay.adapters.ids import TimeIds
from mainstay.adapters.store.opening import open_store
from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.channel import Channel
from mainstay.domain.decision import Choice, Door
from mainstay.domain.plan import Plan, Repeat, Step
from mainstay.domain.run import Run
from mainstay.flows.applying import apply
from mainstay.flows.deciding import Naming, choose, submit_plan
from mainstay.flows.office import Office
from mainstay.flows.shop import Shop
from mainstay.ports.action import ActionKind
from mainstay.ports.clock import Clock
from mainstay.ports.store import Store
from tests.fakes.offices import made_policy
from tests.fakes.workshops import step, steps_plan
from tests.hostile.runs.effects import Lines, Look, never

_POLICY = made_policy()


@dataclass(frozen=True)
class JumpingClock(SystemClock):
    """The system's clock, as many seconds off as a file says."""

    file: Path

    def now(self) -> int:
        return super().now() + int(self.file.read_text())


@dataclass(frozen=True)
class Yard:
    """The store's place, and the folder of everything else."""

    place: str
    folder: Path

    def __post_init__(self) -> None:
        self.set_clock(0)

    @property
    def anchors(self) -> Path:
        return self.folder / "anchors"

    @property
    def effects(self) -> Path:
        return self.folder / "effects"

    @property
    def offset(self) -> Path:
        return self.folder / "offset"

    @property
    def clock(self) -> Clock:
        return JumpingClock(self.offset)

    def set_clock(self, seconds: int) -> None:
        """Put everybody's wall clock so many seconds off; their stop watches go on."""
        draft = self.folder / "new offset"
        draft.write_text(str(seconds))
        draft.rename(self.offset)

    def office(self, store: Store, who: str) -> Office:
        clock = self.clock
        return Office(
            store,
            _POLICY,
            who,
            Door.COMMAND_LINE,
            clock,
            TimeIds(clock),
            KeyFiles(self.folder),
            (FileAnchors(self.anchors),),
            (Channel("all"),),
            seals=False,
        )

    def kinds(self, at: Callable[[str], None] = never) -> dict[str, ActionKind]:
        made: tuple[ActionKind, ...] = (Lines(self.effects, at), Look(self.effects, at))
        return {one.name: one for one in made}

    def shop(self, store: Store, worker: str, at: Callable[[str], None] = never) -> Shop:
        return Shop(self.office(store, "worker"), self.kinds(at), worker, lambda lease: False)

    @contextmanager
    def store(self, place: str = "") -> Iterator[Store]:
        opened = open_store(place or self.place)
        try:
            yield opened
        finally:
            opened.close()

    def apply(self, plans: Sequence[Plan]) -> list[Run]:
        """Let plans be submitted, approved and applied."""
        with self.store() as store:
            return [self._apply(store, plan) for plan in plans]

    def _apply(self, store: Store, plan: Plan) -> Run:
        about = submit_plan(self.office(store, "ada"), plan, content_hash(plan)).proposal
        office = self.office(store, "bob")
        choose(office, Naming(about.id, about.content, "good"), Choice.APPROVE)
        return apply(office, about.id, about.content).run


def yard_of(place: str, folder: Path) -> Yard:
    """Give a yard with the store at a place, which is made."""
    open_store(place).close()
    return Yard(place, folder)


def plans(many: int, targets: int, first: int = 0) -> list[Plan]:
    """Give plans on so many targets whose steps are of every kind: with a check or blind, to be repeated or not."""
    return [
        steps_plan(
            *_steps(f"p{number:04}"), key=f"k{number}", subject=f"repo:shop{number % targets}", expires=10**9
        )
        for number in range(first, first + many)
    ]


def _steps(name: str) -> Iterator[Step]:
    for letter, repeat, check in (
        ("a", Repeat.IDEMPOTENT, False),
        ("b", Repeat.VERIFY_FIRST, True),
        ("c", Repeat.NEVER, True),
        ("d", Repeat.IDEMPOTENT, True),
        ("e", Repeat.VERIFY_FIRST, False),
        ("f", Repeat.VERIFY_FIRST, True),
    ):
        made = step(f"{name}{letter}", repeat, check=check)
        yield replace(made, tries=2 if repeat is Repeat.IDEMPOTENT else 1)
