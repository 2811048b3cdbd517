"""What stands where a part of the report has nothing to show: why, and the command that comes next."""

from dataclasses import dataclass

from mainstay.domain.code_report import CodeReport
from mainstay.domain.notice import Weight
from mainstay.present.times import month


@dataclass(frozen=True, slots=True)
class Advice:
    """Why there is nothing, and what to run next ("" when nothing need be done)."""

    text: str
    command: str = ""


def advice(report: CodeReport) -> dict[str, Advice | None]:
    """Give the advice for each part of the report by its name; None for a part that has something to show."""
    return {
        "score": _no_score(report),
        "movement": _no_movement(report),
        "trend": _no_trend(report),
        "history": _no_history(report),
        "files": _no_files(report),
        "findings": _no_findings(report),
    }


def _no_score(report: CodeReport) -> Advice | None:
    if report.score.value is not None:
        return None
    if not report.scope.commit and not report.files:
        return Advice("Nothing is committed yet. Commit something and look again.", "mainstay check")
    if not any(language.parsed for language in report.languages):
        return Advice(
            "A score needs code in a language whose syntax is read. Of other languages files and lines are "
            "counted, and their past is told."
        )
    return Advice("No part of the score has enough evidence; the reasons stand beside each part.")


def _no_movement(report: CodeReport) -> Advice | None:
    if report.movements:
        return None
    if report.score.value is None:
        return Advice("Without a score nothing moves it.")
    return Advice(
        "There is no earlier point to compare with. The next run compares with this one.", "mainstay check"
    )


def _no_trend(report: CodeReport) -> Advice | None:
    if report.trend is not None and report.trend.moments:
        return None
    if not report.scope.commit:
        return Advice("A trend is read from commits, and there are none yet.", "git commit")
    past = report.history
    if past is not None and past.commits and month(past.first_at) == month(report.scope.committed_at):
        return Advice("All commits are of one month, so there is no earlier one to compare with yet.")
    return Advice("The trend of the past year was not read in this run" + _limits(report), "mainstay check")


def _no_history(report: CodeReport) -> Advice | None:
    if report.history is not None:
        return None
    if not report.scope.commit:
        return Advice(
            "There are no commits yet, so nothing is known of owners, changes and fixes.", "git commit"
        )
    return Advice(
        "The past was not read in this run, so owners, changes and fixes are not known" + _limits(report),
        "mainstay doctor",
    )


def _no_files(report: CodeReport) -> Advice | None:
    return None if report.files else Advice("No file was found to measure.", "mainstay check PATH")


def _no_findings(report: CodeReport) -> Advice | None:
    if report.findings:
        return None
    if report.findings_total:
        return Advice("No finding is listed in this report.", "mainstay check")
    if report.score.value is None:
        return Advice("Nothing could be judged, so nothing was found.")
    return Advice("Nothing needs attention.")


def _limits(report: CodeReport) -> str:
    """Point to the notices where one of them limits the result."""
    limited = any(notice.weight is Weight.LIMIT for notice in report.notices)
    return "; the notes at the top say why." if limited else "."
