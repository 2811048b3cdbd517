"""The figures of a repository's code as series: their names last, their groups are of one kind."""

from dataclasses import replace

import numpy as np

from mainstay.analysis.forecasting.days import DAY
from mainstay.domain.code_days import ALL, CodeDays
from mainstay.domain.signal import Side
from mainstay.domain.test_runs import RunMark
from mainstay.keepers.code.signals import flakiness, groups_of, repository_key

NONE = np.full(4, np.nan)
CODE = CodeDays(
    "shop",
    "0123456789abcdef",
    20_000 * DAY,
    health=np.array([np.nan, 70.0, 71.0, 72.0]),
    shape=np.array([80.0, 80.0, 80.0, 80.0]),
    complexity={ALL: np.array([10.0, 11.0, np.nan, 12.0]), "src/": np.array([9.0, 9.0, 9.0, 9.5])},
    untouched={ALL: np.array([0.0, 0.0, 0.1, 0.1]), "src/": np.zeros(4)},
    lines={"src/a.py": np.array([600.0, 610.0, 620.0, 630.0])},
    most_lines=750,
)


def test_each_kind_is_a_group() -> None:
    groups = groups_of(CODE)
    assert [{signal.sort for signal, _ in group} for group in groups] == [
        {"complexity"},
        {"staleness"},
        {"health"},
        {"file-lines"},
    ]
    signals = [signal for group in groups for signal, _ in group]
    assert len({signal.key for signal in signals}) == len(signals) == 6
    assert {(signal.source, signal.subject) for signal in signals} == {("code", "repo:shop")}
    assert [signal.key for signal in signals if signal.sort == "complexity"] == [
        "shop@0123456789ab complexity /",
        "shop@0123456789ab complexity src/",
    ]


def test_a_series_begins_where_it_is_known() -> None:
    days = {signal.key.partition(" ")[2]: days for group in groups_of(CODE) for signal, days in group}
    assert (days["health score"].start, len(days["health score"].levels)) == (20_001 * DAY, 3)
    assert {one.until for one in days.values()} == {20_004 * DAY}
    assert np.isnan(days["complexity /"].levels[2])


def test_only_files_have_a_limit_and_it_says_who_sets_it() -> None:
    limits = [signal.limit for group in groups_of(CODE) for signal, _ in group if signal.limit is not None]
    (limit,) = limits
    assert (limit.value, limit.side) == (750.0, Side.ABOVE)
    assert limit.source.startswith("thresholds.file_lines")


def test_what_is_not_known_is_no_series() -> None:
    empty = replace(CODE, health=NONE, shape=NONE, complexity={ALL: NONE}, untouched={ALL: NONE}, lines={})
    assert groups_of(empty) == ()


def test_names_that_are_no_text_and_very_long_ones_can_be_stored() -> None:
    long = "d/" * 400
    odd = replace(CODE, name="sh\udcffop", complexity={long + "a/": CODE.shape, long + "b/": CODE.shape})
    signals = [signal for signal, _ in groups_of(odd)[0]]
    assert len({signal.key for signal in signals}) == 2
    for signal in signals:
        assert len(signal.key) < 300
        for text in (signal.key, signal.what, signal.subject, *signal.labels.values()):
            assert "\\udcff" in text or "d/" in text
            text.encode("utf-8")


def test_a_shallow_clone_goes_by_its_name() -> None:
    assert repository_key("shop", "") == "shop"
    assert repository_key("shop", "a" * 40) != repository_key("shop", "b" * 40)


def test_flaky_runs_are_a_group_of_their_own() -> None:
    marks = [RunMark(20_000 * DAY + hour * 3_600, hour % 4 == 0) for hour in range(48)]
    ((signal, days),) = flakiness(marks, "shop", "ab", 20_010 * DAY, 30)
    assert (signal.sort, signal.key, signal.unit) == ("flakiness", "shop@ab flakiness /", "share")
    assert days.levels.tolist() == [0.25, 0.25]
    assert flakiness([], "shop", "ab", 20_010 * DAY, 30) == ()
