"""A team, its gates, and a store to decide in."""

from dataclasses import replace
from itertools import count
from typing import Any

from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.decision import Choice, Door
from mainstay.domain.doing import Doing
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Gate, Need, Policy, Proof, When
from mainstay.domain.people import Directory, Holding, Person, Role, Team
from mainstay.domain.plan import Plan
from mainstay.domain.proposal import Proposal
from mainstay.ports.store import Work
from mainstay.steps.approve.deciding import Decided, Wanted, decide
from mainstay.steps.propose.submitting import Submission, Taken, submit
from tests.fakes.records import plan
from tests.fakes.store import MemoryStore

LEAD = Gate("lead", "a lead looks", When(), (Need((Role.LEAD,)),))
TWO = replace(LEAD, needs=(Need((Role.LEAD,)), Need((Role.SRE,))))
TESTED = Gate("tested", "tests pass", When(), (Need((Role.LEAD,)),), automatic=(Proof("tests", within=100),))
PEOPLE = Directory(
    tuple(map(Person, ("ada", "bob", "cyd", "eve", "vic"))),
    (Team("shop", ("repo:shop*",)), Team("bank", ("repo:bank*",))),
    (
        Holding("ada", Role.DEVELOPER, "shop"),
        Holding("bob", Role.LEAD, "shop"),
        Holding("cyd", Role.SRE, "shop"),
        Holding("eve", Role.LEAD, "bank"),
        Holding("vic", Role.VIEWER, "shop"),
    ),
)
_numbers = count(1)


def policy(*gates: Gate, **fields: Any) -> Policy:
    """Make a policy for the team."""
    return Policy(gates or (LEAD,), PEOPLE, **fields)


class Office:
    """A store and a policy, and one sentence for each thing that people do."""

    def __init__(self, *gates: Gate, **fields: Any) -> None:
        self.store = MemoryStore()
        self.policy = policy(*gates, **fields)
        self.now = 10_000

    def doing(self, who: str) -> Doing:
        """Say that somebody does something now."""
        return Doing(who, Door.COMMAND_LINE, self.now)

    def submit(self, who: str = "ada", of: Plan | None = None, **fields: Any) -> tuple[Proposal, Taken]:
        """Submit a plan, with some fields changed."""
        made = replace(of or plan(key="k", subject="repo:shop", expires=1_000), **fields)
        name = f"p{next(_numbers):06}"
        with self.store.writing() as work:
            return submit(
                as_work(work), self.policy, Submission(made, content_hash(made), name), self.doing(who)
            )

    def decide(self, who: str, about: Proposal, choice: Choice = Choice.APPROVE, **fields: Any) -> Decided:
        """Decide about a proposal as it was seen."""
        given = {"reason": "because", "id": f"d{next(_numbers):06}"} | fields
        with self.store.writing() as work:
            wanted = Wanted(about.id, about.content, choice, **given)
            return decide(as_work(work), self.policy, wanted, self.doing(who))

    def seen(self, name: str) -> Proposal:
        """Give a proposal as it is."""
        found = self.store.held.proposals[name]
        return found

    def told(self) -> list[tuple[str, str]]:
        """Give who did what by the trail."""
        return [(row.who, row.act) for row in self.store.held.rows.values()]


def as_work(work: object) -> Work:
    """Take the fake for what it stands for."""
    return work  # type: ignore[return-value]


def statement(content: str, kind: str = "tests", outcome: Outcome = Outcome.PASSED) -> Evidence:
    """State how something came out."""
    return Evidence(content, kind, outcome, "", 0)
