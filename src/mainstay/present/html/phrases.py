"""The words that only pages need: kinds, spans of time, the sentence at the head, and the signs beside colours."""

from mainstay.domain.code_report import CodeReport
from mainstay.domain.health import Movement
from mainstay.domain.source_file import FileKind
from mainstay.present.numbers import brief
from mainstay.present.trend_points import moment_before
from mainstay.present.wording import amount, earlier, headline, measure, scope_name

_KINDS = {
    FileKind.LFS_POINTER: "LFS pointer",
    FileKind.OTHER: "other text",
    FileKind.SYMLINK: "link",
}
_SINCE = {"a month": "this month", "a quarter": "this quarter", "a year": "this year"}


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


def told_move(movement: Movement | None) -> str:
    """Tell a movement of the score in words: "3.1 lower than a quarter ago"; "" where it is not known."""
    change = moved(movement)
    if movement is None or change is None:
        return ""
    if round(abs(change), 1) == 0:
        return f"as {earlier(movement.since)}"
    return f"{brief(abs(change))} {'higher' if change > 0 else 'lower'} than {earlier(movement.since)}"


def lede(report: CodeReport) -> str:
    """Tell the health, and what got worst, in at most two sentences."""
    told = f"{_sentence(headline(report))}."
    if report.score.value is None or report.trend is None:
        return told
    if report.trend.worse:
        worst = report.trend.worse[0]
        return f"{told} Worst: {measure(worst.measure)} of {scope_name(worst.path, 80)} {amount(worst)}."
    if moment_before(report.trend, "a quarter") is None:
        return told
    return f"{told} In shape, nothing got measurably worse this quarter."


def urgency_sign(level: int) -> str:
    """Give a sign beside the colour of an urgency, so that it is told without it."""
    return {3: "▲", 2: "●"}.get(level, "○")


def direction(change: float | None) -> str:
    """Give the class of a change of the score: "up", "down", or "" for none."""
    if change is None or round(abs(change), 1) == 0:
        return ""
    return "up" if change > 0 else "down"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
