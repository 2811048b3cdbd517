"""The score: bounded, never better for anything worse, and shared out to the last point."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.health.parts import Thresholds, rules
from mainstay.analysis.health.score import Scored, score
from mainstay.domain.health import Aspect

RULES = rules(Thresholds())
CODES = [rule.code for rule in RULES]
MISSING = st.dictionaries(st.sampled_from(CODES), st.just("not read"), max_size=8)


@st.composite
def losses(draw: st.DrawFn) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Give files' code lines, and what each part lost of them."""
    lines = np.array(draw(st.lists(st.integers(0, 3000), min_size=1, max_size=6)), dtype=np.float64)
    shares = st.lists(st.floats(0, 1), min_size=len(lines), max_size=len(lines))
    return lines, {code: lines * np.array(draw(shares)) for code in CODES}


def scored(lines: np.ndarray, lost: dict[str, np.ndarray], missing: dict[str, str]) -> Scored:
    return score(dict.fromkeys(Aspect, float(lines.sum())), lost, RULES, missing)


@given(losses(), MISSING)
def test_the_score_and_its_sides_are_bounded_and_add_up(files, missing: dict[str, str]) -> None:
    lines, lost = files
    result = scored(lines, lost, missing).score
    told = [part for part in result.parts if part.points is not None]
    assert [part.code for part in result.parts] == CODES
    for value, parts in (
        (result.value, told),
        (result.shape, [part for part in told if part.aspect is Aspect.SHAPE]),
        (result.history, [part for part in told if part.aspect is Aspect.HISTORY]),
    ):
        if parts:
            assert 0 < value <= 100
            points = sum(part.points for part in parts)
            assert value == pytest.approx(100 * points / sum(part.weight for part in parts))
        else:
            assert value is None
    for part in result.parts:
        assert 0 <= part.lost_share <= 1
        assert (part.points is None) == bool(part.reason)
        if part.points is None:
            assert part.reason == ("not read" if part.code in missing else "no code to judge")


@given(losses(), MISSING)
def test_what_files_lost_is_what_is_missing_to_one_hundred(files, missing: dict[str, str]) -> None:
    lines, lost = files
    result = scored(lines, lost, missing)
    if result.score.value is None:
        assert result.points == {}
        return
    points = sum(float(own.sum()) for own in result.points.values())
    assert points == pytest.approx(100 - result.score.value, abs=1e-9)
    assert not result.points.keys() & missing.keys()
    for code, own in result.points.items():
        assert (own >= 0).all()
        assert own == pytest.approx(lost[code] * result.per_line[code])


@given(losses(), MISSING, st.sampled_from(CODES), st.data())
def test_nothing_worse_makes_the_score_better(
    files, missing: dict[str, str], code: str, data: st.DataObject
) -> None:
    lines, lost = files
    place = data.draw(st.integers(0, len(lines) - 1))
    worse = {part: own.copy() for part, own in lost.items()}
    left = lines[place] - worse[code][place]
    worse[code][place] += left * data.draw(st.floats(0, 1))
    before, after = scored(lines, lost, missing).score, scored(lines, worse, missing).score
    if before.value is not None:
        assert after.value <= before.value + 1e-9
        if code not in missing and worse[code][place] - lost[code][place] > 1e-3 * lines.sum():
            assert after.value < before.value


@given(losses())
def test_untouched_code_is_worth_all_points(files) -> None:
    lines, lost = files
    clean = {code: np.zeros_like(own) for code, own in lost.items()}
    result = scored(lines, clean, {})
    expected = 100 if lines.sum() else None
    assert (result.score.value, result.score.shape, result.score.history) == (expected,) * 3
    assert result.points == {}


@given(losses(), st.integers(2, 5))
def test_a_repository_doubled_scores_as_before(files, times: int) -> None:
    lines, lost = files
    more = scored(np.tile(lines, times), {code: np.tile(own, times) for code, own in lost.items()}, {})
    once = scored(lines, lost, {})
    assert more.score.value == pytest.approx(once.score.value)


def test_a_side_without_code_tells_nothing() -> None:
    lost = {code: np.array([5.0]) for code in CODES}
    result = score({Aspect.SHAPE: 0.0, Aspect.HISTORY: 10.0}, lost, RULES, {}).score
    assert result.shape is None
    assert result.value == result.history
    assert {part.reason for part in result.parts if part.aspect is Aspect.SHAPE} == {"no code to judge"}


def test_a_score_by_hand() -> None:
    # The usual share is lost to complexity alone: three quarters of its 25 points are left.
    share = RULES[0].usual
    lost = {code: np.array([0.0, 0.0]) for code in CODES} | {"complexity": np.array([share * 1000, 0.0])}
    result = scored(np.array([400.0, 600.0]), lost, {})
    assert result.score.value == pytest.approx(93.75)
    assert result.score.shape == pytest.approx(100 * (70 - 6.25) / 70)
    assert result.score.history == 100
    assert result.points["complexity"].tolist() == pytest.approx([6.25, 0])
    without = scored(np.array([400.0, 600.0]), lost, dict.fromkeys(("fixes", "knowledge"), "short"))
    assert without.score.value == pytest.approx(100 * (70 - 6.25) / 70)
    assert without.points["complexity"].tolist() == pytest.approx([100 * 6.25 / 70, 0])
