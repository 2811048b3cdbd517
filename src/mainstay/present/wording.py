"""The words in which every format tells a score, its movements and its changes. Texts from outside are made visible."""

from mainstay.domain.code_report import CodeReport
from mainstay.domain.health import Aspect, Movement, Mover
from mainstay.domain.history import HistorySummary
from mainstay.domain.subject import Scope
from mainstay.domain.trend import Change
from mainstay.present.numbers import count, plural, signed_percent
from mainstay.present.visible import visible

ASPECTS = {Aspect.SHAPE: "Code shape", Aspect.HISTORY: "History"}
_MEASURES = {
    "files": "files",
    "code_lines": "code lines",
    "functions": "functions",
    "cyclomatic": "cyclomatic complexity",
    "cognitive": "cognitive complexity",
    "complex_functions": "complex functions",
    "duplicated_lines": "duplicated lines",
    "lost": "points lost",
}
_TELLING_ORDER = ("a quarter", "a month", "a year", "last run")
_PATH = 60
_OLD = 30 * 86_400  # seconds


def headline(report: CodeReport) -> str:
    """Tell the score, where it came from and why: "82/100, down from 85 a quarter ago: more long functions in src/x.py"."""
    score = report.score.value
    if score is None:
        return why_no_score(report)
    told = f"{score:.0f}/100{_without(report)}"
    movement = telling_movement(report)
    if movement is None or movement.before is None:
        return told
    since = earlier(movement.since)
    if f"{movement.before:.0f}" == f"{score:.0f}":
        return f"{told}, as {since}"
    way = "down" if score < movement.before else "up"
    told += f", {way} from {movement.before:.0f} {since}"
    return f"{told}: {causes}" if (causes := _causes(report, movement)) else told


def gone(past: HistorySummary) -> str:
    """Say how many of those that the bus factor counts have left, "" when none has."""
    left, keys = past.bus_factor_left, past.bus_factor
    if not left:
        return ""
    if left == keys:
        return ", who has left" if keys == 1 else ", who have all left"
    return f", {count(left)} of whom {'has' if left == 1 else 'have'} left"


def _without(report: CodeReport) -> str:
    """Name what the score could not look at, for a high one would mislead."""
    files = sum(finding.code == "does-not-parse" for finding in report.findings)
    return (
        f" without {plural(files, 'file')} that {'does' if files == 1 else 'do'} not parse" if files else ""
    )


def why_no_score(report: CodeReport) -> str:
    """Say why there is no score."""
    if not report.repository.head and not report.files:
        return "no score: nothing is committed yet"
    if not any(language.parsed for language in report.languages):
        return "no score: no code in a language whose syntax is read"
    reasons = [part.reason for part in report.score.parts if part.reason]
    return f"no score: {visible(reasons[0], 160)}" if reasons else "no score: not enough evidence"


def telling_movement(report: CodeReport) -> Movement | None:
    """Choose the movement that says most: a quarter if the past reaches so far, else the nearest to it."""
    known = {movement.since: movement for movement in report.movements if movement.before is not None}
    return next((known[since] for since in _TELLING_ORDER if since in known), None)


def mover_name(mover: Mover, room: int = 0) -> str:
    """Name the file that moved the score, in at most `room` characters, or the code base as a whole."""
    return visible(mover.path, room) if mover.path else "the code base as a whole"


def part_title(report: CodeReport, code: str) -> str:
    """Give a part's title as it stands within a sentence."""
    for part in report.score.parts:
        if part.code == code:
            return visible(part.title[:1].lower() + part.title[1:], _PATH)
    return visible(code, _PATH)


def earlier(since: str) -> str:
    """Name the point in the past that a movement begins at: "a quarter ago", "at the last run"."""
    return f"{since} ago" if since.startswith("a ") else f"at the {since}"


def measure(field: str) -> str:
    """Give the words for a field of Figures."""
    return _MEASURES.get(field, visible(field, _PATH))


def scope_name(path: str, room: int = _PATH) -> str:
    """Name a folder or file; the root is the whole repository."""
    return "the whole repository" if path in {"", "/"} else visible(path, room)


def spans_note(scope: Scope) -> str:
    """Say from when the spans of a report count where that is not today, "" for a commit of the past 30 days."""
    old = scope.commit and scope.taken_at - scope.committed_at > _OLD
    return "all months, quarters and years end then" if old else ""


def uncommitted(scope: Scope) -> str:
    """Count the uncommitted files that entered the figures: "3 edited, 1 added"; "" without any."""
    told = ((scope.edited, "edited"), (scope.added, "added"), (scope.removed, "removed"))
    return ", ".join(f"{count(number)} {what}" for number, what in told if number)


def amount(change: Change) -> str:
    """Tell how far a figure went, relative to what it was; "new" where it was nothing."""
    return "new" if change.share is None else signed_percent(change.share)


def from_to(change: Change) -> str:
    """Give both ends of a change."""
    return f"{count(change.before)} → {count(change.after)}"


def _causes(report: CodeReport, movement: Movement) -> str:
    """Name the two files that moved the score most in the direction in which it went; a shared part once."""
    down = (movement.after or 0.0) < (movement.before or 0.0)
    movers = [mover for mover in movement.movers if mover.path and (mover.points < 0) == down][:2]
    by_part: dict[str, list[str]] = {}
    for mover in movers:
        by_part.setdefault(part_title(report, mover.part), []).append(mover_name(mover, _PATH))
    return ", ".join(
        f"{_amount_of(part, down=down)} {part} in {' and '.join(names)}" for part, names in by_part.items()
    )


def _amount_of(part: str, *, down: bool) -> str:
    if down:
        return "more"
    return "fewer" if part.endswith("s") else "less"
