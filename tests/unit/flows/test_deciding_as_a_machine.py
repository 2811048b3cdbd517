"""Deciding held against a simple model, over whatever people do in whatever order while time passes.

Decisions that were accepted are never lost, doubled or changed; what is over stays over; what is refused changes nothing; and
what stands as approved always has what the reference evaluator wants.
"""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mainstay.domain.decision import Choice, Decision
from mainstay.domain.errors import UsageError
from mainstay.domain.evidence import Outcome
from mainstay.domain.gate import Answer, Need, Proof
from mainstay.domain.people import Holding, Role
from mainstay.domain.proposal import Proposal, State
from mainstay.flows.passing import let_time_pass, tick
from tests.fakes.offices import LEAD, PEOPLE, TESTED, House, made_policy
from tests.fakes.records import plan
from tests.unit.analysis.gates.reference import answer

OVER = {State.REJECTED, State.WITHDRAWN, State.EXPIRED}
SHORT = replace(LEAD, lasts=100)
TWO = replace(LEAD, name="two", needs=(Need((Role.LEAD,)), Need((Role.SRE, Role.DEVELOPER))), lasts=300)
PROVED = replace(LEAD, name="proved", proofs=(Proof("tests", within=200),))
# One more lead, so that two can differ; and one whose role ends while the machine runs.
CROWD = replace(
    PEOPLE,
    holdings=(
        *PEOPLE.holdings,
        Holding("cyd", Role.LEAD, "shop"),
        Holding("ada", Role.LEAD, "shop", 0, 1_767_226_000),
    ),
)
people = st.sampled_from(["ada", "bob", "cyd", "eve", "vic"])
TOPICS = {
    Choice.APPROVE: "approval",
    Choice.REJECT: "rejected",
    Choice.SNOOZE: "snoozed",
    Choice.WITHDRAW: "withdrawn",
    Choice.OVERRIDE: "overridden",
    Choice.REVIEW: "reviewed",
}


class Deciding(RuleBasedStateMachine):
    """People who submit, decide and state things, in one house."""

    @initialize(gate=st.sampled_from([SHORT, TWO, TESTED, PROVED]))
    def open_the_house(self, gate) -> None:
        self.house = House(made_policy(gate, override_lasts=150))
        self.house.policy = replace(self.house.policy, directory=CROWD)
        self.model: list[Decision] = []
        self.over: dict[str, Proposal] = {}

    @rule(
        who=people,
        key=st.sampled_from("ab"),
        base=st.sampled_from("xxxy"),
        bank=st.sampled_from([False, False, False, True]),
    )
    def submit(self, who: str, key: str, base: str, bank: bool) -> None:
        of = plan(key=key, base=base, subject="repo:bank" if bank else "repo:shop", expires=1_000)
        self._try(lambda: self.house.submit(who, of))

    @precondition(lambda self: self.house.store.held.proposals)
    @rule(
        who=people,
        choice=st.sampled_from([*[Choice.APPROVE] * 5, *Choice]),
        data=st.data(),
        until=st.sampled_from([0, 60, 400]),
        old=st.sampled_from([False, False, False, True]),
    )
    def choose(self, who: str, choice: Choice, data: st.DataObject, until: int, old: bool) -> None:
        about = self._one(data)
        if old:
            about = self.house.store.held.revisions.get(about.id, [about])[0]
        end = self.house.clock.now() + until if until else 0
        self._try(lambda: self.house.choose(who, about, choice, until=end))

    @precondition(lambda self: self.house.store.held.proposals)
    @rule(who=people, outcome=st.sampled_from(Outcome), data=st.data())
    def attest(self, who: str, outcome: Outcome, data: st.DataObject) -> None:
        about = self._one(data)
        self._try(lambda: self.house.attest(who, about, outcome))

    @precondition(lambda self: self._open())
    @rule(who=st.sampled_from(["bob", "cyd", "ada"]), data=st.data())
    def somebody_of_the_team_approves(self, who: str, data: st.DataObject) -> None:
        about = self.house.seen(data.draw(st.sampled_from(self._open())))
        self._try(lambda: self.house.choose(who, about))

    @precondition(lambda self: self._open())
    @rule(data=st.data(), base=st.sampled_from("xyz"))
    def the_plan_changes(self, data: st.DataObject, base: str) -> None:
        about = self.house.seen(data.draw(st.sampled_from(self._open())))
        self._try(lambda: self.house.submit(about.author, replace(about.plan, base=base)))

    @rule(seconds=st.sampled_from([1, 1, 70, 70, 350, 1_100]))
    def time_passes(self, seconds: int) -> None:
        self.house.clock.advance(seconds)

    @rule()
    def everything_is_brought_in_line(self) -> None:
        tick(self.house.office("ada"))
        self._policies_decided()
        for proposal in self.house.store.held.proposals.values():
            if proposal.state in {State.WAITING, State.APPROVED}:
                assert (proposal.state is State.APPROVED) == (self._reference(proposal) is Answer.PASSED)

    @invariant()
    def no_decision_is_lost_doubled_or_changed(self) -> None:
        if not hasattr(self, "house"):
            return
        held = self.house.store.held
        assert held.decisions == self.model
        told = [
            (row.who, row.act, row.about, row.content) for row in held.rows.values() if row.act in set(Choice)
        ]
        assert told == [
            (one.person or one.policy, one.choice, one.proposal, one.content) for one in self.model
        ]
        announced = [one.topic.removeprefix("proposal.") for one in held.messages.values()]
        by_people = [TOPICS[one.choice] for one in self.model if one.person]
        assert [topic for topic in announced if topic in set(TOPICS.values())] == by_people

    @invariant()
    def what_is_over_stays_over(self) -> None:
        if not hasattr(self, "house"):
            return
        proposals = self.house.store.held.proposals
        assert {name: proposals[name] for name in self.over} == self.over
        self.over |= {name: one for name, one in proposals.items() if one.state in OVER}

    def _try(self, act) -> None:
        # Time is let pass first, so that a refusal can be seen to change nothing.
        from_before = self._after_time()
        try:
            done = act()
        except UsageError:
            held = self.house.store.held
            assert (held.proposals, held.decisions, held.rows, held.messages) == from_before
            return
        if done.decision is not None and done.decision not in self.model:
            self.model.append(done.decision)
        self._policies_decided()
        if done.proposal.state is State.APPROVED:
            assert self._reference(done.proposal) is Answer.PASSED
        assert self.house.seen(done.proposal.id) == done.proposal

    def _after_time(self):
        let_time_pass(self.house.office("ada"))
        held = self.house.store.held
        return held.proposals, held.decisions, held.rows, held.messages

    def _policies_decided(self) -> None:
        added = self.house.store.held.decisions[len(self.model) :]
        assert all(one.policy and not one.person for one in added)
        self.model += added

    def _reference(self, proposal: Proposal) -> Answer:
        held = self.house.store.held
        decisions = [one for one in held.decisions if one.proposal == proposal.id]
        return answer(self.house.policy, proposal, decisions, held.evidence, self.house.clock.now())

    def _open(self) -> list[str]:
        kept = self.house.store.held.proposals
        return [name for name, one in sorted(kept.items()) if one.state not in OVER and one.team == "shop"]

    def _one(self, data: st.DataObject) -> Proposal:
        names = sorted(self.house.store.held.proposals)
        return self.house.seen(data.draw(st.sampled_from(names)))


TestDeciding = Deciding.TestCase
TestDeciding.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
