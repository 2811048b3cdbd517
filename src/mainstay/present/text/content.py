"""All that the hash of a content stands for, whole: every field of the plan, in the order in which people ask for it."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType

from mainstay.analysis.plans.soundness import is_unverified
from mainstay.analysis.runs.effects import has_effect
from mainstay.domain.proposal_view import Difference, ProposalView, StepView
from mainstay.present.numbers import plural
from mainstay.present.spelling import action_words, prose, word
from mainstay.present.text.columns import INDENT, title
from mainstay.present.text.look import FAINT, PLAIN, STRONG, WARN
from mainstay.present.text.told import Told

_UNVERIFIED = "nothing verifies it: where it is not known whether it was done, a person has to look"
_MOST_NAMED = 5

_DEEPER = 6
_UNITS = {"d": 86_400, "h": 3_600, "m": 60}


def name_of(view: ProposalView, *, unicode: bool) -> RenderableType:
    """Tell what would be done in one line, as its author calls it."""
    return Told(prose(view.proposal.title, unicode=unicode), STRONG, indent=0)


def about(view: ProposalView, *, unicode: bool) -> RenderableType:
    """Tell what it would be done to, where, and what kind of change it is, made for which state."""
    one = view.proposal
    subject, environment, team, base = (
        word(text, unicode=unicode) for text in (one.subject, one.environment, one.team, view.base)
    )
    whose = f"team {team}" if one.team else "no team's"
    severity = f", severity {one.severity}" if one.severity != "none" else ""
    return Told(
        f"{subject} in {environment} ({whose}), {one.change}{severity}, "
        f"made for {base if view.base else 'any state'}",
        FAINT,
    )


def pieces(view: ProposalView, *, unicode: bool) -> Iterator[RenderableType]:
    """Tell why, what would be done step by step, what can go wrong, how it is taken back, and what surrounds it."""
    yield from _prose("Why", view.why, unicode=unicode)
    yield title("What would be done", plural(len(view.steps), "step"))
    for number, step in enumerate(view.steps, 1):
        yield from _step(number, step, unicode=unicode)
    yield from _prose("Risk", view.risk, unicode=unicode)
    yield from _prose("Way back", view.way_back, unicode=unicode)
    if view.targets:
        yield title("Touches")
        yield from (Told(word(target, unicode=unicode)) for target in view.targets)
    if view.labels:
        yield title("Labels")
        yield from (
            Told(f"{word(name, unicode=unicode)}: {word(text, unicode=unicode)}")
            for name, text in view.labels.items()
        )
    yield title("The plan")
    effort = f", {plural_hours(view.effort)} of work" if view.effort else ""
    lasts = f"expires {span(view.expires)} after it was proposed" if view.expires else "never expires"
    yield Told(f"key {word(view.key, unicode=unicode)}, version {view.version}{effort}, {lasts}", FAINT)


def changes(differences: Iterable[Difference], *, unicode: bool) -> Iterator[RenderableType]:
    """Tell each place at which a revision differs from the one before, both texts whole."""
    for one in differences:
        before, now = (prose(text, unicode=unicode) or "(nothing)" for text in (one.before, one.now))
        yield Told(f"{prose(one.place, unicode=unicode)}: {before} -> {now}", indent=_DEEPER - len(INDENT))


def unverified(view: ProposalView) -> str:
    """Tell of steps that are verified before they are repeated and have no check, "" where there are none."""
    found = [step.id for step in view.steps if _is_unverified(step)]
    more = f" and {len(found) - _MOST_NAMED:,} more" if len(found) > _MOST_NAMED else ""
    return (
        f"note: no check verifies {', '.join(map(word, found[:_MOST_NAMED]))}{more}; see `repeat`"
        if found
        else ""
    )


def span(seconds: int) -> str:
    """Tell a length of time without rounding it, as a plan file has it: 90s, 30m, 4h, 7d."""
    unit = next((unit for unit, size in _UNITS.items() if seconds and seconds % size == 0), "s")
    return f"{seconds // _UNITS.get(unit, 1)}{unit}"


def plural_hours(effort: float) -> str:
    """Tell hours of work without rounding them."""
    return f"{str(effort).removesuffix('.0')} {'hour' if effort == 1 else 'hours'}"


def _is_unverified(step: StepView) -> bool:
    return is_unverified(step.repeat, step.action.kind, has_check=step.check is not None)


def _step(number: int, step: StepView, *, unicode: bool) -> Iterator[RenderableType]:
    yield Told(f"{number}. {word(step.id, unicode=unicode)}: {action_words(step.action, unicode=unicode)}")
    if step.check is not None:
        yield Told(f"done when: {action_words(step.check, unicode=unicode)}", indent=_DEEPER)
    undo = action_words(step.undo, unicode=unicode) if step.undo is not None else ""
    if undo:
        yield Told(f"undo: {undo}", indent=_DEEPER)
    elif has_effect(step.action.kind):
        yield Told("nothing takes it back", WARN, _DEEPER)
    if _is_unverified(step):
        yield Told(_UNVERIFIED, WARN, _DEEPER)
    tries = f", {step.tries} tries" if step.tries > 1 else ""
    after = f", after {', '.join(word(name, unicode=unicode) for name in step.after)}" if step.after else ""
    yield Told(f"{step.repeat}, at most {span(step.time_out)}{tries}{after}", FAINT, _DEEPER)


def _prose(heading: str, text: str, *, unicode: bool) -> Iterator[RenderableType]:
    if text.strip():
        yield title(heading)
        yield from (Told(prose(line, unicode=unicode), PLAIN) for line in text.strip().split("\n"))
