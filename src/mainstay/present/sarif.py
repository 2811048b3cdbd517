"""The findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for code scanning and editors."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import Novelty
from mainstay.domain.finding import Finding
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.topic import Topic
from mainstay.present.json_document import document
from mainstay.present.severities import SARIF
from mainstay.present.visible import visible

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"
_PRINT = "mainstay/v1"
_STATES = {Novelty.INTRODUCED: "new", Novelty.WORSENED: "updated", Novelty.STANDING: "unchanged"}
_WORD = re.compile(r"[A-Za-z0-9]+")
_PLAIN = str.maketrans({"\\": r"\\", "[": r"\[", "]": r"\]", "{": "{{", "}": "}}"})
_Record = dict[str, Any]


def render(report: CodeReport, topics: Iterable[Topic] = ()) -> str:
    """Give a SARIF log with one run. `topics` explain the codes; suppressed findings are in it, marked as such.

    Where a change was held against its base each result says whether it is new, updated (made worse) or unchanged.
    """
    explained = {topic.code: topic for topic in topics}
    comparison = report.comparison
    standing = comparison.standing if comparison is not None else ()
    found = (*report.findings, *standing, *report.suppressed)
    codes = list(dict.fromkeys(finding.code for finding in found))
    states = (
        {new.fingerprint: _STATES[new.novelty] for new in comparison.new} if comparison is not None else None
    )
    run = {
        "tool": {
            "driver": {
                "name": "Mainstay",
                "version": report.version,
                "rules": [_rule(code, explained.get(code)) for code in codes],
            }
        },
        "automationDetails": {"id": "mainstay/check/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(notice) for notice in report.notices],
            }
        ],
        "properties": _of_run(report),
        "results": [_result(finding, codes, states) for finding in found],
    }
    return document({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _of_run(report: CodeReport) -> _Record:
    told: _Record = {"commit": report.scope.commit, "score": report.score.value}
    if report.comparison is not None:
        told["base"] = report.comparison.base.commit
    return told


def _rule(code: str, topic: Topic | None) -> _Record:
    if topic is None:
        return {"id": code, "shortDescription": {"text": code}}
    text = "\n\n".join((topic.summary, *topic.paragraphs))
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in _WORD.findall(code)),
        "shortDescription": {"text": f"{topic.title}."},
        "fullDescription": {"text": topic.summary},
        "help": {"text": text, "markdown": text},
        "properties": {"tags": ["maintainability"]},
    }


def _result(finding: Finding, codes: Sequence[str], states: Mapping[str, str] | None) -> _Record:
    told = finding.text or finding.code
    result: _Record = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": SARIF[finding.urgency],
        "message": _message(f"{told}. {finding.repair}" if finding.repair else told),
        "locations": [_location(finding)],
        "partialFingerprints": {_PRINT: finding.fingerprint},
        "properties": {"value": finding.value, "limit": finding.limit, "pointsLost": finding.lost},
    }
    if states is not None:
        result["baselineState"] = states.get(finding.fingerprint, "unchanged")
    aside = finding.suppressed
    if aside is not None:
        kind = "inSource" if aside.by == "comment" else "external"
        result["suppressions"] = [
            {"kind": kind, "status": "accepted", "justification": visible(aside.reason)}
        ]
    return result


def _location(finding: Finding) -> _Record:
    physical: _Record = {"artifactLocation": {"uri": quote(finding.path, safe="/"), "uriBaseId": _ROOT}}
    if finding.line > 0:
        physical["region"] = {"startLine": finding.line, "endLine": max(finding.line, finding.end_line)}
    location: _Record = {"physicalLocation": physical}
    if finding.symbol:
        location["logicalLocations"] = [{"fullyQualifiedName": visible(finding.symbol)}]
    return location


def _notification(notice: Notice) -> _Record:
    level = "warning" if notice.weight is Weight.LIMIT else "note"
    return {"descriptor": {"id": notice.code}, "level": level, "message": _message(notice.text)}


def _message(text: str) -> _Record:
    """Give a message that means its text and nothing else: no link (3.11.6), no placeholder (3.11.5)."""
    return {"text": visible(text).translate(_PLAIN)}
