"""Accepting findings: what a look found, laid over the baseline that there is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec

from mainstay.analysis.suppression.directive import is_of_plugin
from mainstay.config.baseline import Accepted, Baseline, day_of, symbol_of
from mainstay.domain.code_report import MOST_LISTED, CodeReport
from mainstay.domain.finding import Finding


@dataclass(frozen=True, slots=True)
class Terms:
    """Why findings are accepted, and up to which day (YYYY-MM-DD, "" for good); of which codes, all without any.

    With `renew` those are accepted anew whose entry has expired or was outgrown.
    """

    reason: str
    until: str = ""
    codes: Collection[str] = ()
    renew: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The entries of the new baseline, and how many were added, renewed, dropped or left though they do not hold any more."""

    entries: tuple[Accepted, ...]
    added: int = 0
    renewed: int = 0
    dropped: int = 0
    lapsed: int = 0


def merged(baseline: Baseline, report: CodeReport, terms: Terms | None, *, prune: bool = False) -> Merged:
    """Lay what a look found over a baseline; without `terms` nothing is accepted.

    Reasons and days of entries that there are stay as they are, but for those that are renewed, whose first day stays. Where
    a finding is now is written anew. With `prune` entries go whose finding is not there any more, if all were looked for.
    """
    entries = {entry.fingerprint: entry for entry in baseline.findings}
    today = day_of(report.scope.taken_at)
    added = renewed = lapsed = 0
    for finding in report.suppressed:
        if finding.fingerprint in entries:
            entries[finding.fingerprint] = _moved(entries[finding.fingerprint], finding)
    for finding in report.findings:
        entry = entries.get(finding.fingerprint)
        wanted = terms is not None and (not terms.codes or finding.code in terms.codes)
        if entry is not None and not (wanted and terms is not None and terms.renew):
            lapsed += 1
        elif wanted and terms is not None:
            first = entry.accepted if entry is not None else today
            entries[finding.fingerprint] = _entry(finding, terms, first)
            renewed += entry is not None
            added += entry is None
    gone = _gone(entries, report) if prune else set()
    kept = tuple(entry for name, entry in entries.items() if name not in gone)
    return Merged(kept, added, renewed, len(gone), lapsed)


def all_was_looked_for(report: CodeReport) -> bool:
    """Tell whether what a report does not hold is not there: the whole past was read, and nothing was cut off."""
    cut = report.findings_total > len(report.findings) or len(report.suppressed) >= MOST_LISTED
    return not cut and report.history is not None and not report.repository.shallow


def _gone(entries: Mapping[str, Accepted], report: CodeReport) -> set[str]:
    if not all_was_looked_for(report):
        return set()
    there = {finding.fingerprint for finding in (*report.findings, *report.suppressed)}
    # Of a plugin that was not asked, or that told nothing, nothing is known.
    asked = {code for run in report.plugins if not run.failed for code in run.codes}
    return {
        name
        for name, entry in entries.items()
        if name not in there and (entry.code in asked or not is_of_plugin(entry.code))
    }


def _entry(finding: Finding, terms: Terms, first: str) -> Accepted:
    return Accepted(
        path=finding.path,
        code=finding.code,
        symbol=symbol_of(finding.symbol),
        value=finding.value,
        accepted=first,
        until=terms.until,
        reason=terms.reason,
        fingerprint=finding.fingerprint,
        imports=finding.made_of,
    )


def _moved(entry: Accepted, finding: Finding) -> Accepted:
    # An entry of before imports were kept holds from now on what the circle is made of now.
    return msgspec.structs.replace(
        entry,
        path=finding.path,
        symbol=symbol_of(finding.symbol),
        imports=entry.imports or finding.made_of,
    )
