"""What the replay of advice on sizes counts."""

import numpy as np
import pytest

from benchmarks.capacity import (
    DAY,
    Course,
    Rule,
    courses,
    cpu_rules,
    days,
    decaying,
    judged,
    main,
    memory_rules,
)

TIMES = np.arange(28 * DAY // 300) * 300


def course(values: np.ndarray) -> Course:
    return Course("made", TIMES, values)


def test_halves_hold_all_and_part_in_time() -> None:
    first, second = course(np.arange(len(TIMES), dtype=float)).halves()
    assert len(first.values) + len(second.values) == len(TIMES)
    assert first.times[-1] < second.times[0]
    assert second.times[0] - first.times[0] == pytest.approx(14 * DAY, abs=300)


def test_hours_and_days_keep_the_most() -> None:
    values = np.ones(len(TIMES))
    values[5] = 9.0
    one = course(values)
    assert (one.hours()[0], one.hours()[1], len(one.hours())) == (9.0, 1.0, 28 * 24)
    assert (days(one).values[0], days(one).values[1], len(days(one).values)) == (9.0, 1.0, 28)


def test_a_decaying_percentile_goes_by_the_last_days() -> None:
    rising = course(np.repeat([1.0, 10.0], len(TIMES) // 2))
    assert decaying(rising, 0.5) == 10.0
    assert decaying(rising, 0.4, half_life=1e12) == 1.0


def test_what_came_of_a_size() -> None:
    values = np.full(len(TIMES), 2.0)
    values[-len(TIMES) // 4 :] = 5.0
    enough, short = Rule("enough", lambda one: 6.0), Rule("short", lambda one: 3.0)
    assert (judged(enough, course(values)).passed, judged(enough, course(values)).saved) == (False, -0.5)
    told = judged(short, course(values))
    assert (told.passed, told.saved) == (True, 0.25)
    assert told.beyond == pytest.approx(0.5, abs=0.01)


def test_a_steady_course_needs_no_more_than_it_used() -> None:
    steady = course(np.full(len(TIMES), 2.0))
    for rule in (*cpu_rules(), *memory_rules()):
        assert not judged(rule, steady).passed


def test_rules_see_the_first_half_alone() -> None:
    values = np.full(len(TIMES), 2.0)
    later = values.copy()
    later[-3:] = 100.0
    for rule in (*cpu_rules(), *memory_rules()):
        assert judged(rule, course(values)).saved == judged(rule, course(later)).saved


def test_it_prints_both_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out = capsys.readouterr().out
    assert out.count("Looked at, ") == 4
    assert out.count("Judged, ") == 2
    assert len(courses(None)) == 3
