"""Offices to decide in: one store, one policy, and whoever sits there."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.channel import Channel
from mainstay.domain.decision import Choice, Door
from mainstay.domain.errors import MainstayError
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Gate, Policy, Proof, When
from mainstay.domain.people import EVERY_TEAM, Directory, Holding, Need, Person, Role, Team
from mainstay.domain.plan import Plan
from mainstay.domain.proposal import Proposal
from mainstay.flows.deciding import Done, Naming, attest_outcome, choose, submit_plan
from mainstay.flows.office import Office
from tests.fakes.audit_keys import MemoryKeys
from tests.fakes.clock import SetClock
from tests.fakes.ids import CountedIds
from tests.fakes.records import plan
from tests.fakes.store import MemoryStore

LEAD = Gate("lead", "a lead looks", When(), (Need((Role.LEAD,)),))
TESTED = Gate("tested", "tests pass", When(), (Need((Role.LEAD,)),), automatic=(Proof("tests", within=100),))
PEOPLE = Directory(
    tuple(Person(name, name) for name in ("ada", "bob", "cyd", "eve", "vic", "dir")),
    (Team("shop", ("repo:shop*",)), Team("bank", ("repo:bank*",))),
    (
        Holding("ada", Role.DEVELOPER, "shop"),
        Holding("bob", Role.LEAD, "shop"),
        Holding("cyd", Role.SRE, "shop"),
        Holding("eve", Role.LEAD, "bank"),
        Holding("vic", Role.VIEWER, "shop"),
        Holding("dir", Role.TECHNICAL_DIRECTOR, EVERY_TEAM),
    ),
)


def made_policy(*gates: Gate, **fields: Any) -> Policy:
    """Give a policy for the shop and the bank; SREs may break gates."""
    return Policy(gates or (LEAD,), PEOPLE, **{"override": (Role.SRE,), **fields})


@dataclass
class House:
    """A store that several people decide in, each in an office of their own."""

    policy: Policy = field(default_factory=made_policy)
    channels: tuple[Channel, ...] = (Channel("all"),)
    store: MemoryStore = field(default_factory=MemoryStore)
    clock: SetClock = field(default_factory=SetClock)
    ids: CountedIds = field(default_factory=CountedIds)
    keys: MemoryKeys = field(default_factory=MemoryKeys)
    anchors: tuple[Any, ...] = ()
    seals: bool = True

    def office(self, who: str) -> Office:
        """Give the office of a person."""
        return Office(
            self.store,  # type: ignore[arg-type]
            self.policy,
            who,
            Door.COMMAND_LINE,
            self.clock,
            self.ids,
            self.keys,
            self.anchors,
            self.channels,
            seals=self.seals,
        )

    def submit(self, who: str = "ada", of: Plan | None = None, evidence: Sequence[Evidence] = ()) -> Done:
        """Submit a plan."""
        made = of or plan(key="k", subject="repo:shop", expires=10_000)
        content = content_hash(made)
        return submit_plan(
            self.office(who), made, content, [replace(one, content=content) for one in evidence]
        )

    def choose(
        self,
        who: str,
        about: Proposal,
        choice: Choice = Choice.APPROVE,
        reason: str = "because",
        until: int = 0,
    ) -> Done:
        """Decide about a proposal as it was seen."""
        return choose(self.office(who), Naming(about.id, about.content, reason, until), choice)

    def attest(
        self, who: str, about: Proposal, outcome: Outcome = Outcome.PASSED, kind: str = "tests"
    ) -> Done:
        """State how something came out."""
        return attest_outcome(self.office(who), about.id, [Evidence(about.content, kind, outcome, "", 0)])

    def seen(self, name: str) -> Proposal:
        """Give a proposal as it is kept."""
        return self.store.held.proposals[name]

    def topics(self) -> list[str]:
        """Give the topics of all messages in their order."""
        return [one.topic for one in self.store.held.messages.values()]

    def acts(self) -> list[tuple[str, str]]:
        """Give who did what by the trail."""
        return [(row.who, row.act) for row in self.store.held.rows.values()]


class BrokenPlace:
    """A place of anchors that nobody answers at."""

    name = "outside"

    def __init__(self, failure: MainstayError) -> None:
        self._failure = failure

    def tell(self, anchor: object, key: bytes) -> None:
        raise self._failure
