"""What findings are judged by, and how they are named so that they are known again."""

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mainstay.analysis.health.parts import PartRule, Thresholds
from mainstay.domain.code_report import FileReport
from mainstay.domain.finding import Finding
from mainstay.domain.source_file import Region


@dataclass(frozen=True, slots=True)
class Ground:
    """What findings are judged by.

    `rules` are those that the score was worked out by, `per_line` is what one lost line of each part costs, in points;
    `again` names where a copied region of a path stands again, "" where only within itself. `origins` gives the first
    path of files that had another one, `active` the number of people who committed in the year.
    """

    rules: Mapping[str, PartRule]
    thresholds: Thresholds
    per_line: Mapping[str, float]
    again: Callable[[str, Region], str]
    origins: Mapping[str, str] = field(default_factory=dict)
    active: int = 0

    def fingerprint(self, code: str, symbol: str, path: str) -> str:
        """Name a finding so that it keeps its name when its file is moved, renamed or reformatted."""
        return fingerprint(code, symbol, self.first_name(path))

    def first_name(self, path: str) -> str:
        """Give the first name that a file had, without its folders."""
        return self.origins.get(path, path).rpartition("/")[2]


def fingerprint(code: str, symbol: str, name: str) -> str:
    """Name a finding by its code, the symbol that it is about and the first name that its file had."""
    text = "\0".join((code, symbol, name)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).hexdigest()[:16]


def told_apart(found: Iterable[Finding], files: Sequence[FileReport]) -> list[Finding]:
    """Number findings whose names would be one, the oldest file first: its age is what a file keeps when it moves."""
    born = {report.file.path: report.history.created_at for report in files if report.history is not None}
    seen: Counter[str] = Counter()
    told = []
    for finding in sorted(found, key=lambda one: (born.get(one.path, math.inf), one.path, one.line)):
        number = seen[finding.fingerprint]
        seen[finding.fingerprint] += 1
        told.append(
            replace(finding, fingerprint=_numbered(finding.fingerprint, number)) if number else finding
        )
    return told


def _numbered(name: str, number: int) -> str:
    return hashlib.sha256(f"{name}\0{number}".encode()).hexdigest()[:16]
