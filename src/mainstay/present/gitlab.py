"""The findings as GitLab's Code Quality report, shown in a merge request."""

from mainstay.domain.code_report import CodeReport
from mainstay.domain.finding import Finding
from mainstay.present.json_document import document
from mainstay.present.severities import GITLAB
from mainstay.present.visible import visible


def render(report: CodeReport) -> str:
    """Give a JSON array with an object for each finding; fingerprints stay the same through moves and renames."""
    return document([_issue(finding) for finding in report.findings])


def _issue(finding: Finding) -> dict[str, object]:
    told = finding.text or finding.code
    return {
        "description": visible(f"{finding.symbol}: {told}" if finding.symbol else told),
        "check_name": finding.code,
        "fingerprint": finding.fingerprint,
        "severity": GITLAB[finding.urgency],
        "location": {"path": finding.path, "lines": {"begin": max(finding.line, 1)}},
    }
