"""Whether a change has earned its next environment."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.ladders.climbing import Climb, climb_of
from mainstay.domain.climb import Climbed
from mainstay.domain.ladder import Ladder, Rung
from mainstay.domain.plan import Change, Plan
from mainstay.present.times import exact
from tests.fakes.records import plan

DAY = 86_400
NOON = 1_777_896_000
LADDER = Ladder("web", (), (Rung("development", DAY), Rung("staging", 3 * DAY), Rung("production", 0)))


def made(environment: str = "production", climb: str = "pool", change: Change = Change.CODE) -> Plan:
    return plan(environment=environment, change=change, labels={"climb": climb} if climb else {})


def done(environment: str, at: int, content: str = "a", **fields: object) -> Climbed:
    return replace(Climbed(environment, content, "pool", Change.CODE, at), **fields)


def judged(*past: Climbed, of: Plan | None = None, now: int = NOON, ladder: Ladder = LADDER) -> Climb:
    return climb_of([ladder], of or made(), past, now, exact)


@pytest.mark.parametrize(
    ("ladder", "of"),
    [
        (LADDER, made("development")),
        (LADDER, made("laboratory")),
        (replace(LADDER, changes=(Change.DEPENDENCY,)), made()),
        (replace(LADDER, rungs=(Rung("production", 0),)), made()),
        (replace(LADDER, rungs=()), made()),
    ],
)
def test_what_no_ladder_holds_may_be_applied(ladder: Ladder, of: Plan) -> None:
    assert judged(of=of, ladder=ladder) == Climb()


def test_a_change_that_stood_on_each_rung_may_be_applied() -> None:
    staging = done("staging", NOON - 3 * DAY, "b")
    assert judged(done("development", NOON - 9 * DAY), staging) == Climb()
    assert judged(done("development", NOON - DAY), of=made("staging")) == Climb()
    only = replace(LADDER, changes=(Change.CODE, Change.MODEL))
    assert judged(done("development", NOON - 9 * DAY), staging, ladder=only) == Climb()


@pytest.mark.parametrize(
    ("past", "why", "next_at"),
    [
        (
            [],
            [
                "nothing is known of pool in development: it must be carried out there first",
                "nothing is known of pool in staging: it must be carried out there first",
            ],
            0,
        ),
        (
            [done("development", NOON - 9 * DAY)],
            ["nothing is known of pool in staging: it must be carried out there first"],
            0,
        ),
        (
            [done("staging", NOON - 9 * DAY)],
            ["nothing is known of pool in development: it must be carried out there first"],
            0,
        ),
        (
            [done("development", NOON - 9 * DAY), done("staging", NOON - DAY)],
            [
                "pool has been in staging since 2026-05-03 12:00:00 UTC, and must stay there for 3 d, until "
                "2026-05-06 12:00:00 UTC"
            ],
            NOON + 2 * DAY,
        ),
        (
            [done("development", NOON - 60), done("staging", NOON - 30)],
            [
                "pool has been in development since 2026-05-04 11:59:00 UTC, and must stay there for 24 h, until "
                "2026-05-05 11:59:00 UTC",
                "pool has been in staging since 2026-05-04 11:59:30 UTC, and must stay there for 3 d, until "
                "2026-05-07 11:59:30 UTC",
            ],
            NOON - 30 + 3 * DAY,
        ),
        (
            [done("development", NOON - 9 * DAY), done("staging", NOON - 8 * DAY, undone=True)],
            ["pool was carried out in staging at 2026-04-26 12:00:00 UTC, and taken back"],
            0,
        ),
        (
            [done("development", NOON - 9 * DAY), done("staging", NOON - 8 * DAY, failed=True)],
            ["pool failed in staging at 2026-04-26 12:00:00 UTC"],
            0,
        ),
        (
            [done("development", NOON - 9 * DAY, change=Change.MODEL), done("staging", NOON - 8 * DAY)],
            ["pool was carried out in development as model, and this is code"],
            0,
        ),
        (
            [
                done("development", NOON - 9 * DAY),
                done("staging", NOON - 8 * DAY),
                done("development", NOON - 5 * DAY, "z"),
            ],
            [
                "pool has another content in development since 2026-04-29 12:00:00 UTC, and did not pass through staging "
                "with it"
            ],
            0,
        ),
    ],
)
def test_why_it_may_not_be_applied_yet(past: list[Climbed], why: list[str], next_at: int) -> None:
    assert judged(*past) == Climb(tuple(why), next_at)


def test_a_plan_must_say_which_change_it_is() -> None:
    past = (done("development", NOON - 9 * DAY), done("staging", NOON - 8 * DAY))
    assert judged(*past, of=made(climb="")).why == (
        "on the ladder web a change reaches production from staging, and the plan does not say which change it is: it needs "
        "the label climb, the same as there",
    )
    assert judged(*past, of=made(climb="other")).why[0].startswith("nothing is known of other in development")
    unlabelled = [replace(one, climb="") for one in past]
    assert len(judged(*unlabelled, of=made(climb="")).why) == 1


def test_what_is_carried_out_again_goes_on_standing_and_another_content_stands_anew() -> None:
    past = [done("development", NOON - 9 * DAY), done("staging", NOON - 8 * DAY)]
    assert judged(*past, done("staging", NOON - 60)) == Climb()
    assert judged(*past, done("development", NOON - 60)) == Climb()
    assert judged(*past, done("staging", NOON - 60, "c")).next_at == NOON - 60 + 3 * DAY
    broken = done("staging", NOON - 2 * DAY, undone=True)
    assert judged(*past, broken, done("staging", NOON - DAY)).next_at == NOON + 2 * DAY
    assert judged(*past, done("staging", NOON - 60, failed=True)).why == (
        "pool failed in staging at 2026-05-04 11:59:00 UTC",
    )


def test_all_ladders_must_agree_and_say_a_thing_once() -> None:
    slow = Ladder("slow", (Change.CODE,), (Rung("staging", 30 * DAY), Rung("production", 0)))
    past = (done("development", NOON - 9 * DAY), done("staging", NOON - 8 * DAY))
    assert climb_of([LADDER, slow], made(), past, NOON, exact) == climb_of(
        [slow, slow], made(), past, NOON, exact
    )
    assert climb_of([LADDER, slow], made(), past, NOON, exact).next_at == NOON + 22 * DAY


_records = st.builds(
    Climbed,
    st.sampled_from(("development", "staging", "production")),
    st.sampled_from("ab"),
    st.sampled_from(("pool", "other")),
    st.sampled_from((Change.CODE, Change.MODEL)),
    st.integers(NOON - 10 * DAY, NOON),
    st.booleans(),
    st.booleans(),
)
_pasts = st.lists(_records, max_size=12)


@given(_pasts, st.randoms(use_true_random=False))
def test_the_order_of_records_tells_nothing(past: list[Climbed], random) -> None:
    shuffled = random.sample(past, len(past))
    assert judged(*past) == judged(*shuffled)


@given(_pasts)
def test_no_rung_is_ever_skipped(past: list[Climbed]) -> None:
    found = judged(*past)
    if not found.why:
        for rung in LADDER.rungs[:2]:
            stood = [
                one
                for one in past
                if (one.environment, one.climb, one.change) == (rung.environment, "pool", Change.CODE)
                and not one.failed
                and not one.undone
                and one.ended_at + rung.stays <= NOON
            ]
            assert stood


@given(_pasts)
def test_time_alone_does_what_it_is_said_to_do(past: list[Climbed]) -> None:
    found = judged(*past)
    if found.next_at:
        assert found.why and found.next_at > NOON
        assert judged(*past, now=found.next_at) == Climb()
        assert judged(*past, now=found.next_at - 1).why
    elif found.why:
        assert judged(*past, now=NOON + 1_000 * DAY).why


@given(_pasts)
def test_others_changes_do_not_matter(past: list[Climbed]) -> None:
    assert judged(*past) == judged(*(one for one in past if one.climb == "pool"))


@given(_pasts, st.sampled_from(("development", "staging")))
def test_a_failure_now_always_holds_it_back(past: list[Climbed], environment: str) -> None:
    assert judged(*past, done(environment, NOON + 1, failed=True)).why
