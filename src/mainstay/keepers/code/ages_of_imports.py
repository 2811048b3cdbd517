"""Since when findings about imports have been there and where they are going, by the commit that drift is told since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mainstay.analysis.architecture.drift import Since as Point
from mainstay.analysis.architecture.drift import broken_then, circles_matched, drift
from mainstay.analysis.architecture.structure import Structure
from mainstay.domain.architecture import Drift
from mainstay.domain.finding import Course, Finding, Since
from mainstay.keepers.code.findings.of_architecture import LAYER_VIOLATION
from mainstay.keepers.code.findings.of_usage import IMPORT_CYCLE

_NOTHING = Structure()


@dataclass(frozen=True, slots=True)
class Drifted:
    """Imports at an earlier commit beside those of now; `names` maps files to their names of now where these are others.

    Without a `point` nothing is known of any earlier commit.
    """

    point: Point | None = None
    then: Structure = _NOTHING
    now: Structure = _NOTHING
    names: Mapping[str, str] = field(default_factory=dict)

    def drift(self) -> Drift | None:
        """Tell the drift, None where no earlier commit is known."""
        return drift(self.then, self.now, self.names, self.point) if self.point is not None else None

    def aged(self, found: Iterable[Finding], now: int, created: Mapping[str, int]) -> list[Finding]:
        """Add to findings about imports since when they have been there; `created` are the times at which paths came up."""
        if self.point is None:
            return list(found)
        point = self.point
        broken = broken_then(self.then, self.names)
        circles = {
            path: (one, before)
            for one, before in circles_matched(self.then, self.now, self.names)
            for path in one
        }

        def aged(finding: Finding) -> Finding:
            if finding.code == LAYER_VIOLATION:
                if finding.symbol not in self.then.judged:
                    return finding
                stood, course = (finding.path, finding.symbol) in stands, Course.SAME
            elif finding.code == IMPORT_CYCLE and finding.path in circles:
                one, before = circles[finding.path]
                stood, course = bool(before), _course(len(before), len(one))
            else:
                return finding
            born = max(created.get(finding.path, 0) - 1, 0)
            if stood:
                return replace(finding, since=Since(min(born, point.at), point.at), course=course)
            return replace(finding, since=Since(max(point.at, born), now), course=Course.NEW)

        stands = {(path, contract) for contract, path in broken}
        return [aged(finding) for finding in found]


def _course(before: int, after: int) -> Course:
    if before == after:
        return Course.SAME
    return Course.WORSE if after > before else Course.BETTER
