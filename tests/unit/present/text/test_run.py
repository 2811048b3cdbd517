"""All about one run in a terminal."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mainstay.analysis.runs.views import run_view
from mainstay.domain.plan import Action, Step
from mainstay.domain.run import Answer, Mark, Part, Purpose, RunState, WaitFor
from mainstay.present.text.look import Colours, Look
from mainstay.present.text.run import shown
from mainstay.present.visible import HIDDEN
from tests.fakes.shown_runs import AT, JOURNAL, PLAN, RUN, entry, journal, with_steps

VIEW = run_view(RUN, PLAN, JOURNAL, AT)
AT_60 = """\
Raise the pool's limit
  waiting for a person
  reason: a person does look: Look at the shop
  6b0271a5d1e9c0ff, carries out 5a0271a5d1e9c0ff, by ada 7
  minutes ago, begun 7 minutes ago, to end by 2027-01-15
  09:00:00 UTC
  repo:shop in production (team shop)
Steps  2/4 done
  1. write: done, 2.0 s, 2 tries
      file path=pool.yaml content="limit: 20\\n"
      wrote pool.yaml, 10 bytes
      check holds: check-command argv=[grep, "20",
        pool.yaml]
      it exited with 0
"""
AT_80 = """\
Raise the pool's limit
  waiting for a person
  reason: a person does look: Look at the shop
  6b0271a5d1e9c0ff, carries out 5a0271a5d1e9c0ff, by ada 7 minutes ago, begun 7
  minutes ago, to end by 2027-01-15 09:00:00 UTC
  repo:shop in production (team shop)
Steps  2/4 done
  1. write: done, 2.0 s, 2 tries
      file path=pool.yaml content="limit: 20\\n"
      wrote pool.yaml, 10 bytes
      check holds: check-command argv=[grep, "20", pool.yaml]
      it exited with 0
  2. restart: done, 7.0 s
      service unit=shop.service to=restart
      restarted shop.service
      2 lines above these
      | line 2
      | line 3
      | line 4
      | line 5
      | line 6
      | line 7
      | line 8
      | line 9
      | line 10
      | line 11
      | line 12
      | line 13
      check holds: check-http url=http://127.0.0.1/health
      it answered 200
      nothing takes it back
  3. look: waits
      manual what="Look at the shop"
      a person does it: Look at the shop
      nothing takes it back
  4. tell: to come
      notify text=done
Journal  14 entries
  2027-01-15 UTC
  07:53:25  write begun, by worker-1
  07:53:30  write failed, by worker-1: the disk is full
  07:53:40  write begun (2), by worker-1
  07:53:42  write done (2), by worker-1: wrote pool.yaml, 10 bytes
  07:53:42  write check is being looked at, by worker-1
  07:53:43  write check holds, by worker-1: it exited with 0
  07:53:43  restart begun, by worker-1
  07:53:50  restart done, by worker-1: restarted shop.service
  07:53:50  restart check is being looked at, by worker-1
  07:53:51  restart check waits for a time until 2027-01-15 07:54:00 UTC, by
    worker-1: it answered 503
  07:54:00  restart check is being looked at, by worker-1
  07:54:01  restart check holds, by worker-1: it answered 200
  07:54:01  look begun, by worker-1
  07:54:01  look waits for a person, by worker-1: a person does it: Look at the
    shop
Content cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
"""


def test_how_it_looks() -> None:
    assert shown(VIEW, Look(width=80)) == AT_80
    assert shown(VIEW, Look(width=60)).startswith(AT_60)
    # A wide terminal breaks no line of it.
    wide = shown(VIEW, Look(width=140))
    assert (
        re.sub(r"\n {2,4}(?=[a-z])", " ", AT_80[: AT_80.index("Steps")]).split()
        == wide[: wide.index("Steps")].split()
    )
    assert "\n    " not in wide[wide.index("Journal") :]


def test_colours_change_no_word() -> None:
    coloured = shown(VIEW, Look(width=80, colours=Colours.MANY))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == AT_80
    assert shown(VIEW, Look(width=80, unicode=False)).isascii()


def test_who_answered_what_and_why_is_told() -> None:
    entries = journal(
        (-60, "write", Mark.BEGUN),
        (-50, "write", Mark.UNKNOWN, Part.DO, {"detail": "it was cut off"}),
        (
            -20,
            "write",
            Mark.ANSWER,
            Part.DO,
            {"by": "bob", "answer": Answer.DONE, "detail": "I saw the file"},
        ),
    )
    told = shown(run_view(RUN, PLAN, entries, AT), Look(width=100))
    assert "1. write: done, 10 s\n" in told and "      bob said done just now: I saw the file\n" in told
    assert "07:59:40  write: bob says done: I saw the file\n" in told


def test_what_waits_says_until_when_and_what_is_done_no_more_is_not_reached() -> None:
    waits = entry(2, -5, "write", Mark.LATER, wake_at=AT + 600, waits_for=WaitFor.METRIC)
    told = shown(run_view(RUN, PLAN, [entry(1, -9, "write", Mark.BEGUN), waits], AT), Look())
    assert "      again in 10 minutes\n" in told
    ended = replace(RUN, state=RunState.FAILED, ended_at=AT)
    assert "4. tell: not reached" in shown(run_view(ended, PLAN, JOURNAL, AT), Look())


def test_the_figures_of_a_watch_are_shown_whole() -> None:
    figures = "".join(f"metric {at}: {'figures ' * 20}end{at}\n" for at in range(14))
    entries = journal((-9, "w", Mark.BEGUN), (-5, "w", Mark.FAILED, Part.DO, {"output": figures}))
    told = shown(run_view(RUN, with_steps(Step("w", Action("watch"))), entries, AT), Look(width=80))
    assert all(f"end{at}\n" in told for at in range(14)) and "lines above" not in told
    assert max(cell_len(line) for line in told.splitlines()) <= 80


def test_a_way_back_shows_what_takes_back() -> None:
    back = replace(RUN, purpose=Purpose.UNDO, of="4a" * 8, state=RunState.RUNNING)
    told = shown(run_view(back, PLAN, [entry(1, -9, "write", Mark.BEGUN)], AT), Look())
    assert f"takes back {'4a' * 8}" in told and "being taken back" in told
    assert "1. write: begun\n      file path=pool.yaml restore=true\n" in told


def test_no_line_of_what_an_action_wrote_begins_like_a_step_or_an_entry() -> None:
    spoof = "\n".join(
        ("  2. pay: done", "Journal", "  07:53:25  pay done, by worker-1", "\x1b[2J\r  2. pay: done")
    )
    entries = journal(
        (-9, "write", Mark.BEGUN),
        (
            -5,
            "write",
            Mark.FAILED,
            Part.DO,
            {"output": spoof, "detail": f"{'x' * 70} 2. pay: done\n  2. pay: done"},
        ),
    )
    told = shown(run_view(replace(RUN, reason=spoof), PLAN, entries, AT), Look(width=80))
    assert "\x1b" not in told and "\r" not in told
    assert not re.search(r"^ {0,3}2\. pay", told, re.MULTILINE)
    assert not re.search(r"^ {0,3}07:53:25  pay", told, re.MULTILINE)
    assert told.count("\nJournal") == 1


_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=300)


@pytest.mark.parametrize("width", [60, 80, 140])
@given(_texts, _texts, _texts, _texts)
def test_hostile_texts_steer_nothing_at_any_width(
    width: int, text: str, detail: str, output: str, who: str
) -> None:
    step = Step("write", Action("command", {text: detail}), check=Action(text[:60] or "x"))
    plan = replace(with_steps(step), title=text, subject=who, environment=detail)
    said = {"detail": detail, "output": output, "by": who}
    entries = journal(
        (-9, "write", Mark.BEGUN, Part.DO, said),
        (-8, "write", Mark.DONE, Part.DO, said),
        (-7, "write", Mark.FAILED, Part.CHECK, said),
        (-6, "write", Mark.ANSWER, Part.DO, {**said, "answer": text}),
    )
    run = replace(RUN, reason=text, by=who, team=who)
    told = shown(run_view(run, plan, entries, AT), Look(width=width))
    assert all(cell_len(line) <= width for line in told.splitlines())
    assert not HIDDEN.search(told.replace("\n", ""))
