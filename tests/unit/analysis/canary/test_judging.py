"""What looks come to: verdicts, the rule that joins metrics, and what never may be."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.canary.counting import evidence_of_counts
from mainstay.analysis.canary.judging import FALSE_ALARMS, Judge, Watch
from mainstay.analysis.canary.sample import Arm, Sample
from mainstay.domain.canary import Measured, Ruling, Standing, Watched, Worse
from mainstay.domain.plan import Action
from tests.unit.analysis.canary.watches import BEGAN, ERRORS, LATENCY, STEP, arm, counts, judged, series

EVEN = [1.0, 0.0] * 15
WORSE = [4.0, 3.0] * 15
SMOOTH = [100.0 + (7 * minute) % 5 for minute in range(30)]
NOTHING = Sample(Arm(), Arm(), True)


def test_a_healthy_change_is_kept_at_the_end_and_not_before() -> None:
    samples = {"errors": counts(EVEN, EVEN, EVEN), "p95": series(SMOOTH, SMOOTH)}
    _, early = judged([ERRORS, LATENCY], samples, until=29)
    assert early.ruling is Ruling.GO_ON
    minute, found = judged([ERRORS, LATENCY], samples)
    assert (minute, found.ruling) == (30, Ruling.KEEP)
    assert [one.standing for one in found.readings] == [Standing.PASSED] * 2


def test_a_critical_metric_that_fails_rolls_back_at_once_and_says_why() -> None:
    samples = {"errors": counts(WORSE, EVEN, EVEN), "p95": series(SMOOTH, SMOOTH)}
    minute, found = judged([ERRORS, LATENCY], samples)
    assert (5 <= minute < 20, found.ruling) == (True, Ruling.ROLL_BACK)
    (reading, other) = found.readings
    assert reading.standing is Standing.FAILED and other.standing is Standing.OPEN
    assert reading.points == reading.control_points == minute
    assert reading.low < reading.change < reading.high
    assert reading.chance <= reading.limit <= reading.budget == FALSE_ALARMS / 2


@pytest.mark.parametrize("errors", [EVEN, WORSE, [3.0, 0.0] * 15, EVEN[:9], []])
def test_what_it_comes_to_can_be_asked_without_the_readings(errors: list[float]) -> None:
    samples = {"errors": counts(errors, EVEN, EVEN), "p95": series(SMOOTH, SMOOTH)}
    watch = Watch((ERRORS, LATENCY), BEGAN, 30 * STEP, STEP)
    quick, slow = Judge(watch), Judge(watch)
    for minute in range(1, 31):
        moment = BEGAN + STEP * minute
        assert quick.rule(samples, moment) is slow.judge(samples, moment).ruling
    assert quick.spent == slow.spent


@pytest.mark.parametrize("worse", [Worse.HIGHER, Worse.LOWER])
def test_it_tells_from_which_change_on_a_series_fails(worse: Worse) -> None:
    side = 1 if worse is Worse.HIGHER else -1
    metric = replace(LATENCY, worse=worse)
    wobbling = [value * (1 + 0.03 * (-1) ** (minute // 2)) for minute, value in enumerate(SMOOTH)]
    _, kept = judged([metric], {"p95": series(wobbling, SMOOTH)})
    (reading,) = kept.readings
    assert kept.ruling is Ruling.KEEP and side * reading.fails_from > metric.tolerance
    for further, ruling in ((0.003, Ruling.ROLL_BACK), (-0.003, Ruling.GO_ON)):
        apart = reading.fails_from - reading.change + side * further
        moved = [value + apart * float(np.median(SMOOTH)) for value in wobbling]
        judge = Judge(Watch((metric,), BEGAN, 30 * STEP, STEP))
        for minute in range(1, 30):
            judge.look({"p95": series(wobbling, SMOOTH)}, BEGAN + STEP * minute)
        last = judge.rule({"p95": series(moved, SMOOTH)}, BEGAN + STEP * 30)
        assert (last is Ruling.ROLL_BACK) == (ruling is Ruling.ROLL_BACK), further


def test_it_tells_from_which_change_on_errors_fail() -> None:
    _, kept = judged([ERRORS], {"errors": counts(EVEN, EVEN, EVEN * 4)})
    (reading,) = kept.readings
    assert kept.ruling is Ruling.KEEP
    # Of 30 errors 15 are the canary's. 21 have a chance of 2 % by themselves, and a single look may spend less.
    assert 15 < 30 * (1 + reading.fails_from) / (2 + reading.fails_from) <= 24
    _, back = judged([ERRORS], {"errors": counts(WORSE, EVEN, EVEN * 4)})
    (reading,) = back.readings
    assert ERRORS.tolerance <= reading.fails_from <= reading.change
    rising = [100.0 + minute for minute in range(30)]
    (never,) = judged([LATENCY], {"p95": series(rising, SMOOTH)})[1].readings
    assert never.fails_from == float(
        "inf"
    )  # what follows the one before so closely is no evidence, however far it is off
    nothing = judged([ERRORS], {"errors": counts([0.0] * 30, [0.0] * 30)})[1]
    assert nothing.readings[0].fails_from == 0.0


@pytest.mark.parametrize("worse", [[1e9] * 30, [500.0] * 30])
def test_four_points_never_fail_and_five_can(worse: list[float]) -> None:
    sample = {"errors": counts(worse, EVEN, [0.0, 1.0] * 60)}
    assert judged([ERRORS], sample, until=4)[1].ruling is Ruling.GO_ON
    assert judged([ERRORS], sample)[0] == 5
    short = {"errors": counts(worse[:4], EVEN[:4], EVEN)}
    _, found = judged([ERRORS], short)
    assert found.ruling is Ruling.INCONCLUSIVE
    assert found.readings[0].missing == "4 points of the canary, and 5 are the least"


def test_series_fail_in_the_direction_that_is_bad_alone() -> None:
    higher = [value * 1.5 for value in SMOOTH]
    for worse, canary, control, ruling in (
        (Worse.HIGHER, higher, SMOOTH, Ruling.ROLL_BACK),
        (Worse.HIGHER, SMOOTH, higher, Ruling.KEEP),
        (Worse.LOWER, SMOOTH, higher, Ruling.ROLL_BACK),
        (Worse.LOWER, higher, SMOOTH, Ruling.KEEP),
        (Worse.BOTH, higher, SMOOTH, Ruling.ROLL_BACK),
        (Worse.BOTH, SMOOTH, higher, Ruling.ROLL_BACK),
        (Worse.BOTH, SMOOTH, SMOOTH, Ruling.KEEP),
    ):
        metric = replace(LATENCY, worse=worse)
        assert judged([metric], {"p95": series(canary, control)})[1].ruling is ruling, (worse, ruling)


def test_what_is_within_the_tolerance_does_not_matter() -> None:
    slightly = [value * 1.04 for value in SMOOTH]
    assert judged([LATENCY], {"p95": series(slightly, SMOOTH)})[1].ruling is Ruling.KEEP
    strict = replace(LATENCY, tolerance=0.01)
    assert judged([strict], {"p95": series(slightly, SMOOTH)})[1].ruling is Ruling.ROLL_BACK
    many = counts(
        [1_050.0 + 9 * (minute % 3) for minute in range(30)],
        [1_000.0 - 9 * (minute % 4) for minute in range(30)],
    )
    generous = Sample(
        replace(many.canary, totals=many.canary.totals * 1e4),
        replace(many.control, totals=many.control.totals * 1e4),
        True,
    )
    assert judged([ERRORS], {"errors": generous})[1].readings[0].standing is Standing.PASSED
    assert judged([replace(ERRORS, tolerance=0.0)], {"errors": generous})[1].ruling is Ruling.ROLL_BACK


@pytest.mark.parametrize("value", [0.0, 5.0, -3.0])
def test_series_that_never_move_are_fine(value: float) -> None:
    found = judged([LATENCY], {"p95": series([value] * 30, [value] * 30)})[1]
    assert (found.ruling, found.readings[0].change) == (Ruling.KEEP, 0.0)


def test_no_errors_at_all_are_fine_as_long_as_something_was_asked() -> None:
    assert judged([ERRORS], {"errors": counts([0.0] * 30, [0.0] * 30)})[1].ruling is Ruling.KEEP
    nobody = Sample(arm([0.0] * 30), arm([0.0] * 30), True)
    assert judged([ERRORS], {"errors": Sample(Arm(), nobody.control, True)})[1].ruling is Ruling.INCONCLUSIVE


def noted(name: str, weight: float = 1.0) -> Watched:
    return Watched(name, Measured.SERIES, tolerance=0.05, weight=weight)


@pytest.mark.parametrize(
    ("weights", "failing", "ruling"),
    [
        ({"a": 1.0}, "a", Ruling.ROLL_BACK),
        ({"a": 1.0, "b": 1.0}, "a", Ruling.INCONCLUSIVE),
        ({"a": 1.0, "b": 1.0}, "ab", Ruling.ROLL_BACK),
        ({"a": 3.0, "b": 1.0, "c": 1.0}, "a", Ruling.ROLL_BACK),
        ({"a": 1.0, "b": 1.0, "c": 1.0}, "a", Ruling.INCONCLUSIVE),
        ({"a": 1.0, "b": 1.0, "c": 1.0}, "bc", Ruling.ROLL_BACK),
    ],
)
def test_what_is_not_critical_rolls_back_where_it_weighs_more_than_half(
    weights: dict[str, float], failing: str, ruling: Ruling
) -> None:
    bad = [value * 2 for value in SMOOTH]
    samples = {name: series(bad if name in failing else SMOOTH, SMOOTH) for name in weights}
    metrics = [noted(name, weight) for name, weight in weights.items()]
    found = judged([*metrics, LATENCY], samples | {"p95": series(SMOOTH, SMOOTH)})[1]
    assert found.ruling is ruling


def test_what_failed_once_stays_failed() -> None:
    bad = [value * 2 for value in SMOOTH]
    gets_well = bad[:15] + [value / 3 for value in SMOOTH[15:]]
    metrics = [noted("a"), noted("b"), noted("c")]
    samples = {"a": series(gets_well, SMOOTH), "b": series(SMOOTH, SMOOTH), "c": series(SMOOTH, SMOOTH)}
    found = judged(metrics, samples)[1]
    assert found.ruling is Ruling.INCONCLUSIVE
    assert [one.standing for one in found.readings] == [Standing.FAILED, Standing.PASSED, Standing.PASSED]


def test_what_looks_worse_at_the_end_but_not_surely_is_a_persons() -> None:
    canary = [0.0] * 21 + [1.0, 2.0, 2.0, 1.0, 2.0, 2.0, 1.0, 2.0, 3.0]
    control = [0.0, 0.0, 1.0, 0.0, 0.0] * 6
    found = judged([ERRORS], {"errors": counts(canary, control, control * 4)}, until=30)[1]
    assert (found.ruling, found.readings[0].standing) == (Ruling.INCONCLUSIVE, Standing.DOUBTFUL)
    mild = [0.0] * 25 + [1.0, 1.0, 1.0, 0.0, 0.0]
    assert judged([ERRORS], {"errors": counts(mild, mild, mild)})[1].ruling is Ruling.KEEP


STATES = ("good", "none", "few", "gaps", "ended", "one arm")


def of_state(state: str) -> Sample:
    even = counts(EVEN, EVEN)
    return {
        "good": even,
        "none": NOTHING,
        "few": even.until(BEGAN + 4 * STEP),
        "gaps": Sample(
            *(one.at(np.array([0, 5, 9, 20, 25, 29])) for one in (even.canary, even.control)), True
        ),
        "ended": even.until(BEGAN + 24 * STEP),
        "one arm": Sample(Arm(), even.control, True),
    }[state]


@pytest.mark.parametrize("states", list(product(STATES, repeat=2)))
@pytest.mark.parametrize("must", list(product([True, False], repeat=2)))
def test_without_data_nothing_is_ever_kept(states: tuple[str, ...], must: tuple[bool, ...]) -> None:
    metrics = [replace(ERRORS, name=name, must_have=one) for name, one in zip("ab", must, strict=True)]
    samples = {name: of_state(state) for name, state in zip("ab", states, strict=True)}
    ruling = judged(metrics, samples)[1].ruling
    lacks = any(state != "good" and needed for state, needed in zip(states, must, strict=True))
    kept = not lacks and "good" in states
    assert ruling is (Ruling.KEEP if kept else Ruling.INCONCLUSIVE)
    assert judged(metrics, {})[1].ruling is Ruling.INCONCLUSIVE


def test_missing_data_is_told() -> None:
    told = [judged([ERRORS], {"errors": of_state(state)})[1].readings[0].missing for state in STATES]
    assert told == [
        "",
        "0 points of the canary, and 5 are the least",
        "4 points of the canary, and 5 are the least",
        "6 of 30 points are there, fewer than half",
        "the last 5 points are missing",
        "0 points of the canary, and 5 are the least",
    ]


PER_MINUTE = st.lists(st.integers(0, 6).map(float), min_size=30, max_size=30)


@settings(max_examples=60, deadline=None)
@given(PER_MINUTE, PER_MINUTE, st.integers(5, 30), st.integers(0, 29), st.integers(1, 500))
def test_more_errors_of_the_canary_never_speak_for_it(
    canary: list[float], control: list[float], minutes: int, at: int, more: int
) -> None:
    worse = list(canary)
    worse[at % minutes] += more
    now = BEGAN + minutes * STEP
    was, found = (evidence_of_counts(counts(one, control, EVEN).until(now), 0.25) for one in (canary, worse))
    assert found.score >= was.score - 1e-9
    assert found.matters >= was.matters


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40))
def test_more_errors_at_a_look_never_let_it_pass(seed: int, more: int) -> None:
    chance = np.random.default_rng(seed)
    canary, control = chance.poisson(1.5, 15).astype(float), chance.poisson(0.5, 15).astype(float)
    minute, found = judged([ERRORS], {"errors": counts(canary, control, EVEN)}, until=15)
    worse = canary.copy()
    worse[minute - 1] += more
    _, again = judged([ERRORS], {"errors": counts(worse, control, EVEN)}, until=minute)
    if found.ruling is Ruling.ROLL_BACK:
        assert again.ruling is Ruling.ROLL_BACK
    assert again.readings[0].chance <= found.readings[0].chance + 1e-12


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([1e-3, 1.0, 1e6]), st.floats(0.8, 1.6))
def test_another_unit_of_a_series_changes_no_verdict(seed: int, factor: float, shift: float) -> None:
    chance = np.random.default_rng(seed)
    canary, control = chance.lognormal(0, 0.2, 20) * shift, chance.lognormal(0, 0.2, 20)
    plain = judged([LATENCY], {"p95": series(canary, control)}, 20)
    scaled = judged([LATENCY], {"p95": series(canary * factor, control * factor)}, 20)
    assert (plain[0], plain[1].ruling) == (scaled[0], scaled[1].ruling)


def test_looks_that_are_missed_are_not_taken_and_the_same_looks_come_to_the_same() -> None:
    samples = {"errors": counts(WORSE, EVEN, EVEN)}
    watch = Watch((ERRORS,), BEGAN, 30 * STEP, STEP)
    late = Judge(watch)
    assert late.judge(samples, BEGAN + 25 * STEP).ruling is Ruling.ROLL_BACK
    first, again = Judge(watch), Judge(watch)
    healthy = {"errors": counts(EVEN, EVEN, EVEN)}
    for minute in (5, 6, 20):
        first.look(healthy, BEGAN + minute * STEP)
        again.look(healthy, BEGAN + minute * STEP)
    assert first.spent == again.spent
    assert first.spent["errors"] <= FALSE_ALARMS * 20 / 30


def test_what_was_spent_stays_spent_when_the_data_is_gone() -> None:
    watch = Watch((ERRORS,), BEGAN, 30 * STEP, STEP)
    judge = Judge(watch, failed=["errors"])
    assert judge.failed == ("errors",)
    judge = Judge(watch)
    judge.own_up({"errors": FALSE_ALARMS})
    assert judge.judge({"errors": counts(WORSE, EVEN, EVEN)}, BEGAN + 25 * STEP).ruling is Ruling.GO_ON
    assert judge.spent == {"errors": FALSE_ALARMS}


def test_a_stage_has_its_share_of_the_budget_alone() -> None:
    reading = judged([ERRORS], {"errors": counts(EVEN, EVEN)}, share=0.25)[1].readings[0]
    assert reading.budget == FALSE_ALARMS / 4
    assert reading.spent <= reading.budget


def looks(failed: str) -> Sample:
    times = BEGAN + STEP * (np.arange(len(failed)) + 1)
    return Sample(
        Arm(times, np.array([one == "x" for one in failed], float), np.ones(len(failed))), Arm(), False
    )


HEALTH = Watched("health", Measured.LOOKS, check=Action("check-http"), allowed=0.01, critical=True)


@pytest.mark.parametrize(
    ("found", "ruling"),
    [
        ("." * 30, Ruling.KEEP),
        ("......x" + "." * 23, Ruling.KEEP),
        (".......xx" + "." * 21, Ruling.KEEP),
        ("." * 10 + "x" * 20, Ruling.ROLL_BACK),
        ("x" * 30, Ruling.ROLL_BACK),
        ("." * 10, Ruling.INCONCLUSIVE),
        ("", Ruling.INCONCLUSIVE),
    ],
)
def test_looks_of_a_check_fail_beyond_what_is_allowed(found: str, ruling: Ruling) -> None:
    assert judged([HEALTH], {"health": looks(found)})[1].ruling is ruling


def test_against_the_time_before_ranks_and_errors_are_compared_too() -> None:
    before = Sample(arm(SMOOTH), arm(SMOOTH * 3, before=True), False)
    slower = Sample(arm([value * 1.4 for value in SMOOTH]), before.control, False)
    assert judged([LATENCY], {"p95": before})[1].ruling is Ruling.KEEP
    assert judged([LATENCY], {"p95": slower})[1].ruling is Ruling.ROLL_BACK
    errors = Sample(arm(WORSE, 500), arm(EVEN * 3, 500, before=True), False)
    assert judged([ERRORS], {"errors": errors})[1].ruling is Ruling.ROLL_BACK
    fine = Sample(arm(EVEN, 500), arm(EVEN * 3, 500, before=True), False)
    assert judged([ERRORS], {"errors": fine})[1].ruling is Ruling.KEEP
