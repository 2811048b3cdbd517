"""The list of runs at the widths that terminals and pipes have."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mainstay.analysis.runs.views import listed_run
from mainstay.domain.run import Purpose, Run, RunState, WaitFor, Wish
from mainstay.domain.run_view import RunList
from mainstay.present.text.look import Colours, Look
from mainstay.present.text.runs import listed
from mainstay.present.visible import HIDDEN
from tests.fakes.shown_runs import AT, JOURNAL, PLAN, RUN

BACK = replace(
    RUN,
    id="7c0271a5d1e9c0ff",
    purpose=Purpose.UNDO,
    of=RUN.id,
    state=RunState.RUNNING,
    made_at=AT - 60,
    waits_for=WaitFor.NOTHING,
    deadline=0,
)
FAILED = replace(RUN, id="5" * 16, state=RunState.FAILED, reason="write: the disk is full", deadline=0)


def listing(*runs: Run, **counts: int) -> RunList:
    made = tuple(listed_run(run, PLAN, JOURNAL if run.id == RUN.id else (), AT) for run in runs)
    return RunList(1, AT, "ada", made, {RunState(name): number for name, number in counts.items()}, "")


THREE = listing(BACK, RUN, FAILED, running=1, waiting=1, failed=1)
AT_60 = """\
Runs
  7c0271a5d1e9  Undo:…ool's limit  running               0/1
    repo:shop production, takes back 6b0271a5d1e9, by ada
  6b0271a5d1e9  Raise…ool's limit  waiting for a person  2/4
    repo:shop production, carries out 5a0271a5d1e9, by ada
    a person does look: Look at the shop
  555555555555  Raise…ool's limit  failed                0/4
    repo:shop production, carries out 5a0271a5d1e9, by ada
    write: the disk is full
3 runs that you may see: 1 failed, 1 running, 1 waiting
"""
AT_80 = """\
Runs
  7c0271a5d1e9  Undo: Raise the pool's limit           running               0/1
    repo:shop production, takes back 6b0271a5d1e9, by ada, 1 minute ago
  6b0271a5d1e9  Raise the pool's limit                 waiting for a person  2/4
    repo:shop production, carries out 5a0271a5d1e9, by ada, 7 minutes ago
    a person does look: Look at the shop
  555555555555  Raise the pool's limit                 failed                0/4
    repo:shop production, carries out 5a0271a5d1e9, by ada, 7 minutes ago
    write: the disk is full
3 runs that you may see: 1 failed, 1 running, 1 waiting
"""
AT_140 = """\
Runs            what                    state                 steps  about                 for                       by   made
  7c0271a5d1e9  Raise the pool's limit  running                 0/1  repo:shop production  takes back 6b0271a5d1e9   ada  1 minute ago
  6b0271a5d1e9  Raise the pool's limit  waiting for a person    2/4  repo:shop production  carries out 5a0271a5d1e9  ada  7 minutes ago
  555555555555  Raise the pool's limit  failed                  0/4  repo:shop production  carries out 5a0271a5d1e9  ada  7 minutes ago
  6b0271a5d1e9: a person does look: Look at the shop
  555555555555: write: the disk is full
3 runs that you may see: 1 failed, 1 running, 1 waiting
"""  # noqa: E501  # as wide as the terminal that it is for


@pytest.mark.parametrize(("width", "wanted"), [(60, AT_60), (80, AT_80), (140, AT_140)])
def test_how_it_looks(width: int, wanted: str) -> None:
    assert listed(THREE, Look(width=width)) == wanted


def test_colours_change_no_word_and_none_stands_alone() -> None:
    coloured = listed(THREE, Look(width=80, colours=Colours.MANY))
    assert "\x1b[" in coloured and "\x1b" not in listed(THREE, Look(width=80, colours=Colours.NONE))
    assert listed(THREE, Look(width=80, unicode=False)).isascii()


def test_what_is_overdue_says_so() -> None:
    told = listed(listing(replace(RUN, deadline=AT)), Look(width=80))
    assert "waiting OVERDUE" in told


def test_what_is_paused_or_answered_waits_no_more_for_what_it_waited_for() -> None:
    told = listed(listing(replace(RUN, wish=Wish.PAUSE, deadline=0)), Look(width=80))
    assert "waiting, paused" in told and "Look at the shop" not in told
    told = listed(listing(replace(RUN, wake_at=0, deadline=0)), Look(width=80))
    assert "waiting for a worker" in told and "Look at the shop" not in told


def test_how_long_it_took_is_told_where_there_is_room() -> None:
    ended = replace(FAILED, ended_at=AT - 100)
    assert "7 minutes ago, took 4 min 55 s" in listed(listing(ended), Look(width=100))


def test_totals_say_what_they_count() -> None:
    assert listed(listing(), Look()) == "No runs here.\n"
    told = listed(listing(RUN, waiting=3, done=9), Look(width=80))
    assert "1 here; in all you may see 12 runs: 9 done, 3 waiting" in told


_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


@pytest.mark.parametrize("width", [60, 80, 140])
@given(_texts, _texts, _texts, _texts, st.sampled_from(RunState), st.sampled_from(WaitFor))
def test_hostile_texts_neither_steer_nor_push_anything_aside(
    width: int, title: str, subject: str, who: str, reason: str, state: RunState, waits_for: WaitFor
) -> None:
    run = replace(RUN, state=state, by=who, reason=reason, waits_for=waits_for, deadline=0)
    plan = replace(PLAN, title=title, subject=subject)
    found = RunList(1, AT, "ada", (listed_run(run, plan, JOURNAL, AT),), {}, "")
    told = listed(found, Look(width=width))
    first = next(line for line in told.splitlines() if "6b0271a5d1e9" in line)
    assert f" {state}" in first and "2/4" in first
    assert all(cell_len(line) <= width for line in told.splitlines())
    assert not HIDDEN.search(told.replace("\n", ""))
