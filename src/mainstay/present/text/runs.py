"""The list of runs for a terminal."""

from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size
from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.run import Purpose, RunState
from mainstay.domain.run_view import ListedRun, RunList
from mainstay.present.decision_words import SHORT
from mainstay.present.run_words import is_paused, progress, purpose_words, reason_words, waits_words
from mainstay.present.text.columns import INDENT, Column, laid_out, shortened, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, STRONG, Look, strong
from mainstay.present.text.run_states import STATES
from mainstay.present.text.totals import totals
from mainstay.present.times import ago, duration
from mainstay.present.visible import visible

_TITLE = 200
_WIDE = 140
"""From so many columns on a row has one line; with fewer a second one says what it is about."""
_COLUMNS = (
    Column(side="left"),
    Column("what", "left", long=True),
    Column("state", "left"),
    Column("steps"),
    Column("about", "left"),
    Column("for", "left"),
    Column("by", "left"),
    Column("made", "left"),
)
_LEAST_TITLE = 12
_ABOUT, _AUTHOR = 30, 12
_WITH_REASON = {RunState.WAITING, RunState.FAILED, RunState.REFUSED, RunState.CANCELLED}


def listed(found: RunList, look: Look) -> str:
    """Tell the runs of a page: a line or two each, and one more with the reason where it waits or ended badly."""
    return drawn(_pieces(found, look.columns), look)


def _pieces(found: RunList, width: int) -> Iterator[RenderableType]:
    if not found.runs:
        yield Text("No runs here.")
    elif width >= _WIDE:
        yield laid_out(title("Runs"), _COLUMNS, [_row(one, found.at) for one in found.runs], width)
        for one in found.runs:
            name = f"{INDENT}{one.id[:SHORT]}: "
            if reason := _reason(one, found.at):
                yield Text(name + shortened(reason, width - len(name)))
    else:
        yield title("Runs")
        for one in found.runs:
            yield from _lines(one, found, width)
    if told := totals("run", len(found.runs), found.counts):
        yield Text(told, FAINT)


def _lines(one: ListedRun, found: RunList, width: int) -> Iterator[Text]:
    name, steps = f"{INDENT}{one.id[:SHORT]}  ", progress(one)
    states = max(_state(other, found.at).cell_len for other in found.runs)
    counts = max(len(progress(other)) for other in found.runs)
    room = max(_LEAST_TITLE, width - len(name) - states - counts - 4)
    line = Text(name).append(set_cell_size(shortened(_title(one), room), room), STRONG)
    state = _state(one, found.at)
    line.append("  ").append(state).append(" " * (states - state.cell_len))
    yield line.append(f"  {steps:>{counts}}")
    indent = INDENT * 2
    about = indent + _about(one, width - len(indent))
    took = f"took {duration(one.ended_at - one.started_at)}" if one.started_at and one.ended_at else ""
    made = (purpose_words(one, SHORT), f"by {visible(one.by, 20)}", ago(one.made_at, found.at), took)
    for told in filter(None, made):
        about += f", {told}" if cell_len(about) + 2 + cell_len(told) <= width else ""
    yield Text(about, FAINT)
    if reason := _reason(one, found.at):
        yield Text(f"{indent}{shortened(reason, width - len(indent))}")


def _title(one: ListedRun) -> str:
    # A way back that is done must not look like a change that is done.
    return f"{'Undo: ' if one.purpose is Purpose.UNDO else ''}{visible(one.title, _TITLE)}"


def _reason(one: ListedRun, now: int) -> str:
    return visible(reason_words(one, now), 500) if one.state in _WITH_REASON else ""


def _about(one: ListedRun, room: int) -> str:
    where = shortened(visible(one.environment, 20), 16)
    return f"{shortened(visible(one.subject, 200), min(_ABOUT, room) - 1 - cell_len(where))} {where}"


def _row(one: ListedRun, now: int) -> list[Text]:
    return [
        Text(one.id[:SHORT]),
        Text(visible(one.title, _TITLE), STRONG),
        _state(one, now),
        Text(progress(one)),
        Text(_about(one, _ABOUT), FAINT),
        Text(purpose_words(one, SHORT), FAINT),
        Text(shortened(visible(one.by, 20), _AUTHOR), FAINT),
        Text(ago(one.made_at, now), FAINT),
    ]


def _state(one: ListedRun, now: int) -> Text:
    if one.overdue:
        return Text(f"{one.state} OVERDUE", strong(BAD))
    if is_paused(one, now):
        return Text(f"{one.state}, paused", STATES[one.state])
    waits = f" {waits_words(one, now)}" if one.state is RunState.WAITING else ""
    return Text(f"{one.state}{waits}", STATES[one.state])
