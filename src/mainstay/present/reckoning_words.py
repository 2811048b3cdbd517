"""How the price of a finding was worked out, in sentences: every figure as the records hold it."""

from collections.abc import Callable, Iterator, Sequence

from mainstay.domain.cost_model import CostModel, EffortModel, Ratio, SizeClass
from mainstay.domain.price import Range, Reckoning, Work
from mainstay.domain.ranking import LEAST_FIXES, Expectation
from mainstay.present.amounts import between, hour, hours
from mainstay.present.numbers import THIN, compact, count, percent, plural, significant
from mainstay.present.visible import visible

Fact = tuple[str, str]
"""What a fact is about in a word or two, and the fact."""

_WORK = {
    Work.EXTRACTION: "what lies beyond the limit becomes functions of its own",
    Work.SIGNATURE: "parameters are gathered, and calls follow",
    Work.MERGED_COPIES: "one copy becomes a function, the others call it",
    Work.SPLIT: "what lies beyond the limit moves to a place of its own, and imports follow",
    Work.DELETION: "it goes, and what names it follows",
    Work.DECLARATION: "a line of a declaration, at most an import with it",
    Work.FIX: "taken for one of the usual fixes here",
    Work.UNKNOWN: "a change of code",
}
_CODE = 40
_SEVERAL_FILES = 1.05
_WHY: dict[bool | None, str] = {
    True: " (more than its lines, for it changed in the year)",
    False: " (less than its lines, for it did not change)",
}
_NONE_AT_ALL = "no work on this repository's own changes was seen, so nothing is counted."
_NONE_IN_IT = (
    "no work in the file was seen but the commit that brought it, and that is no cost of keeping it."
)


def effort_facts(steps: Sequence[Reckoning], model: EffortModel) -> Iterator[Fact]:
    """Tell the work and its size, what its hours were learnt from, and how well such hours held.

    Where one repair mends several findings, the dearest of `steps` is what counts.
    """
    for step in steps:
        about = f"{visible(step.code, _CODE)}: " if len(steps) > 1 else ""
        size = f"{_between(step.lines, count)} lines change, {hours(step.effort)}"
        yield "Work", f"{about}{_WORK[step.work]}; {size}."
    if len(steps) > 1:
        yield "Together", "one repair mends them all, so the dearest counts."
    dearest = max(steps, key=lambda step: (step.effort.p50, step.effort.p90))
    yield "Learnt from", _learnt(dearest, model)
    yield (
        "Hours",
        f"half of such changes take at most {hour(dearest.effort.p50)}, nine of ten at most {hour(dearest.effort.p90)}.",
    )
    yield "Did it hold?", _held(model)


def file_facts(step: Reckoning, file: Expectation | None, fixed: int | None) -> Iterator[Fact]:
    """Tell what is done in a finding's file: `file` is what is expected of it, `fixed` how often it was in the past year."""
    if step.fixes_share is not None:
        span = f" ({between(file.low, file.high)})" if file is not None else ""
        past = f"; in the past year it got {count(fixed)}" if fixed is not None else ""
        touches = step.fixes * step.files_per_fix
        yield "Fixes", f"{significant(touches)}{span} are expected to touch it within a year{past}."
        yield "A fix", _a_fix(step)
    yield "Other work", f"{_spent(step.hours)} in the past year." if step.hours else "none was seen."


def carrying_facts(step: Reckoning, costs: CostModel) -> Iterator[Fact]:
    """Tell what files with such debt cost more than others, and what of it falls to the finding."""
    judged = step.fixes_share is not None or step.work is Work.DELETION
    if judged and not (step.fixes or step.hours):
        yield "Own changes", _NONE_IN_IT if costs.effort.observed else _NONE_AT_ALL
    elif step.work is Work.DELETION:
        yield (
            "Its share",
            f"{percent(step.part)} of the file's lines, and as much of the other work; at most twice that.",
        )
    elif step.fixes_share is None or step.hours_share is None:
        kinds = ", ".join(visible(ratio.kind, _CODE) for ratio in costs.extra_fixes)
        why = f"compared are {kinds}" if kinds else "it does not reach back a year"
        yield "Not known", f"the past does not tell what such debt costs ({why}), so nothing is counted."
        return
    else:
        yield "Extra fixes", _compared(step, costs.extra_fixes, _extra)
        yield "Slower work", _compared(step, costs.slower_changes, _slower)
        yield "Its share", _share(step, step.fixes_share, step.hours_share)
    yield "So it costs", f"{leaving(step.carrying)}."


def leaving(cost: Range, more: str = "") -> str:
    """Tell what leaving something costs a year, with `more` about it; what the evidence leaves open where it shows no sign."""
    if cost.p50 > 0:
        return f"{hours(cost)} a year{more}"
    if cost.p90 > 0:
        return f"{hours(cost)} a year{more}: no sign of a cost was found, and this is what the evidence leaves open"
    return "no cost of it was seen"


def _a_fix(step: Reckoning) -> str:
    takes = f"takes {hour(step.hours_per_fix)} here, in the mean"
    if step.files_per_fix < _SEVERAL_FILES:
        return f"{takes}."
    return f"{takes}, and touches {significant(step.files_per_fix)} files: so {significant(step.fixes)} fixes are this file's."


def _learnt(step: Reckoning, model: EffortModel) -> str:
    if step.work is Work.FIX:
        return f"{_own(model)}."
    known = _class_of(step.lines.p50, model.classes)
    if known is None:
        return f"{_own(model)}."
    size = (
        f"{count(known.least)} lines or more"
        if known.most is None
        else f"{count(known.least)} to {count(known.most)} lines"
    )
    others = "other repositories' fixes at this one's pace"
    if not known.fixes:
        return f"{_own(model)}, none of {size}: for these all of the evidence is {others}."
    weight = f"{percent(known.own)} of the evidence, the rest is {others}"
    return f"{_own(model)}, of which {count(known.fixes)} of {size}: {weight}."


def _own(model: EffortModel) -> str:
    return f"{plural(model.fixes, 'own fix', 'own fixes')} whose work was seen"


def _class_of(lines: float, classes: Sequence[SizeClass]) -> SizeClass | None:
    return next(
        (one for one in classes if one.least <= lines and (one.most is None or lines < one.most)), None
    )


def _held(model: EffortModel) -> str:
    judged = plural(model.judged, "later fix", "later fixes")
    if not model.proven:
        return f"{judged} could be held against what was told, under {LEAST_FIXES}: nothing is claimed."
    return (
        f"of {judged} in {plural(len(model.windows), 'window')} {percent(model.within_p50)} took at most the p50 told "
        f"for them, {percent(model.within_p90)} at most the p90; it should be 50{THIN}% and 90{THIN}%."
    )


def _compared(step: Reckoning, ratios: Sequence[Ratio], told: Callable[[Ratio], str]) -> str:
    found = next((ratio for ratio in ratios if ratio.kind == step.code), None)
    if found is None:
        return "nothing was compared, for the past does not reach back a year."
    span = f"{significant(found.low)} to {significant(found.high)}"
    if not found.cases:
        return f"nothing with such debt was seen; that it makes {span} times as much is the assumption alone."
    return (
        f"{told(found)} Judged with all other kinds, a full measure of it makes {significant(found.ratio, 3)} times as much "
        f"({span}); {percent(found.own)} of that is evidence seen here, the rest assumes no difference."
    )


def _extra(found: Ratio) -> str:
    seen, expected = (significant(number / found.cases) for number in (found.observed, found.expected))
    return (
        f"{count(found.cases)} of {plural(found.among, 'file')} had such debt a year ago and got {seen} fixes each since; "
        f"{expected} were to be expected at like size and activity without it."
    )


def _slower(found: Ratio) -> str:
    return (
        f"{count(found.cases)} of {plural(found.among, 'change')} of the year touched such files and took "
        f"{_spent(found.observed)}; {_spent(found.expected)} were to be expected of their size and people without it."
    )


def _share(step: Reckoning, fixes: Range, slower: Range) -> str:
    whose = (
        ""
        if step.part >= 0.995
        else f", {percent(step.part)} of which are this finding's{_WHY.get(step.changed, '')}"
    )
    return (
        f"the file has {percent(step.debt)} of a full measure, so {_between(fixes, percent)} of its fixes and "
        f"{_between(slower, percent)} of its other work are put down to it{whose}."
    )


def _between(found: Range, told: Callable[[float], str]) -> str:
    low, high = told(found.p50), told(found.p90)
    return low if low == high else f"{low.removesuffix(f'{THIN}%')} to {high}"


def _spent(amount: float) -> str:
    return f"{compact(amount)}{THIN}h" if amount >= 9.5 else hour(amount)
