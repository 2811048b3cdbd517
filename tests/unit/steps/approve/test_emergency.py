"""Breaking a gate, and the review."""

import pytest

from mainstay.domain.decision import Choice, Decision
from mainstay.domain.errors import UsageError
from mainstay.domain.people import Role
from mainstay.domain.proposal import Proposal, State
from mainstay.steps.approve.by_policy import settled
from mainstay.steps.approve.deciding import Decided, Wanted
from mainstay.steps.approve.emergency import override, review
from tests.unit.steps.office import Office, as_work


def breaking(office: Office, who: str, about: Proposal, reason: str = "the shop is down") -> Decided:
    """Break the gates."""
    with office.store.writing() as work:
        wanted = Wanted(about.id, about.content, Choice.OVERRIDE, reason, f"o{who}{office.now}")
        return override(as_work(work), office.policy, wanted, office.doing(who))


def reviewing(office: Office, who: str, about: Proposal, reason: str = "it was right") -> Decision:
    """Review what was done."""
    with office.store.writing() as work:
        wanted = Wanted(about.id, about.content, Choice.REVIEW, reason, f"r{who}{office.now}")
        return review(as_work(work), office.policy, wanted, office.doing(who))


def office_with_sre() -> Office:
    """Make an office in which an SRE may break gates."""
    return Office(override=(Role.SRE,), override_lasts=100, review_within=500)


def test_it_is_done_by_name_once_and_ends() -> None:
    office = office_with_sre()
    made, _ = office.submit()
    done = breaking(office, "cyd", made)
    assert (done.proposal.state, done.decision.until) == (State.APPROVED, office.now + 500)
    assert done.ruling.passed_by == (("lead", ("cyd",)),)
    with pytest.raises(UsageError, match="approved needs no override"):
        breaking(office, "cyd", made)
    office.now += 100
    with office.store.writing() as work:
        lapsed = settled(as_work(work), office.policy, done.proposal, office.doing("x").door, office.now)
    assert lapsed.state is State.WAITING
    with pytest.raises(UsageError, match="once already"):
        breaking(office, "cyd", lapsed)
    assert ("cyd", "override") in office.told() and ("gates", "lapse") in office.told()


def test_the_one_on_call_may_even_break_it_for_their_own() -> None:
    office = office_with_sre()
    made, _ = office.submit("cyd")
    assert breaking(office, "cyd", made).proposal.state is State.APPROVED


@pytest.mark.parametrize(
    ("who", "reason", "what"), [("bob", "x", "may not break"), ("cyd", "", "a reason is missing")]
)
def test_who_may_not(who: str, reason: str, what: str) -> None:
    office = office_with_sre()
    made, _ = office.submit()
    with pytest.raises(UsageError, match=what):
        breaking(office, who, made, reason)


def test_somebody_else_reviews_it() -> None:
    office = office_with_sre()
    made, _ = office.submit()
    with pytest.raises(UsageError, match="no override"):
        reviewing(office, "bob", made)
    breaking(office, "cyd", made)
    with pytest.raises(UsageError, match="somebody else"):
        reviewing(office, "cyd", made)
    with pytest.raises(UsageError, match="missing"):
        reviewing(office, "bob", made, " ")
    assert len(_not_reviewed(office)) == 1
    assert reviewing(office, "bob", made).person == "bob"
    assert _not_reviewed(office) == []
    with pytest.raises(UsageError, match="no override"):
        reviewing(office, "bob", made)


def _not_reviewed(office: Office) -> list[Decision]:
    with office.store.reading() as work:
        return list(as_work(work).decisions.overrides(not_reviewed=True))
