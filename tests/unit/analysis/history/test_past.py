"""The past as arrays says what following every touch by itself says."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.history.coupling import coupled_files
from mainstay.analysis.history.past import YEAR, Past, mainline_before
from mainstay.analysis.history.people import file_histories, key_people
from mainstay.domain.history import Coupling, Log, Mark
from tests.oracles.history import START, Commit, History, histories

MOMENTS = st.integers(START - 500 * 86_400, START + 3000 * 86_400)


def moments(history: History, drawn: int) -> list[int]:
    """Give moments to ask about: any, and those just at and before a commit, and a year after one."""
    return [
        drawn,
        *(time for commit in history.commits for time in (commit.time, commit.time - 1, commit.time + YEAR)),
    ]


@settings(max_examples=200, deadline=None)
@given(histories(), MOMENTS)
def test_each_touch_belongs_to_the_file_that_it_was_made_to(history: History, _: int) -> None:
    log = history.log()
    past = Past(log)
    names = [None if lineage < 0 else log.paths[lineage] for lineage in past.lineages]
    expected = [
        history.newest_name(row, name)
        for row, commit in enumerate(history.commits)
        for name, _, _ in commit.touches
    ]
    assert names == expected


@settings(max_examples=80, deadline=None)
@given(histories(), MOMENTS)
def test_names_are_followed_from_any_moment(history: History, drawn: int) -> None:
    log = history.log()
    past = Past(log)
    for at in moments(history, drawn):
        found = {
            name: None if lineage < 0 else log.paths[lineage] for name, lineage in past.lineage_of(at).items()
        }
        assert found == {name: history.name_now(name, at) for name in log.paths}


@settings(max_examples=80, deadline=None)
@given(histories(), MOMENTS)
def test_commits_fixes_and_knowledge_at_any_moment(history: History, drawn: int) -> None:
    log = history.log()
    past = Past(log)
    for at in moments(history, drawn):
        standing = past.standing(at)
        active = history.active(at)
        for number, name in enumerate(log.paths):
            known = history.of_file(name, at)
            kept = sum(person in active for person in known.people)
            assert standing.commits[number] == len(known.times)
            assert standing.year[number] == len(known.recent)
            assert standing.fixes[number] == known.fixes
            assert standing.kept[number] == pytest.approx(kept / len(known.times) if known.times else 1.0)


@settings(max_examples=80, deadline=None)
@given(histories(), MOMENTS)
def test_who_made_a_file_and_when(history: History, drawn: int) -> None:
    log = history.log()
    past = Past(log)
    for at in (drawn, START + 3000 * 86_400, *(commit.time for commit in history.commits[:2])):
        # Two paths that stand for one file, and one that the log does not know.
        asked = {**{name: number for number, name in enumerate(log.paths)}, "unknown": -1}
        found = file_histories(past, asked, at)
        assert found.keys() == {name for name in log.paths if history.of_file(name, at).times}
        for name, told in found.items():
            known = history.of_file(name, at)
            commits = Counter(known.people)
            most = max(commits.values())
            assert commits[told.owner] == most
            assert told.owner_share == round(most / len(known.people), 4)
            assert told.owner_active == (told.owner in history.active(at))
            assert (told.commits, told.commits_year, told.fixes_year) == (
                len(known.times),
                len(known.recent),
                known.fixes,
            )
            assert (told.authors, told.authors_year) == (len(commits), len(set(known.recent_people)))
            assert (told.created_at, told.changed_at) == (min(known.times), max(known.times))
            assert (told.added_year, told.deleted_year) == (known.added, known.deleted)


@settings(max_examples=80, deadline=None)
@given(histories(), MOMENTS)
def test_the_newest_commit_of_the_mainline_before_a_moment(history: History, drawn: int) -> None:
    log = history.log()
    for at in moments(history, drawn):
        assert mainline_before(log, at) == history.mainline_before(at)


@settings(max_examples=100, deadline=None)
@given(histories(), MOMENTS, MOMENTS)
def test_commits_between_two_moments(history: History, one: int, other: int) -> None:
    start, end = sorted((one, other))
    inside = Past(history.log()).between(start, end)
    assert inside.tolist() == [start < commit.time <= end and not commit.merge for commit in history.commits]


@settings(max_examples=100, deadline=None)
@given(histories(longest=40), MOMENTS)
def test_files_that_change_together(history: History, drawn: int) -> None:
    log = history.log()
    past = Past(log)
    for at in (drawn, max([commit.time for commit in history.commits], default=0)):
        asked = {name: number for number, name in enumerate(log.paths)}
        expected = {
            pair: counts
            for pair, counts in history.coupled(log.paths, at, largest=30).items()
            if counts[0] >= 5 and counts[0] / counts[1] >= 0.4
        }
        found = coupled_files(past, asked, at, most=1000)
        assert {frozenset((pair.one, pair.other)): (pair.together, pair.either) for pair in found} == expected
        shares = [pair.together / pair.either for pair in found]
        assert shares == sorted(shares, reverse=True)
        assert coupled_files(past, asked, at, most=2) == found[:2]


def test_a_commit_over_very_many_files_couples_none_of_them() -> None:
    many = [(f"file{number}.py", 1, 1) for number in range(31)]
    pair = [("file0.py", 1, 1), ("file1.py", 1, 1)]
    history = History(
        [Commit(START + number, "Ann", touches=pair) for number in range(6)]
        + [Commit(START - 1 - number, "Ann", touches=many) for number in range(50)]
    )
    past = Past(history.log())
    found = coupled_files(past, past.lineage_of(START + 9), START + 9, 20)
    assert found == (Coupling("file0.py", "file1.py", 6, 6),)
    assert coupled_files(past, {"file0.py": past.lineage_of(START)["file0.py"]}, START + 9, 20) == ()


def test_a_file_is_one_through_renames_and_a_new_one_of_its_old_name_is_another() -> None:
    history = History(
        [
            Commit(START + 40, "Cleo", touches=[("old.py", 1, 0)]),
            Commit(START + 30, "Ben", touches=[("new.py", 1, 1)]),
            Commit(START + 20, "Ann", touches=[("new.py", 0, 0)], renames={"old.py": "new.py"}),
            Commit(START + 10, "Ann", touches=[("old.py", 9, 0), ("new.py", 0, 5)]),
            Commit(START, "Ann", touches=[("new.py", 5, 0)]),
        ]
    )
    past = Past(history.log())
    found = file_histories(past, past.lineage_of(START + 50), START + 50)
    # What "new.py" was before it gave way belongs to no file of today.
    assert {name: (told.commits, told.authors) for name, told in found.items()} == {
        "new.py": (3, 2),
        "old.py": (1, 1),
    }
    assert past.lineage_of(START + 15)["old.py"] == past.lineage_of(START + 50)["new.py"]
    assert past.lineage_of(START + 15)["new.py"] == -1


def test_a_rename_with_a_date_in_the_future_has_happened_where_its_children_have() -> None:
    history = History(
        [
            Commit(START + 100, "Ann", touches=[("b.py", 1, 0)]),
            Commit(START + 10, "Ann", touches=[("b.py", 1, 0)]),
            Commit(START + 900, "Ann", touches=[("b.py", 1, 0)], renames={"a.py": "b.py"}),
            Commit(START, "Ann", touches=[("a.py", 1, 0)]),
        ]
    )
    log = history.log()
    past = Past(log)
    row = mainline_before(log, START + 50)
    assert row == 1
    # The snapshot of that commit holds "b.py".
    assert past.lineage_of(START + 50)["b.py"] == log.paths.index("b.py")


def test_nothing_is_known_of_an_empty_history() -> None:
    past = Past(Log(""))
    assert past.lineage_of(START) == {}
    assert len(past.standing(START).commits) == 0
    assert file_histories(past, {"a.py": -1}, START) == {}
    assert coupled_files(past, {}, START, 20) == ()
    assert mainline_before(Log(""), START) is None
    assert past.between(0, START).tolist() == []


def test_times_before_1970_are_times() -> None:
    history = History(
        [
            Commit(-50, "Ann", Mark.FIX, touches=[("a.py", 1, 1)]),
            Commit(-100, "Ben", touches=[("a.py", 3, 0)]),
        ]
    )
    past = Past(history.log())
    (told,) = file_histories(past, past.lineage_of(0), 0).values()
    assert (told.created_at, told.changed_at, told.fixes_year, told.added_year) == (-100, -50, 1, 4)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 50)), max_size=12))
def test_the_bus_factor_is_the_fewest_people_with_more_than_half(owned: list[tuple[str, int]]) -> None:
    held: Counter[str] = Counter()
    for owner, lines in owned:
        held[owner] += lines
    subsets = [
        [lines for bit, lines in enumerate(held.values()) if mask & 1 << bit]
        for mask in range(1 << len(held))
    ]
    enough = [len(subset) for subset in subsets if 2 * sum(subset) > held.total()]
    keys = key_people(owned)
    assert len(keys) == min(enough, default=0)
    assert not keys or 2 * sum(held[owner] for owner in keys) > held.total()


def test_arrays_of_the_log_are_left_as_they_were() -> None:
    history = History(
        [
            Commit(START + 1, "Ann", touches=[("b.py", 1, 0)], renames={"a.py": "b.py"}),
            Commit(START, "Ann", touches=[("a.py", 1, 0)]),
        ]
    )
    log = history.log()
    past = Past(log)
    past.standing(START)
    assert log.touched_paths.tolist() == [0, 1]
    assert np.asarray(past.lineages).tolist() == [0, 0]


@settings(max_examples=200, deadline=None)
@given(histories())
def test_the_first_name_of_each_file(history: History) -> None:
    past = Past(history.log())
    now = max((commit.time for commit in history.commits), default=0)
    for name, lineage in past.lineage_of(now).items():
        if lineage >= 0:
            assert past.origin(lineage) == history.first_name(name)
