"""Anomalies are sorted by what most needs somebody, and muted kinds are counted."""

from dataclasses import replace

import pytest

from mainstay.analysis.anomalies.telling import Looked, listed, nearness, urgency
from mainstay.domain.anomaly import Anomaly, AnomalyKind, Muted
from mainstay.domain.signal import Limit, Side
from tests.unit.analysis.anomalies.worlds import BEGAN, signal

SPIKE = Anomaly(signal(), AnomalyKind.SPIKE, BEGAN, BEGAN, False, 12.0, 400.0, 200.0, 30.0)


def near(value: float, bound: float, side: Side, kind: AnomalyKind = AnomalyKind.SPIKE) -> float:
    return nearness(replace(SPIKE, kind=kind, value=value, signal=signal(Limit(bound, side, ""))))


def test_nearness_is_the_part_of_the_way_to_the_limit() -> None:
    assert nearness(SPIKE) == 0
    assert near(400, 600, Side.ABOVE) == pytest.approx(0.5)
    assert near(700, 600, Side.ABOVE) == 1
    assert near(100, 600, Side.ABOVE) == 0
    assert near(100, 50, Side.BELOW) == pytest.approx(2 / 3)
    assert near(20, 50, Side.BELOW) == 1
    assert near(400, 50, Side.BELOW) == 0
    assert near(400, 600, Side.ABOVE, AnomalyKind.UNREST) == 0
    assert near(4e6, 600, Side.ABOVE, AnomalyKind.SILENCE) == 0
    assert near(400, float("inf"), Side.ABOVE) == 0
    assert near(200, 200, Side.ABOVE) == 0


def test_what_is_nearer_to_its_limit_comes_first_of_what_is_as_surprising() -> None:
    at_limit = replace(SPIKE, signal=signal(Limit(401, Side.ABOVE, ""), key="b"))
    wilder = replace(SPIKE, surprise=20.0)
    wildest = replace(SPIKE, surprise=900.0, signal=signal(key="c"))
    found = listed(Looked(4, 1, [SPIKE, wilder, at_limit, wildest]), BEGAN, BEGAN + 60)
    assert found.anomalies == (wildest, at_limit, wilder, SPIKE)
    # No surprise counts for more than any limit.
    assert urgency(wildest) <= 60
    assert (found.series, found.too_short, found.counts) == (4, 1, {AnomalyKind.SPIKE: 4})


def test_muted_kinds_are_only_counted() -> None:
    dip = replace(SPIKE, kind=AnomalyKind.DIP)
    found = listed(
        Looked(2, 0, [SPIKE, dip, SPIKE]),
        BEGAN,
        BEGAN,
        ("main",),
        (),
        {AnomalyKind.SPIKE: "seldom helped", AnomalyKind.FLAT: "never"},
    )
    assert found.anomalies == (dip,)
    assert found.counts == {AnomalyKind.DIP: 1}
    assert found.muted == (Muted(AnomalyKind.SPIKE, 2, "seldom helped"),)
