"""What the past and the evidence say of a finding, in words: since when, where it goes, how often such a one is right."""

from typing import Protocol

from mainstay.domain.code_report import CodeReport
from mainstay.domain.finding import Certainty, Course, Finding
from mainstay.present.numbers import percent_between
from mainstay.present.times import month
from mainstay.present.visible import ELLIPSIS, visible

_DAY = 86_400
_QUARTER, _YEAR = 100 * _DAY, 350 * _DAY
_TOLD_MONTH = 62 * _DAY  # two moments so near to each other tell the month
_COURSES = {
    Course.NEW: ("+", "new"),
    Course.WORSE: ("▲", "worse"),
    Course.SAME: ("=", "same"),
    Course.BETTER: ("▼", "better"),
    Course.UNKNOWN: ("", ""),
}
NOT_JUDGED = "not judged"
_LAYER_VIOLATION = "layer-violation"
_SYMBOL_ROOM = {
    130: 40,
    100: 28,
    76: 16,
    60: 12,
}  # cells of a place's function, by the least width of the table
_NARROW = 120  # below it a function stands in place of its line
_OFTEN = ((0.985, "99 times in 100"), (0.945, "19 times in 20"))


def looked_at(report: CodeReport) -> int:
    """Give the moment that a finding's past counts back from: that of the commit, else that of the look."""
    return report.scope.committed_at if report.scope.commit else report.scope.taken_at


class _Placed(Protocol):
    @property
    def path(self) -> str: ...
    @property
    def line(self) -> int: ...


def bare_place(one: _Placed) -> str:
    """Give the file and line of a finding, or of what became of one, as they stand: not made visible yet."""
    return f"{one.path}:{one.line}" if one.line else one.path


def place(one: _Placed) -> str:
    """Give the file and line of a finding, or of what became of one."""
    return visible(bare_place(one))


def named_place(finding: Finding, room: int, *, narrow: bool = False) -> str:
    """Give a finding's place and what is meant there, in at most `room` cells: a function, a test, what is imported.

    Where it is `narrow` a name stands in place of the line that it begins at.
    """
    if finding.code == _LAYER_VIOLATION:
        steps = [step for step in finding.evidence if " imports " in step]
        target = visible(steps[-1].rpartition(" imports ")[2]) if steps else ""
        meant = f"→ {target if len(target) < room - 1 else ELLIPSIS + target[3 - room :]}" if target else ""
    else:
        # What a method belongs to gives way first; the parameter of a test stays, for it tells it from its like.
        owner, _, name = (
            finding.symbol.rpartition(".") if "[" not in finding.symbol else ("", "", finding.symbol)
        )
        symbol = visible(name if owner and len(finding.symbol) > room else finding.symbol)
        meant = (
            symbol
            if len(symbol) <= room
            else f"{symbol[: room // 2]}{ELLIPSIS}{symbol[-(room - room // 2 - 1) :]}"
        )
    if not meant or not room:
        return place(finding)
    # Functions without a name are told apart by their lines alone.
    named = meant[0].isalpha() or meant[0] in "_→"
    return f"{visible(finding.path) if narrow and named else place(finding)} {meant}"


def place_in_row(finding: Finding, width: int) -> str:
    """Give a finding's place as the rows of a table of `width` cells show it, with the name that there is room for."""
    room = next((room for least, room in _SYMBOL_ROOM.items() if width >= least), 0)
    return named_place(finding, room, narrow=width < _NARROW)


def since(finding: Finding, now: int) -> str:
    """Tell since when a finding is there: since Mar 2024, new this quarter, older than a year; "" where nobody knows."""
    short = since_briefly(finding, now)
    if short == "this quarter":
        return f"new {short}"
    return short.replace("over", "older than", 1) if short.startswith("over") else short and f"since {short}"


def since_briefly(finding: Finding, now: int) -> str:
    """Tell the same beneath a heading that says "since": Mar 2024, this quarter, over a year."""
    found = finding.since
    if found is None:
        return ""
    if found.after > 0 and now - found.after <= _QUARTER:
        return "this quarter"
    if found.after > 0 and found.by - found.after <= _TOLD_MONTH:
        return month(found.by)
    return "over a year" if now - found.by >= _YEAR else f"before {month(found.by)}"


def course(finding: Finding) -> tuple[str, str]:
    """Give the sign and the word for where a finding has been going since a quarter ago; both "" where that is not known."""
    return _COURSES[finding.course]


def certainty(found: Certainty) -> str:
    """Tell how often such a finding is right: right 9 times in 10 (82 to 97 %); that nobody judged any where that is so."""
    if not found.judged:
        return NOT_JUDGED
    return f"right {often(found)} ({percent_between(found.low, found.high)})"


def often(found: Certainty) -> str:
    """Give a chance as people say it: 9 times in 10, 19 times in 20; not judged where no such finding was."""
    if not found.judged:
        return NOT_JUDGED
    return next(
        (told for least, told in _OFTEN if found.mean >= least),
        f"{max(0, min(10, round(found.mean * 10)))} times in 10",
    )
