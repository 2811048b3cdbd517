"""All about one run for a terminal: where it stands, what became of each step, and its journal."""

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from mainstay.analysis.runs.effects import needs_undo
from mainstay.domain.run import ENDED, LONG, Mark
from mainstay.domain.run_view import EntryView, PartRunView, RunView, StepRunView
from mainstay.present.decision_words import SHORT
from mainstay.present.numbers import count, plural
from mainstay.present.run_left import left_words, worker_words
from mainstay.present.run_words import (
    LOOKS,
    entry_words,
    progress,
    purpose_words,
    reason_words,
    state_words,
    step_words,
    when_words,
)
from mainstay.present.spelling import action_words, prose, word
from mainstay.present.text.columns import paragraph, shortened, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, PLAIN, STRONG, WARN, Look, strong
from mainstay.present.text.run_states import MARKS, STATES
from mainstay.present.text.told import Told
from mainstay.present.times import ago, exact
from mainstay.present.visible import ELLIPSIS, visible_line

_DEEPER = 6
_DAY = len("2026-11-22")
_WHOLE = {"watch"}
"""What these write is no program's output but the figures that a person decides by."""
_BAR = "| "
_MOST_LINES = 12
_LONGEST = 400
_LONGEST_LINE = 1_000


def shown(view: RunView, look: Look) -> str:
    """Tell all about a run; of what an action wrote the last lines, which JSON has whole."""
    return drawn((*_head(view, look), *_steps(view, look), *_journal(view, look), _content(view)), look)


def outlined(view: RunView, look: Look) -> str:
    """Tell where a run stands and what became of its steps, without its journal."""
    return drawn((*_head(view, look), *_steps(view, look)), look)


def _head(view: RunView, look: Look) -> Iterator[RenderableType]:
    one = view.run
    yield Told(prose(one.title, unicode=look.unicode), STRONG, indent=0)
    yield paragraph(state_words(one, view.at), strong(BAD if one.overdue else STATES[one.state]))
    if reason := reason_words(one, view.at):
        yield Told(
            f"reason: {prose(reason, unicode=look.unicode)}", WARN if one.state not in ENDED else PLAIN
        )
    if left := left_words(view):
        yield Told(left, WARN if view.stays else PLAIN)
    if where := worker_words(view):
        yield Told(where, WARN if view.behind or view.worker_is_gone else FAINT)
    yield paragraph(f"{one.id}, {purpose_words(one, 0)}, {when_words(one, view.at)}")
    subject, environment, team = (
        word(text, unicode=look.unicode) for text in (one.subject, one.environment, one.team)
    )
    yield Told(f"{subject} in {environment} ({f'team {team}' if one.team else 'no team'})", FAINT)


def _steps(view: RunView, look: Look) -> Iterator[RenderableType]:
    yield title("Steps", f"{progress(view.run)} done")
    for number, step in enumerate(view.steps, 1):
        yield from _step(number, step, view, look)


def _step(number: int, step: StepRunView, view: RunView, look: Look) -> Iterator[RenderableType]:
    style = FAINT if step.mark is None else MARKS[step.mark]
    told = step_words(step, ended=view.run.state in ENDED)
    yield (
        Text(f"  {number}. ")
        .append(word(step.id, unicode=look.unicode), STRONG)
        .append(": ")
        .append(told, style)
    )
    yield Told(action_words(step.do.action, unicode=look.unicode), FAINT, _DEEPER)
    yield from _said(step.do, view, look)
    if step.check is not None and step.check.mark is not None:
        looks = f", {step.check.tries} looks" if step.check.tries > 1 else ""
        yield Told(
            f"check {LOOKS[step.check.mark]}{looks}: {action_words(step.check.action, unicode=look.unicode)}",
            FAINT,
            _DEEPER,
        )
        yield from _said(step.check, view, look)
    for answer in step.answers:
        who, what = (word(text, unicode=look.unicode) for text in (answer.who, answer.answer))
        reason = f": {prose(answer.reason, unicode=look.unicode)}" if answer.reason else ""
        yield Told(f"{who} said {what} {ago(answer.at, view.at)}{reason}", PLAIN, _DEEPER)
    begun = step.mark not in (None, Mark.NOT_BEGUN)
    if begun and not step.has_undo and needs_undo(step.do.action.kind):
        yield Text(f"{' ' * _DEEPER}nothing takes it back", FAINT)


def _said(part: PartRunView, view: RunView, look: Look) -> Iterator[RenderableType]:
    """Tell what an action said about itself, and the end of what it wrote."""
    if part.detail:
        yield Told(prose(part.detail, unicode=look.unicode), PLAIN, _DEEPER)
    if view.at < part.wake_at < LONG:
        yield Text(f"{' ' * _DEEPER}again {ago(part.wake_at, view.at)}", FAINT)
    lines = part.output.rstrip("\n").split("\n") if part.output.strip() else []
    if part.action.kind in _WHOLE:
        yield from (Told(f"{_BAR}{visible_line(line, _LONGEST_LINE)}", FAINT, _DEEPER) for line in lines)
        return
    if len(lines) > _MOST_LINES:
        yield Text(f"{' ' * _DEEPER}{count(len(lines) - _MOST_LINES)} lines above these", FAINT)
    room = look.columns - _DEEPER - len(_BAR)
    for line in lines[-_MOST_LINES:]:
        told = shortened(visible_line(line, _LONGEST_LINE), room)
        yield Text(f"{' ' * _DEEPER}{_BAR}{told}".rstrip(), FAINT, no_wrap=True)


def _journal(view: RunView, look: Look) -> Iterator[RenderableType]:
    yield title("Journal", plural(len(view.journal), "entry", "entries"))
    for day, entries in groupby(view.journal, lambda entry: exact(entry.at)[:_DAY]):
        yield Text(f"  {day} UTC", FAINT)
        for entry in entries:
            yield Told(_entry(entry, look), FAINT if entry.mark is Mark.BEGUN else MARKS[entry.mark])


def _entry(entry: EntryView, look: Look) -> str:
    told = entry.detail if len(entry.detail) <= _LONGEST else f"{entry.detail[:_LONGEST]}{ELLIPSIS}"
    detail = f": {prose(told, unicode=look.unicode)}" if told else ""
    return f"{exact(entry.at)[_DAY + 1 : _DAY + 9]}  {entry_words(entry)}{detail}"


def _content(view: RunView) -> RenderableType:
    return Text("Content ").append(view.run.content[:SHORT], STRONG).append(view.run.content[SHORT:], FAINT)
