"""The scales by which alerts on error budgets are measured."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.budgets import (
    DAY,
    PLANTS,
    RULES,
    courses,
    drawn,
    found,
    honest,
    judged,
    plain,
    threshold,
    window,
)
from mainstay.domain.budget import Alert

DAYS = 24


def test_windows_add_up() -> None:
    assert window(np.array([1.0, 2, 3, 4]), 2).tolist() == [1, 3, 5, 7]


def test_alerts_are_counted() -> None:
    flags = np.zeros(DAYS * DAY, dtype=bool)
    first = PLANTS[0].first
    flags[[100, 130, 300, first + 2, first + 3, PLANTS[1].last + 6 * 60 + 1]] = True
    after, false = found(flags, Alert.PAGE)
    assert after == [3, None, None, None]
    # 100 and 130 are one, 300 another, and the last comes too late to be of what was planted.
    assert false == 3
    assert found(np.zeros(DAYS * DAY, dtype=bool), Alert.PAGE) == ([None] * 4, 0)


def test_errors_are_planted() -> None:
    bad, total = drawn(np.ones(DAYS * DAY), 600.0, 1)
    for one in PLANTS:
        part = slice(one.first, one.last)
        share = bad[part].sum() / total[part].sum()
        assert share == pytest.approx(one.share / 4 if one.flaps else one.share, rel=0.15)
    assert bad[: PLANTS[0].first].sum() / total[: PLANTS[0].first].sum() == pytest.approx(0.0002, rel=0.15)


def test_what_is_beyond_doubt_is_a_part_of_the_table() -> None:
    bad, total = drawn(np.ones(DAYS * DAY), 1.0, 2)
    for alert in Alert:
        assert not (honest(bad, total, alert) & ~plain(bad, total, alert)).any()
    quiet = slice(0, PLANTS[0].first)
    assert threshold(bad, total)[quiet].any()
    assert not honest(bad, total, Alert.PAGE)[quiet].any()


def test_courses_and_rows(tmp_path: Path) -> None:
    rows = [
        f"{np.datetime64('2024-01-01T00:00') + 30 * at},{100 + at % 48}".replace("T", " ")
        for at in range(48 * DAYS)
    ]
    (tmp_path / "a__nyc_taxi.csv").write_text("\n".join(["timestamp,value", *rows]))
    (tmp_path / "b__nyc_taxi.csv").write_text("\n".join(["timestamp,value", *rows[:100]]))
    ((name, course),) = courses(tmp_path, DAYS)
    assert (name, len(course), course[29], course[30]) == ("a__nyc_taxi", DAYS * DAY, 100, 101)
    table = list(judged([(name, course)], 6_000.0, RULES[:2]))
    assert [row[0] for row in table] == ["more than 1 % in 5 min", "the table, page"]
    assert table[0][1][0].startswith("1/1, ")
    assert len(courses(None, DAYS)) == 2
