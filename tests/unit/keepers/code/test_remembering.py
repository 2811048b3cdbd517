"""A later look reads only what is new, tells the same, and says what moved since the last one."""

import pytest

from mainstay.config.settings import Settings, Thresholds
from mainstay.domain.check_options import CheckOptions, Churn
from mainstay.domain.code_report import CodeReport
from mainstay.keepers.code.memory import CONTENT, LOG, MOMENT, RUN
from tests.fakes.source import DAY, FakeSource, MadeUpRepository
from tests.unit.keepers.code.looking import Looker, function, module

CUTS = 2
"""Half years before the head that a history of a good year holds, for the ranking."""


def year() -> MadeUpRepository:
    """Give fourteen months with a change of some file in each."""
    made = MadeUpRepository(now=1_730_000_000)
    made.commit({f"src/m{number}.py": module(f"f{number}") for number in range(6)})
    for step in range(42):
        made.commit({f"src/m{step % 6}.py": module(f"f{step % 6}", lines=6 + step)}, at=made.now + 10 * DAY)
    return made


def read_by(source: FakeSource) -> list[str]:
    """Name the objects that were read to be examined."""
    return source.given[0].asked


def figures(report: CodeReport) -> tuple[object, ...]:
    """Give all of a report that does not depend on when and how it was taken."""
    since = tuple(movement for movement in report.movements if movement.since != "last run")
    return report.score, report.files, report.trend, report.history, report.findings, since, report.notices


def test_the_first_look_reads_each_content_once() -> None:
    made = year()
    source = made.opened()
    Looker().look(source)
    asked = read_by(source)
    assert len(asked) == len(set(asked))
    now = {entry.oid for entry in made.commits[made.head].tree.values()}
    assert now < set(asked)
    # Twelve month starts and the head: not every version there ever was.
    assert len(asked) < len(made.contents)
    assert source.asked["tree"] == 13 + CUTS


def test_a_second_look_reads_nothing_and_tells_the_same() -> None:
    made = year()
    looker = Looker()
    first = looker.look(made.opened())
    source = made.opened()
    second = looker.look(source)
    assert read_by(source) == []
    assert source.asked["tree"] == 1
    assert figures(second) == figures(first)
    assert not any(movement.since == "last run" for movement in (*first.movements, *second.movements))


def test_after_one_commit_only_what_it_changed_is_read() -> None:
    made = year()
    looker = Looker()
    looker.look(made.opened())
    made.commit({"src/m1.py": module("f1", decisions=9), "src/new.py": module("g")})
    source = made.opened()
    report = looker.look(source)
    tree = made.commits[made.head].tree
    assert sorted(read_by(source)) == sorted([tree["src/m1.py"].oid, tree["src/new.py"].oid])
    assert source.asked["tree"] == 1
    assert source.known is not None
    assert source.known.head == made.commits[made.head].parents[0]
    assert figures(report) == figures(Looker().look(made.opened()))


def test_a_few_commits_are_read_again_sooner_than_the_past_is_written_anew() -> None:
    made = year()
    looker = Looker(options=CheckOptions(churn=Churn.YEAR))

    def remembered() -> bytes:
        return next(payload for (kind, _), payload in looker.cache.entries.items() if kind == LOG)

    looker.look(made.opened())
    first = remembered()
    for step in range(17):
        assert remembered() == first
        made.commit({"src/m1.py": module("f1", lines=9 + step)})
        again = Looker(options=looker.options).look(made.opened())
        assert figures(looker.look(made.opened())) == figures(again)
    assert remembered() != first


def test_other_thresholds_ask_anew() -> None:
    made = year()
    looker = Looker()
    looker.look(made.opened())
    looker.settings = Settings(thresholds=Thresholds(cognitive=2))
    source = made.opened()
    strict = looker.look(source)
    assert len(read_by(source)) > 6
    assert figures(strict) == figures(Looker(settings=looker.settings).look(made.opened()))


def test_other_globs_ask_anew_for_the_past_alone() -> None:
    made = year()
    looker = Looker()
    looker.look(made.opened())
    looker.settings = Settings(exclude=("src/m0.py",))
    source = made.opened()
    report = looker.look(source)
    assert source.asked["tree"] == 13 + CUTS
    assert figures(report) == figures(Looker(settings=looker.settings).look(made.opened()))


def test_what_is_gone_is_forgotten() -> None:
    made = year()
    looker = Looker()
    looker.look(made.opened())
    made.commit({"src/m0.py": None, "src/m1.py": module("g")})
    looker.look(made.opened())
    kept = {key.partition(":")[0] for kind, key in looker.cache.entries if kind == CONTENT}
    assert kept == {entry.oid for entry in made.commits[made.head].tree.values()}
    assert sum(kind == MOMENT for kind, _ in looker.cache.entries) == 12


@pytest.mark.parametrize("kind", [CONTENT, LOG, MOMENT, RUN])
@pytest.mark.parametrize("garbage", [b"", b"garbage", b"\xc0", b"\x90"])
def test_a_memory_full_of_garbage_changes_nothing(kind: str, garbage: bytes) -> None:
    made = year()
    looker = Looker()
    first = looker.look(made.opened())
    looker.cache.entries |= {place: garbage for place in looker.cache.entries if place[0] == kind}
    assert figures(looker.look(made.opened())) == figures(first)


def test_lines_are_counted_once() -> None:
    made = year()
    looker = Looker(options=CheckOptions(churn=Churn.YEAR))
    first = looker.look(made.opened())
    assert first.trend is not None
    assert first.trend.moments[-1].added > 0
    assert all(one.history is not None and one.history.added_year > 0 for one in first.files)
    without = Looker().look(made.opened())
    assert all(one.history is not None and one.history.added_year == -1 for one in without.files)
    assert without.trend is not None
    assert {moment.added for moment in without.trend.moments} == {-1}


def test_what_moved_since_the_last_run() -> None:
    made = year()
    looker = Looker()
    looker.clock.advance(100)
    first = looker.look(made.opened())
    before = made.head
    made.commit({"src/m1.py": function("knot", decisions=60, lines=60)})
    looker.clock.advance(50)
    second = looker.look(made.opened())
    last = second.movements[0]
    assert (last.since, last.commit, last.at) == ("last run", before, first.scope.taken_at)
    assert (last.before, last.after) == (first.score.value, second.score.value)
    assert last.movers[0].path == "src/m1.py"
    assert sum(mover.points for mover in last.movers) + last.rest == pytest.approx(last.after - last.before)
    # Looking again at the same says the same.
    looker.clock.advance(50)
    assert looker.look(made.opened()).movements[0] == last


@pytest.mark.parametrize(
    "other",
    [
        {"options": CheckOptions(churn=Churn.NONE, history=False, trend=False)},
        {"settings": Settings(thresholds=Thresholds(function_lines=5))},
    ],
)
def test_runs_that_judge_otherwise_are_not_compared(other: dict[str, object]) -> None:
    made = year()
    looker = Looker()
    first = looker.look(made.opened())
    otherwise = Looker(cache=looker.cache, **other)
    before = otherwise.look(made.opened()).score
    assert before != first.score
    made.commit({"src/m1.py": function("knot", decisions=60, lines=60)})
    second = looker.look(made.opened())
    assert (second.movements[0].since, second.movements[0].before) == ("last run", first.score.value)
    third = otherwise.look(made.opened())
    assert (third.movements[0].since, third.movements[0].before) == ("last run", before.value)


def test_an_edit_moves_the_score_and_taking_it_back_moves_it_back() -> None:
    made = year()
    looker = Looker()
    first = looker.look(made.opened())
    made.work = {"src/m1.py": function("knot", decisions=60, lines=60).encode()}
    edited = looker.look(made.opened())
    made.work = {}
    back = looker.look(made.opened())
    assert edited.movements[0].after == edited.score.value
    assert edited.committed_score == first.score
    assert (back.movements[0].before, back.movements[0].after) == (edited.score.value, first.score.value)
    assert back.movements[0].movers[0].points > 0
