"""Workshops to carry plans out in: a house of people, and workers with kinds of action that tests set."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mainstay.domain.decision import Choice
from mainstay.domain.errors import MainstayError
from mainstay.domain.lease import Lease
from mainstay.domain.plan import Action, Plan, Repeat, Step
from mainstay.domain.proposal import Proposal
from mainstay.domain.run import Answer, Entry, Mark, Part, Run, RunState, Wish
from mainstay.flows.applying import apply, steer, tell, undo
from mainstay.flows.carrying_out import Carrying
from mainstay.flows.shop import Shop
from mainstay.ports.action import ActionKind
from tests.fakes.actions import Deeds, Pauses, Sights
from tests.fakes.offices import House
from tests.fakes.records import plan


def step(
    name: str, repeat: Repeat = Repeat.VERIFY_FIRST, *, check: bool = True, undo: bool = True, **fields: Any
) -> Step:
    """Give a step that does a deed of its own name."""

    def action(kind: str, deed: str) -> Action:
        return Action(kind, {"argv": ("do", deed)})

    return Step(
        name,
        action("command", name),
        action("check-command", name) if check else None,
        action("command", f"un{name}") if undo else None,
        repeat=repeat,
        **fields,
    )


def pause(name: str, span: str) -> Step:
    """Give a step that waits; 9w is for a person."""
    return Step(name, Action("wait", {"for": span}), repeat=Repeat.IDEMPOTENT)


def steps_plan(*steps: Step, **fields: Any) -> Plan:
    """Give a plan of steps."""
    return plan(**{"key": "k", "subject": "repo:shop", "expires": 10_000, "steps": steps, **fields})


@dataclass
class Workshop:
    """A house in which plans are applied, by workers that live one after the other or beside each other."""

    house: House = field(default_factory=House)
    deeds: Deeds = field(default_factory=Deeds)
    stopped: Callable[[Lease], bool] = lambda lease: False
    more: tuple[ActionKind, ...] = ()

    def __post_init__(self) -> None:
        self.sights = Sights(self.deeds)
        self.said: list[MainstayError] = []

    def kinds(self) -> dict[str, ActionKind]:
        found: tuple[ActionKind, ...] = (self.deeds, self.sights, Pauses(), *self.more)
        return {one.name: one for one in found}

    def shop(self, worker: str = "w1", who: str = "worker") -> Shop:
        return Shop(self.house.office(who), self.kinds(), worker, self.stopped)

    def approved(self, of: Plan) -> Proposal:
        submitted = self.house.submit("ada", of).proposal
        return self.house.choose("bob", submitted).proposal

    def applied(self, of: Plan, budget: int = 0) -> Run:
        proposal = self.approved(of)
        return apply(self.house.office("bob"), proposal.id, proposal.content, budget).run

    def work(self, worker: str = "w1", most: int = 1_000) -> None:
        """Bring on whatever is ready, again and again, until nothing is."""
        for _ in range(most):
            if not self.once(worker):
                return
        raise AssertionError("it never comes to rest")

    def once(self, worker: str = "w1") -> bool:
        """Bring the first run on that is ready."""
        with self.house.store.reading() as work:
            ready = work.runs.ready(self.house.clock.now())
            leases = [work.leases.get(run.target) for run in ready]
        if not ready:
            return False
        self.carry(worker, ready[0], leases[0])
        return True

    def carry(self, worker: str, run: Run, lease: Lease | None) -> None:
        carrying = Carrying(self.shop(worker), run, lease)
        begun = carrying.take()
        if begun is not None:
            carrying.go_on(begun)

    def take_over(self, worker: str) -> None:
        """Go on with what others have in hand, as if they were dead."""
        with self.house.store.reading() as work:
            held = [(work.runs.get(one.run), one) for one in work.leases.in_hand()]
        for run, lease in held:
            assert run is not None
            self.carry(worker, run, lease)

    def run(self, name: str) -> Run:
        with self.house.store.reading() as work:
            found = work.runs.get(name)
        assert found is not None
        return found

    def runs(self) -> list[Run]:
        return list(self.house.store.held.runs.values())

    def states(self) -> list[RunState]:
        return [run.state for run in self.runs()]

    def journal(self, run: str) -> list[tuple[str, Part, int, Mark]]:
        return [(one.step, one.part, one.number, one.mark) for one in self.entries(run)]

    def entries(self, run: str) -> list[Entry]:
        with self.house.store.reading() as work:
            return list(work.runs.journal(run))

    def undo(self, name: str, *, partly: bool = False) -> Run:
        return undo(self.house.office("bob"), name, self.shop().looking, partly=partly).run

    def steer(self, name: str, wanted: Wish) -> Run:
        return steer(self.house.office("bob"), name, wanted, "because").run

    def tell(self, name: str, said: Answer, who: str = "bob") -> Run:
        return tell(self.house.office(who), name, said, "I looked", self.shop().looking).run

    def reject(self, about: Proposal) -> None:
        self.house.choose("bob", about, Choice.REJECT)
