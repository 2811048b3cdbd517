"""What was done to each file, against walking through the commits one by one."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.history.past import YEAR, Past
from mainstay.analysis.risk.activity import HALF_LIVES, LARGEST_COMMIT, Record
from mainstay.analysis.risk.cuts import HORIZON, Cut
from mainstay.domain.history import Mark
from tests.oracles.history import NAMES, START, History, histories
from tests.unit.analysis.risk.pasts import DAY, commit, cut, labels_of, past_of

FILES = {"a.py": 10, "b.py": 20}


def test_commits_fade_by_half_and_are_shared_over_the_files_they_touch() -> None:
    past = past_of(commit(365, "a.py", "b.py", fix=True), commit(0, "a.py"))
    record = Record(past, labels_of(past.log))
    present = cut(0, FILES)
    (known,) = record.activities([present], [record.tracks_of(present)])
    assert known.fading["fixes", 365].tolist() == pytest.approx([0.25, 0.25])
    assert known.fading["changes", 365].tolist() == pytest.approx([1.25, 0.25])
    assert known.commits.tolist() == pytest.approx([1.5, 0.5])
    assert known.fixes.tolist() == pytest.approx([0.5 ** (365 / 182)] * 2)
    assert known.year.tolist() == [1, 0]


def test_hints_are_the_fixes_unless_told() -> None:
    past = past_of(commit(0, "a.py"), commit(1, "b.py", fix=True))
    told = replace(labels_of(past.log), hints=np.array([True, False]))
    for labels, expected in ((told, [1, 0]), (labels_of(past.log), [0, 1])):
        record = Record(past, labels)
        present = cut(0, FILES)
        (known,) = record.activities([present], [record.tracks_of(present)])
        assert np.round(known.fading["hints", 730]).tolist() == expected


def test_sweeps_commits_set_apart_and_files_that_are_no_source_do_not_count() -> None:
    many = [f"{number}.py" for number in range(LARGEST_COMMIT)]
    past = past_of(
        commit(10, "a.py", *many, fix=True),
        commit(20, *many, fix=True),
        commit(30, "a.py", "test_a.py", fix=True),
        commit(40, "a.py", fix=True),
    )
    labels = labels_of(past.log)
    labels = replace(
        labels,
        sources=np.array([path != "test_a.py" for path in past.log.paths]),
        apart=np.array([False, False, False, True]),
    )
    record = Record(past, labels)
    before = cut(100, {"a.py": 10, "0.py": 10})
    outcome = record.outcome(before, record.tracks_of(before))
    # Of the commits, the one over 15 files counts in fifteenths; the test beside a.py takes no share.
    assert outcome.touches.tolist() == [1, 1]
    assert outcome.weight.tolist() == pytest.approx([1, 1 / 15])
    assert outcome.commits == 2


def test_a_window_begins_after_its_moment_and_ends_with_the_horizon() -> None:
    past = past_of(*(commit(days, "a.py", fix=True) for days in (0, 17, 18, 100, 199, 200)))
    record = Record(past, labels_of(past.log))
    before = cut(200, FILES)
    # 182 days after the 200th before now is the 18th.
    assert record.outcome(before, record.tracks_of(before)).touches.tolist() == [3, 0]


def test_a_renamed_file_keeps_what_was_done_to_it() -> None:
    past = past_of(
        commit(300, "old.py", fix=True), commit(100, renames={"old.py": "a.py"}), commit(0, "a.py")
    )
    record = Record(past, labels_of(past.log))
    present, before = cut(0, FILES), cut(200, {"old.py": 10})
    (known,) = record.activities([present], [record.tracks_of(present)])
    assert known.fading["fixes", 365][0] > 0
    assert record.tracks_of(before)[0] == record.tracks_of(present)[0]


def test_a_name_given_up_to_another_file_keeps_its_own_past() -> None:
    past = past_of(commit(300, "b.py", fix=True), commit(290, "a.py"), commit(100, renames={"a.py": "b.py"}))
    record = Record(past, labels_of(past.log))
    before = cut(200, FILES)
    (known,) = record.activities([before], [record.tracks_of(before)])
    assert np.round(known.fading["fixes", 730], 1).tolist() == [0, 0.9]


def test_an_unknown_file_has_no_past() -> None:
    past = past_of(commit(0, "a.py", fix=True))
    record = Record(past, labels_of(past.log))
    present = cut(0, {"new.py": 3})
    (known,) = record.activities([present], [record.tracks_of(present)])
    assert known.commits.tolist() == [0]


@settings(max_examples=100, deadline=None)
@given(histories(), st.lists(st.integers(0, 2500), min_size=1, max_size=4))
def test_any_history_at_any_moments(history: History, days: list[int]) -> None:
    log = history.log()
    past = Past(log)
    labels = labels_of(log)
    record = Record(past, labels)
    moments = sorted(START + number * DAY for number in days)
    cuts = [Cut(at, "", list(NAMES), np.ones(len(NAMES), dtype=np.int64)) for at in moments]
    tracks = [record.tracks_of(one) for one in cuts]
    for one, numbers, known in zip(cuts, tracks, record.activities(cuts, tracks), strict=True):
        outcome = record.outcome(one, numbers)
        for place, name in enumerate(NAMES):
            newest = history.name_now(name, one.at)
            if newest is None or name not in log.paths:
                continue
            fading, touches, year = 0.0, 0, 0
            for row, made in enumerate(history.commits):
                sharing = len(made.touches)
                if newest not in [history.newest_name(row, touched) for touched, _, _ in made.touches]:
                    continue
                count = sum(history.newest_name(row, touched) == newest for touched, _, _ in made.touches)
                fixing = bool(made.mark & Mark.FIX)
                if made.time <= one.at:
                    fading += count * fixing / sharing * 0.5 ** ((one.at - made.time) / DAY / HALF_LIVES[1])
                    year += count * (made.time > one.at - YEAR)
                elif made.time <= one.at + HORIZON:
                    touches += count * fixing
            assert known.fading["fixes", HALF_LIVES[1]][place] == pytest.approx(fading)
            assert (known.year[place], outcome.touches[place]) == (year, touches)
