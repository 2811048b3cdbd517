"""All findings of a repository's files, in the order of need."""

from collections.abc import Iterable, Sequence

from mainstay.analysis.health.excess import LARGE_CLASS
from mainstay.analysis.syntax.measure import READ_IN_PART
from mainstay.domain.code_report import FileReport
from mainstay.domain.finding import Finding
from mainstay.domain.source_file import FileKind
from mainstay.keepers.code.findings.ground import Ground, told_apart
from mainstay.keepers.code.findings.of_files import of_file, of_knowledge, unparsed
from mainstay.keepers.code.findings.of_symbols import of_markers, of_symbols

MOST = 10_000


def findings(files: Sequence[FileReport], ground: Ground, more: Iterable[Finding] = ()) -> list[Finding]:
    """Name all findings, and `more` that others found, the most urgent first, and of these the most costly."""
    found: list[Finding] = list(more)
    for report in files:
        file = report.file
        if file.kind is FileKind.MINIFIED and file.error:
            found.append(unparsed(file, ground))
        if not file.kind.maintained:
            continue
        if file.error not in {"", READ_IN_PART}:
            found.append(unparsed(file, ground))
        # A file without losses is a test, or within every limit of the score, where large classes take no part.
        if report.lost:
            found += of_symbols(report, ground)
            found += of_file(report, ground)
        elif file.kind is FileKind.SOURCE:
            found += (one for one in of_symbols(report, ground) if one.code == LARGE_CLASS)
        if file.kind is FileKind.SOURCE:
            found += of_markers(report, ground)
            found += of_knowledge(report, ground)
    return sorted(told_apart(found, files), key=by_need)


def by_need(finding: Finding) -> tuple[float, ...]:
    """Order findings: by hours saved a year for an hour of work where that is known, else by urgency and cost."""
    gain = finding.price.gain_per_hour if finding.price is not None else -1.0
    return (-gain, -finding.urgency, -finding.lost)
