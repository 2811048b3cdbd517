"""Breaking a gate, and the review."""

from dataclasses import replace

import pytest

from mainstay.domain.decision import Choice, Decision, Judgement
from mainstay.domain.errors import UsageError
from mainstay.domain.people import Holding, Person, Role
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


def reviewing(
    office: Office,
    who: str,
    about: Proposal,
    reason: str = "it was right",
    judgement: Judgement = Judgement.NONE,
) -> Decision:
    """Review what was done."""
    with office.store.writing() as work:
        wanted = Wanted(
            about.id, about.content, Choice.REVIEW, reason, f"r{who}{office.now}", judgement=judgement
        )
        return review(as_work(work), office.policy, wanted, office.doing(who))


def office_with_sre() -> Office:
    """Make an office in which an SRE may break gates."""
    return Office(override=(Role.SRE,), override_lasts=100, review_within=500)


def test_it_is_done_by_name_once_and_ends() -> None:
    office = office_with_sre()
    made, _ = office.submit()
    done = breaking(office, "cyd", made)
    assert (done.proposal.state, done.decision.until) == (State.APPROVED, office.now + 500)
    assert (done.ruling.broken_by, done.ruling.broken_until) == ("cyd", office.now + 100)
    assert done.ruling.passed_by == ()
    with pytest.raises(UsageError, match="once already"):
        breaking(office, "cyd", made)
    office.now += 100
    with office.store.writing() as work:
        lapsed = settled(as_work(work), office.policy, done.proposal, office.doing("x").door, office.now)
    assert lapsed.state is State.WAITING
    with pytest.raises(UsageError, match="once already"):
        breaking(office, "cyd", lapsed)
    assert ("cyd", "override") in office.told() and ("gates", "lapse") in office.told()


def test_nobody_breaks_it_for_their_own_nor_by_a_role_of_the_authors() -> None:
    office = office_with_sre()
    made, _ = office.submit("cyd")
    with pytest.raises(UsageError, match="proposed themselves"):
        breaking(office, "cyd", made)
    held = (*office.policy.directory.holdings, Holding("bob", Role.SRE, "shop", lent_by="cyd"))
    office.policy = replace(office.policy, directory=replace(office.policy.directory, holdings=held))
    with pytest.raises(UsageError, match="may not break"):
        breaking(office, "bob", made)


def test_it_helps_what_is_approved_past_windows_and_freezes() -> None:
    office = office_with_sre()
    made, _ = office.submit()
    office.decide("bob", made)
    done = breaking(office, "cyd", made)
    assert (done.proposal.state, done.ruling.broken_by) == (State.APPROVED, "cyd")
    assert office.told()[-2:] == [("bob", "suffice"), ("cyd", "override")]


def test_what_expired_is_not_broken_open() -> None:
    office = office_with_sre()
    made, _ = office.submit()
    office.now = made.expires_at
    with pytest.raises(UsageError, match="has expired"):
        breaking(office, "cyd", made)


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
    done = reviewing(office, "bob", made)
    assert (done.person, done.judgement) == ("bob", Judgement.JUSTIFIED)
    assert _not_reviewed(office) == []
    with pytest.raises(UsageError, match="no override"):
        reviewing(office, "bob", made)


@pytest.mark.parametrize("who", ["ada", "vic", "dev", "don"])
def test_who_may_not_review(who: str) -> None:
    """The author, a viewer, a developer, and a lead by a role of who broke it."""
    office = office_with_sre()
    people = office.policy.directory
    more = (Holding("dev", Role.DEVELOPER, "shop"), Holding("don", Role.SRE, "shop", lent_by="cyd"))
    people = replace(
        people,
        people=(*people.people, Person("dev"), Person("don")),
        holdings=(*people.holdings, *more, Holding("ada", Role.LEAD, "shop")),
    )
    office.policy = replace(office.policy, directory=people)
    made, _ = office.submit()
    breaking(office, "cyd", made)
    with pytest.raises(UsageError, match=r"somebody else|may not review"):
        reviewing(office, who, made)
    assert len(_not_reviewed(office)) == 1


def test_a_review_says_what_it_came_to() -> None:
    office = office_with_sre()
    made, _ = office.submit()
    breaking(office, "cyd", made)
    assert (
        reviewing(office, "bob", made, "nothing was down", Judgement.UNJUSTIFIED).judgement == "unjustified"
    )
    assert list(office.store.held.rows.values())[-1].detail == "unjustified: nothing was down"


def _not_reviewed(office: Office) -> list[Decision]:
    with office.store.reading() as work:
        return list(as_work(work).decisions.overrides(not_reviewed=True))
