"""The findings as workflow commands, which GitHub Actions shows as annotations beside the lines."""

from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import Comparison, Novelty
from mainstay.domain.finding import Finding
from mainstay.present.change_words import novelty
from mainstay.present.severities import GITHUB
from mainstay.present.visible import visible


def render(report: CodeReport) -> str:
    """Give one command a line and nothing else, the most urgent first: GitHub shows only the first ten of a kind."""
    ordered = sorted(report.findings, key=lambda one: (-one.urgency, -one.lost))
    return "".join(f"{_command(finding, report.comparison)}\n" for finding in ordered)


def _command(finding: Finding, comparison: Comparison | None) -> str:
    places = {"file": finding.path}
    if finding.line > 0:
        places |= {"line": str(finding.line), "endLine": str(max(finding.line, finding.end_line))}
    places["title"] = finding.code
    told = ",".join(f"{name}={_property(value)}" for name, value in places.items())
    text = finding.text or finding.code
    if finding.symbol:
        text = f"{finding.symbol}: {text}"
    if comparison is not None and (new := comparison.new_of(finding)) and new.novelty is Novelty.WORSENED:
        text = f"{text} ({novelty(finding, comparison)})"
    return f"::{GITHUB[finding.urgency]} {told}::{_data(f'{text}. {finding.repair}'.strip())}"


def _data(text: str) -> str:
    """Escape as the runner's toolkit does; visible text holds no line break, whoever wrote it."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
