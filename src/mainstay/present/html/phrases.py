"""The words for measures, kinds and spans of time, and the sentences that tell a score and a change."""

from collections.abc import Sequence

from mainstay.domain.code_report import CodeReport
from mainstay.domain.health import Movement
from mainstay.domain.source_file import FileKind
from mainstay.domain.trend import Change
from mainstay.present.numbers import brief, count, signed_percent
from mainstay.present.visible import visible

_MEASURES = {
    "files": "files",
    "code_lines": "code lines",
    "functions": "functions",
    "cyclomatic": "cyclomatic complexity",
    "cognitive": "complexity",
    "complex_functions": "complex functions",
    "duplicated_lines": "duplicated lines",
    "lost": "points lost",
}
_KINDS = {
    FileKind.LFS_POINTER: "LFS pointer",
    FileKind.OTHER: "other text",
    FileKind.SYMLINK: "link",
}
_SPANS = ("a quarter", "a month", "a year", "last run")  # by which one the headline is told, best first
_SINCE = {"a month": "this month", "a quarter": "this quarter", "a year": "this year"}


def measure(field: str) -> str:
    """Give the words for a field of Figures."""
    return _MEASURES.get(field, field.replace("_", " "))


def kind(of: FileKind | str) -> str:
    """Give the words for a kind of file."""
    return _KINDS.get(FileKind(of), str(of)) if of in set(FileKind) else str(of)


def since(span: str) -> str:
    """Turn the span of a change to the time it happened in: "a quarter" to "this quarter"."""
    return _SINCE.get(span, f"since {span}")


def moved(movement: Movement | None) -> float | None:
    """Give by how much the score moved; None where one of the two ends has none."""
    if movement is None or movement.before is None or movement.after is None:
        return None
    return movement.after - movement.before


def told_change(change: float | None, earlier: str) -> str:
    """Tell a change of the score in words: "3.1 lower than a quarter ago"; "" where it is not known."""
    if change is None:
        return ""
    if round(abs(change), 1) == 0:
        return f"unchanged against {earlier}"
    return f"{brief(abs(change))} {'higher' if change > 0 else 'lower'} than {earlier}"


def earlier(span: str) -> str:
    """Name the point in the past: "a quarter ago", "the last run"."""
    if not span:
        return ""
    return f"{span} ago" if span.startswith(("a ", "an ")) else f"the {span}"


def where(path: str) -> str:
    """Name a scope: its path, or the repository for the root."""
    return "the repository" if path in {"", "/"} else visible(path, 80)


def change_amount(change: Change) -> str:
    """Tell how far a figure went: relative, or from nothing to its size."""
    if change.share is None:
        return f"{count(change.before)} → {brief(change.after)}"
    return signed_percent(change.share)


def change_told(change: Change) -> str:
    """Tell a change as "src/dashboard/ complexity +15 %"."""
    return f"{where(change.path)} {measure(change.measure)} {change_amount(change)}"


def nearest_change(movements: Sequence[Movement]) -> tuple[float | None, str]:
    """Give the score's change since a quarter, or since the next best known point, and name the point."""
    known = {move.since: change for move in movements if (change := moved(move)) is not None}
    since = next((span for span in _SPANS if span in known), "")
    return known.get(since), earlier(since)


def lede(report: CodeReport) -> str:
    """Tell the health and what is getting worst in one sentence."""
    score = report.score.value
    if score is None:
        return _no_score(report)
    told = f"{brief(score, 0)} of 100"
    if change := told_change(*nearest_change(report.movements)):
        told += f", {change}"
    if report.trend is not None and report.trend.worse:
        told += f"; {change_told(report.trend.worse[0])}"
    elif report.trend is not None and len(report.trend.moments) > 1:
        told += "; nothing got measurably worse this quarter"
    return f"{told}."


def _no_score(report: CodeReport) -> str:
    if not report.scope.commit and not report.files:
        return "Nothing is committed yet, so there is nothing to measure."
    if not any(language.parsed for language in report.languages):
        return "No score: no code in a language whose syntax is read (for now Python)."
    reasons = [part.reason for part in report.score.parts if part.reason]
    return f"No score: {visible(reasons[0], 200)}." if reasons else "No score: not enough evidence."


def urgency_sign(level: int) -> str:
    """Give a sign beside the colour of an urgency, so that it is told without it."""
    return {3: "▲", 2: "●"}.get(level, "○")


def direction(change: float | None) -> str:
    """Give the class of a change of the score: "up", "down", or "" for none."""
    if change is None or round(abs(change), 1) == 0:
        return ""
    return "up" if change > 0 else "down"
