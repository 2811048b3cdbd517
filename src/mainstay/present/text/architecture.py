"""Contracts on imports, and how the parts of the code import each other, for a terminal."""

from rich.console import Group, RenderableType
from rich.text import Text

from mainstay.domain.architecture import Architecture, Verdict
from mainstay.present.architecture_words import contracts_told, parts_told
from mainstay.present.drift_words import circle_told, drift_matters, drift_told
from mainstay.present.numbers import plural
from mainstay.present.text.columns import INDENT, title
from mainstay.present.text.look import BAD, FAINT, WARN
from mainstay.present.visible import visible

_NAME, _REASON, _DRIFT = 60, 120, 400
_MOST_NEW, _MOST_PATHS = 3, 3


def architecture_lines(architecture: Architecture | None, *, everything: bool) -> RenderableType | None:
    """Give one line, and one for each contract that is not kept (for every one with `everything`), and the drift.

    None where no contract is declared, no circle is new, and there is nothing to tell of parts, or these are not asked for.
    """
    if architecture is None:
        return None
    told = [one for one in (contracts_told(architecture), parts_told(architecture)) if one]
    if not architecture.contracts and not drift_matters(architecture) and not (everything and told):
        return None
    rows: list[RenderableType] = [title("Architecture", "; ".join(told))]
    for one in architecture.contracts:
        if one.verdict is Verdict.KEPT and not everything:
            continue
        row = Text(INDENT)
        row.append(f"{one.verdict.value:<11}", _STYLES[one.verdict])
        row.append(f"{visible(one.name, _NAME)}")
        more = plural(one.violations, "file") if one.violations else visible(one.reason, _REASON)
        row.append(f"  {more}" if more else "", FAINT)
        rows.append(row)
    if drifted := drift_told(architecture):
        rows.append(Text(INDENT + visible(drifted[:1].upper() + drifted[1:], _DRIFT), FAINT))
    drift = architecture.drift
    for breaker in drift.broken_new[:_MOST_NEW] if drift is not None else ():
        row = Text(INDENT, no_wrap=True, overflow="ellipsis")
        row.append("new        ", BAD)
        row.append(f"{visible(breaker.path, _NAME)}")
        row.append(f"  against {visible(breaker.contract, _NAME)}", FAINT)
        rows.append(row)
    for circle in (*drift.circles_new, *drift.circles_grown)[:_MOST_NEW] if drift is not None else ():
        row = Text(INDENT, no_wrap=True, overflow="ellipsis")
        row.append("new        " if not circle.before else "grew       ", WARN)
        row.append(circle_told(circle))
        row.append(f"  {visible(', '.join(circle.paths[:_MOST_PATHS]), _REASON)}", FAINT)
        rows.append(row)
    return Group(*rows)


_STYLES = {Verdict.KEPT: FAINT, Verdict.BROKEN: BAD, Verdict.NOT_JUDGED: WARN}
