"""What is expected of each file now, and that nothing of what a repository may be brings the ranking down."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.history.past import Past
from mainstay.analysis.risk.cuts import HORIZON, Cut, moments
from mainstay.analysis.risk.orders import LINES_TO_OPEN, SHORTEST_READING
from mainstay.analysis.risk.ranking import LINES_AN_HOUR, rank
from mainstay.domain.history import Log
from mainstay.domain.ranking import Ranking
from tests.oracles.history import NAMES, START, History, histories
from tests.unit.analysis.risk.pasts import DAY, NOW, commit, cut, labels_of, log_of

LINES = {"fixed.py": 100, "busy.py": 100, "quiet.py": 100, "long.py": 1000, "short.py": 10}
PAST = (
    *(commit(2000, *LINES) for _ in range(3)),
    *(commit(10 * number, "fixed.py", fix=True) for number in range(1, 160)),
    *(commit(10 * number, "long.py", fix=True) for number in range(1, 160, 5)),
    *(commit(15 * number, "busy.py") for number in range(1, 100)),
)


def ranked(log: Log, lines: dict[str, int], hours: float = LINES_AN_HOUR) -> Ranking:
    cuts = [cut((NOW - at) / DAY, lines) for at in moments(NOW)]
    return rank(Past(log), cut(0, lines), cuts, labels_of(log), hours)


def is_sound(ranking: Ranking) -> bool:
    """Whether all figures are finite, in order and within what they may be."""
    figures = [
        (file.fixes, file.low, file.high, file.hours, file.per_hour, *(factor for _, factor in file.reasons))
        for file in ranking.files
    ]
    finite = all(math.isfinite(figure) and figure >= 0 for row in figures for figure in row)
    ordered = all(file.low <= file.high for file in ranking.files)
    shares = [
        figure
        for window in ranking.proof.windows
        for score in window.scores
        for figure in (score.rec20, score.popt, score.p20, score.opened, score.auc)
        if figure is not None
    ]
    return finite and ordered and all(-1e-9 <= share <= 1 + 1e-9 for share in shares)


def test_most_is_expected_of_what_was_fixed_most_and_reasons_say_why() -> None:
    ranking = ranked(log_of(*PAST), LINES)
    files = {file.path: file for file in ranking.files}
    assert ranking.files[0].path == "fixed.py"
    assert dict(files["fixed.py"].reasons)["past fixes"] > 1.5
    assert dict(files["busy.py"].reasons)["changes"] > 1.1
    assert dict(files["quiet.py"].reasons)["past fixes"] < 0.9
    assert dict(files["short.py"].reasons)["size"] < 0.9
    assert [file.fixes for file in ranking.files] == sorted(
        (file.fixes for file in ranking.files), reverse=True
    )
    # One fix in ten days.
    assert files["fixed.py"].low <= 36 <= files["fixed.py"].high
    assert files["fixed.py"].fixes == pytest.approx(36, rel=0.3)


def test_reasons_stand_strongest_first_and_name_signs_apart_only_where_they_are_told_apart() -> None:
    log = log_of(*PAST)
    labels = labels_of(log)
    cuts = [cut((NOW - at) / DAY, LINES) for at in moments(NOW)]
    told = rank(Past(log), cut(0, LINES), cuts, replace(labels, hints=~labels.fixes))
    assert "signs of fixes" in {name for file in told.files for name, _ in file.reasons}
    for file in ranked(log, LINES).files:
        strength = [max(factor, 1 / max(factor, 0.01)) for _, factor in file.reasons]
        assert strength == sorted(strength, reverse=True)
        assert "signs of fixes" not in dict(file.reasons)


def test_more_is_expected_of_a_new_file_in_a_folder_where_much_was_fixed() -> None:
    fixed = [commit(5 * number, "bad/old.py", fix=True) for number in range(1, 300)]
    log = log_of(commit(2000, "bad/old.py", "good/old.py"), *fixed)
    before, now = {"bad/old.py": 100, "good/old.py": 100}, {"bad/new.py": 100, "good/new.py": 100}
    cuts = [cut((NOW - at) / DAY, before) for at in moments(NOW)]
    ranking = rank(Past(log), cut(0, {**before, **now}), cuts, labels_of(log))
    files = {file.path: file for file in ranking.files}
    assert files["bad/new.py"].fixes > 1.3 * files["good/new.py"].fixes
    assert dict(files["bad/new.py"].reasons)["its folder's fixes"] > 1


def test_an_hour_of_reading_counts_the_opening_of_a_file() -> None:
    files = {file.path: file for file in ranked(log_of(*PAST), LINES, 200.0).files}
    assert files["quiet.py"].hours == pytest.approx((100 + LINES_TO_OPEN) / 200)
    assert files["quiet.py"].per_hour == pytest.approx(files["quiet.py"].fixes / files["quiet.py"].hours)


def test_a_file_of_one_line_takes_a_screenful_to_read_and_does_not_lead() -> None:
    log = log_of(
        commit(40, "real.py", "init.py"), commit(30, "init.py"), commit(20, "init.py"), commit(10, "real.py")
    )
    ranking = ranked(log, {"init.py": 1, "real.py": 120}, 200.0)
    files = {file.path: file for file in ranking.files}
    assert files["init.py"].hours == (SHORTEST_READING + LINES_TO_OPEN) / 200
    assert files["real.py"].hours == (120 + LINES_TO_OPEN) / 200
    assert files["real.py"].per_hour > files["init.py"].per_hour


def test_commits_set_apart_change_nothing() -> None:
    bot = [commit(number, "quiet.py", fix=True) for number in range(1, 100)]
    log = log_of(*PAST, *bot)
    bots = np.array([name == "Ann" and "quiet.py" in touched for name, touched in _authors(log)])
    labels = replace(labels_of(log), apart=bots)
    cuts = [cut((NOW - at) / DAY, LINES) for at in moments(NOW)]
    apart = rank(Past(log), cut(0, LINES), cuts, labels)
    expected = {file.path: file.fixes for file in ranked(log_of(*PAST), LINES).files}
    assert {file.path: file.fixes for file in apart.files} == pytest.approx(expected)


def _authors(log: Log) -> list[tuple[str, set[str]]]:
    touched: list[set[str]] = [set() for _ in log.oids]
    for row, path in zip(log.touched, log.touched_paths, strict=True):
        touched[row].add(log.paths[path])
    # The first commit made every file: it is nobody's bot.
    return [
        (log.people[author], paths if len(paths) == 1 else set())
        for author, paths in zip(log.authors, touched, strict=True)
    ]


def test_files_without_lines_are_left_out() -> None:
    log = log_of(*PAST)
    assert "empty.py" not in {file.path for file in ranked(log, {**LINES, "empty.py": 0}).files}
    assert ranked(log, {"empty.py": 0}).files == ()


@pytest.mark.parametrize("commits", [(), (commit(0, "a.py"),), (commit(0, "a.py", fix=True),)])
def test_hardly_any_history(commits: tuple[object, ...]) -> None:
    log = log_of(*commits)  # type: ignore[arg-type]
    ranking = rank(Past(log), cut(0, {"a.py": 10, "b.py": 0}), [], labels_of(log))
    assert is_sound(ranking)
    assert [file.path for file in ranking.files] == ["a.py"]
    assert not ranking.proof.claim


def test_all_files_new() -> None:
    log = log_of(*PAST)
    cuts = [cut((NOW - at) / DAY, LINES) for at in moments(NOW)]
    ranking = rank(Past(log), cut(0, {"new.py": 50, "newer.py": 500}), cuts, labels_of(log))
    assert is_sound(ranking)
    assert [file.path for file in ranking.files] == ["newer.py", "new.py"]


def test_nothing_of_a_files_figures_depends_on_where_it_stands() -> None:
    log = log_of(*PAST)
    shuffled = dict(sorted(LINES.items(), reverse=True))
    one, other = ranked(log, LINES), ranked(log, shuffled)
    assert [file.path for file in one.files] == [file.path for file in other.files]
    for file, same in zip(one.files, other.files, strict=True):
        assert (file.fixes, file.low, file.high) == pytest.approx((same.fixes, same.low, same.high))


def test_fifty_thousand_files_with_tens_of_thousands_of_fixes() -> None:
    chance = np.random.default_rng(4)
    lines = {
        f"d{number % 99}/f{number}.py": int(size)
        for number, size in enumerate(chance.integers(0, 900, 50_000))
    }
    names = list(lines)
    log = log_of(
        *(
            commit(float(days), *(names[place] for place in chance.integers(0, 50_000, 3)), fix=days % 2 < 1)
            for days in chance.random(20_000) * 2_000
        )
    )
    ranking = ranked(log, lines)
    assert is_sound(ranking)
    assert len(ranking.files) == sum(size > 0 for size in lines.values())


@settings(max_examples=100, deadline=None)
@given(
    histories(),
    st.integers(0, 3000),
    st.lists(st.integers(0, 10**9), min_size=len(NAMES), max_size=len(NAMES)),
)
def test_any_history_gives_sound_figures(history: History, days: int, sizes: list[int]) -> None:
    log = history.log()
    lines = np.array(sizes, dtype=np.int64)
    present, *cuts = (
        Cut(START + days * DAY - HORIZON * number, "", list(NAMES), lines) for number in range(10)
    )
    assert is_sound(rank(Past(log), present, cuts, labels_of(log)))
