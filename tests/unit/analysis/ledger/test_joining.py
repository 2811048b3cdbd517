"""Replays of several sources as one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.ledger.joining import joined
from mainstay.domain.ledger_case import Came, ClassRecord
from mainstay.domain.replay import Replay, ReplayedClass

WEEK = 7 * 86_400


def part(sort: str, bands: int = 100, factor: float = 1.2, **more) -> ReplayedClass:
    record = ClassRecord(sort, bands, bands // 2, 2.0, 0.5, 10, 4, 0.1, 1, ((Came.HIT, 1),), 3)
    return ReplayedClass(replace(record, **more), {4: factor})


def made(name: str, sources: tuple[str, ...], *classes: ReplayedClass, at: int = 0) -> Replay:
    return Replay(name, at, 10 * WEEK, 19 * WEEK, 10, 5, sources, classes)


def counts(*replays: Replay) -> dict[str, int]:
    found = joined(replays)
    return {} if found is None else {one.record.sort: one.record.bands for one in found.classes}


def test_another_source_hides_nothing() -> None:
    server = made("1", ("server",), part("disk", 900), part("memory", 40), at=5)
    file = made("2", ("/a/jobs.csv",), part("column waiting", 20), at=9)
    found = joined([file, server])
    assert found is not None
    assert counts(file, server) == {"disk": 900, "memory": 40, "column waiting": 20}
    assert (found.id, found.made_at, found.sources) == ("2", 9, ("/a/jobs.csv", "server"))
    assert (found.first, found.last, found.mondays, found.series) == (10 * WEEK, 19 * WEEK, 10, 10)


def test_the_same_source_again_replaces_its_former_one() -> None:
    old, new = made("1", ("a",), part("disk", 900), part("gone", 7)), made("2", ("a",), part("disk", 40))
    assert counts(new, old) == {"disk": 40}
    both = made("3", ("a", "b"), part("disk", 1_000), part("memory", 30))
    assert counts(both, new, old) == {"disk": 1_000, "memory": 30}
    # What was replayed together and in part again counts where nothing newer does.
    assert counts(new, both) == {"disk": 40, "memory": 30}
    assert counts(made("5", ("b",)), new, both) == {"disk": 40}
    assert counts(made("6", ())) == {} and joined([]) is None
    assert joined([new, old]) is new


def test_a_class_of_two_servers_is_of_both() -> None:
    small = made("1", ("a",), part("disk", 100, 2.0, sharpness=None, brier=None, crossings=0, muted="poor"))
    large = replace(
        made("2", ("b",), part("disk", 300, 0.5, outcomes=((Came.HIT, 2), (Came.LATE, 1)), dates=3)),
        first=30 * WEEK,
        last=39 * WEEK,
    )
    found = joined([small, large])
    assert found is not None
    (disk,) = found.classes
    assert (disk.record.bands, disk.record.inside, disk.record.unknown) == (400, 200, 6)
    assert (disk.record.sharpness, disk.record.brier, disk.record.crossings) == (2.0, 0.1, 10)
    assert disk.record.outcomes == ((Came.HIT, 3), (Came.LATE, 1)) and disk.record.dates == 4
    assert disk.factors[4] == pytest.approx(2.0**0.25 * 0.5**0.75)
    assert disk.record.muted == ""
    # Weeks between the two were not replayed.
    assert (found.first, found.last, found.mondays) == (10 * WEEK, 39 * WEEK, 20)
    again = joined([large, replace(small, classes=(part("disk", 900, muted="poor"),))])
    assert again is not None and again.classes[0].record.muted == "poor"


_SOURCES = st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(tuple)
_CLASSES = st.lists(st.sampled_from(("disk", "memory")), max_size=2, unique=True)


@given(st.lists(st.tuples(_SOURCES, _CLASSES, st.integers(0, 50)), max_size=6))
def test_nothing_counts_twice_and_the_newest_always_does(given_ones: list) -> None:
    replays = [
        made(str(at), sources, *(part(sort, bands) for sort in sorted(sorts)))
        for at, (sources, sorts, bands) in enumerate(given_ones)
    ]
    found = joined(replays)
    if not replays:
        assert found is None
        return
    assert found is not None
    known = {one.record.sort: one.record.bands for one in found.classes}
    for one in replays[0].classes:
        assert known[one.record.sort] >= one.record.bands
    for sort, bands in known.items():
        assert bands <= sum(
            one.record.bands for made in replays for one in made.classes if one.record.sort == sort
        )
    assert len(found.sources) == len(set(found.sources))
