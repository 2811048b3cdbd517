"""What --fail-on fails on: an urgency, codes, a score or coverage that is too low; docs/decisions/0009 tells why these."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from mainstay.analysis.nearest import nearest
from mainstay.cli.codes import OUTSIDE, finding_codes
from mainstay.cli.evidence import COVERAGE, NEW_COVERAGE, SCORE, missing
from mainstay.cli.session import Session
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import FEWEST_NEW_LINES, Novelty
from mainstay.domain.errors import EvidenceMissing, ExitCode, UsageError
from mainstay.domain.finding import Finding, Urgency
from mainstay.present.numbers import decimal, plural
from mainstay.present.visible import visible

NEVER, _NET = "never", "net"
_MOST_TOLD = 5
_WHOLE = 100.0
_URGENCIES = {urgency.name.lower(): urgency for urgency in Urgency}
_BELOW = re.compile(r"(score|coverage|new-coverage)<([0-9]{1,3}(?:\.[0-9]{1,3})?)")


@dataclass(frozen=True, slots=True)
class Limits:
    """When a check fails: at findings of this urgency or more, of these codes, or at a figure below its limit.

    Limits are `score`, and in per cent `coverage` of all lines and `new_coverage` of the new ones. With `net` a finding that
    was made worse is passed over where the score is not lower than at the base. `told` is the option as it was given.
    """

    told: str
    urgency: Urgency | None = None
    codes: tuple[str, ...] = ()
    score: float | None = None
    net: bool = False
    coverage: float | None = None
    new_coverage: float | None = None

    @property
    def any(self) -> bool:
        """Whether there is anything to fail on."""
        figures = (self.urgency, self.score, self.coverage, self.new_coverage)
        return bool(self.codes) or any(figure is not None for figure in figures)

    @property
    def asked(self) -> tuple[str, ...]:
        """The codes, and the names of figures that have a limit."""
        figures = ((SCORE, self.score), (COVERAGE, self.coverage), (NEW_COVERAGE, self.new_coverage))
        return (*self.codes, *(name for name, limit in figures if limit is not None))


def limits_of(
    session: Session, text: str, plugins: Collection[str] = (), *, new_only: bool = False
) -> Limits:
    """Read the option's value, parts parted by commas; what `plugins` tell is not known here.

    Raises UsageError for a part that is none, with the nearest one, and for one that needs `new_only` without it.
    """
    parts = [part.strip() for part in text.split(",")]
    urgencies = [_URGENCIES[part] for part in parts if part in _URGENCIES]
    below = [found for part in parts if (found := _BELOW.fullmatch(part))]
    rest = [part for part in parts if part not in {*_URGENCIES, NEVER, _NET} and not _BELOW.fullmatch(part)]
    codes = _codes(session, rest, plugins)
    if NEVER in parts and len(parts) > 1:
        raise UsageError(
            "never is no limit beside others", where=f"--fail-on {visible(text, 100)}", mend="leave it out"
        )
    limits = Limits(
        visible(text, 100),
        min(urgencies, default=None),
        codes,
        _highest(below, SCORE),
        _NET in parts,
        _highest(below, COVERAGE),
        _highest(below, NEW_COVERAGE),
    )
    if limits.net and not limits.any:
        raise UsageError(
            "net only says how others are judged", where="--fail-on net", mend="--fail-on low,net"
        )
    if limits.new_coverage is not None and not new_only:
        raise UsageError(
            "new-coverage is of lines that are new, and nothing says since when",
            where=f"--fail-on {visible(text, 100)}",
            mend="give --new-only too, or coverage<N for all lines",
        )
    return limits


def _highest(below: Iterable[re.Match[str]], figure: str) -> float | None:
    """Give the highest limit of a figure. Raises UsageError for one that nothing can reach."""
    found = [float(each[2]) for each in below if each[1] == figure]
    if any(limit > _WHOLE for limit in found):
        raise UsageError(
            f"{figure} goes from 0 to 100", where=f"--fail-on {figure}<{max(found):g}", mend=f"{figure}<80"
        )
    return max(found, default=None)


def _codes(session: Session, parts: Iterable[str], plugins: Collection[str]) -> tuple[str, ...]:
    parts = tuple(parts)
    if not parts:
        return ()
    known = finding_codes(session)
    for part in parts:
        plugin, slash, _ = part.partition("/")
        if part not in known and not OUTSIDE.fullmatch(part) and not (slash and plugin in plugins):
            likely = nearest(part, [*known, *_URGENCIES, NEVER, _NET])
            raise UsageError(
                f"nothing can fail on {visible(part, 80) or 'nothing'}",
                where="--fail-on",
                mend=f"did you mean {likely}?"
                if likely
                else "an urgency (low, medium, high), a finding's code, external:TOOL, score<N, coverage<N or new-coverage<N, "
                "parted by commas",
            )
    return parts


def judged(session: Session, report: CodeReport, limits: Limits, options: CheckOptions) -> int:
    """Give the exit code and say what led to it. Raises EvidenceMissing where nothing can be held against a limit.

    What was found fails a check whatever else is missing; without it a check passes only on all the evidence that the limits
    rest on.
    """
    if not limits.any:
        return ExitCode.DONE
    change = report.comparison.coverage if report.comparison is not None else None
    if limits.new_coverage is not None and change is not None and not change.judged:
        few = plural(change.executable, "new line") + " can run"
        session.say(f"note: new-coverage is judged from {FEWEST_NEW_LINES} new lines on; here {few}")
    reasons = list(_reasons(report, limits))
    if not reasons:
        _check_evidence(report, limits, options)
        return ExitCode.DONE
    if report.comparison is not None:
        session.say("   mend: what this change brought, or say why it stays: # mainstay: ignore[CODE] REASON")
    session.say(f"--fail-on {limits.told}: {' and '.join(reasons)}, so exit code 1")
    return ExitCode.FINDINGS


def _check_evidence(report: CodeReport, limits: Limits, options: CheckOptions) -> None:
    """Raise EvidenceMissing where something that the limits rest on was not there or not read."""
    if report.score.value is None and (report.comparison is None or limits.score is not None):
        raise EvidenceMissing(
            "--fail-on has nothing to judge, for there is no score",
            where=report.repository.path,
            mend="the report above says why; leave out --fail-on for this repository",
        )
    lacks = missing(report, options, limits.asked, by_urgency=limits.urgency is not None)
    if lacks:
        shown = lacks[:_MOST_TOLD]
        raise EvidenceMissing(
            "\n".join(f"--fail-on cannot judge: {one.what}" for one in shown),
            where=f"--fail-on {limits.told}",
            mend="\n".join(dict.fromkeys(one.mend for one in shown)),
        )
    failed = [run.name for run in report.plugins if run.failed]
    if failed:
        raise EvidenceMissing(
            "--fail-on cannot judge, for a plugin that it was to hear told nothing",
            where=", ".join(visible(name, 40) for name in failed),
            mend=f"mainstay plugins check {visible(failed[0], 40)}",
        )


def _reasons(report: CodeReport, limits: Limits) -> Iterable[str]:
    counted = _counted(report, limits)
    if limits.urgency is not None:
        urgent = sum(finding.urgency >= limits.urgency for finding in counted)
        more = " or more" if limits.urgency < max(Urgency) else ""
        if urgent:
            yield f"{plural(urgent, 'finding')} of {limits.urgency.name.lower()} urgency{more}"
    for code in limits.codes:
        found = sum(_is_of(finding.code, code) for finding in counted)
        if found:
            yield f"{plural(found, 'finding')} of {code}"
    score = report.score.value
    if limits.score is not None and score is not None and score < limits.score:
        yield f"a score of {decimal(score)}, which is below {limits.score:g}"

    yield from _too_little_run(report, limits)


def _too_little_run(report: CodeReport, limits: Limits) -> Iterable[str]:
    coverage = report.tests.coverage if report.tests is not None else None
    if limits.coverage is not None and coverage is not None and coverage.executable:
        share = _WHOLE * coverage.covered / coverage.executable
        if share < limits.coverage:
            yield f"a coverage of {decimal(share)} %, which is below {limits.coverage:g}"
    change = report.comparison.coverage if report.comparison is not None else None
    if limits.new_coverage is not None and change is not None and change.judged:
        share = _WHOLE * change.rewarded / change.executable
        if share < limits.new_coverage:
            yield (
                f"{decimal(share)} % of {plural(change.executable, 'new line')} run by tests, "
                f"which is below {limits.new_coverage:g}"
            )


def _is_of(code: str, asked: str) -> bool:
    return code == asked or (asked.startswith("external:") and code.startswith(f"{asked}/"))


def _counted(report: CodeReport, limits: Limits) -> Sequence[Finding]:
    """Give the findings that may fail a check: with `net` what got worse is weighed against what the change paid back."""
    comparison = report.comparison
    score = report.score.value
    if not limits.net or comparison is None or comparison.score is None or score is None:
        return report.findings
    if score < comparison.score:
        return report.findings
    passed = {one.fingerprint for one in comparison.new if one.novelty is Novelty.WORSENED}
    return [finding for finding in report.findings if finding.fingerprint not in passed]
