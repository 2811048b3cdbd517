"""Findings about two files in different folders that change together: a dependency that no import tells."""

from collections.abc import Iterable, Iterator, Mapping

from mainstay.domain.finding import Finding, Urgency
from mainstay.domain.history import Coupling
from mainstay.domain.source_file import FileKind
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.findings.repairs import proposal

COUPLED = "change-coupling"
LEAST_SHARE = 0.4
"""From so large a share of the commits of either on, as of the pairs that the report lists."""


def of_pairs(pairs: Iterable[Coupling], kinds: Mapping[str, FileKind], ground: Ground) -> Iterator[Finding]:
    """Name the pairs of source files that lie apart: in folders of which neither holds the other.

    That a file changes with its test, or a package with its parts, is how it should be. `kinds` are by path.
    """
    for pair in pairs:
        code = kinds.get(pair.one) is kinds.get(pair.other) is FileKind.SOURCE
        if code and _apart(pair.one, pair.other):
            yield _of_pair(pair, ground)


def _apart(one: str, other: str) -> bool:
    first, second = (f"/{path}".rpartition("/")[0] + "/" for path in (one, other))
    return not (first.startswith(second) or second.startswith(first))


def _of_pair(pair: Coupling, ground: Ground) -> Finding:
    share = pair.together / pair.either
    # By first names, so that the pair keeps its name when a file moves.
    first, second = sorted((pair.one, pair.other), key=lambda path: (ground.first_name(path), path))
    return Finding(
        code=COUPLED,
        path=first,
        line=1,
        end_line=1,
        symbol="",
        text=f"changes with {second}: in {pair.together} of the {pair.either} commits of the year that touched either",
        urgency=Urgency.LOW,
        value=share,
        limit=LEAST_SHARE,
        lost=0.0,
        fingerprint=ground.fingerprint(COUPLED, ground.first_name(second), first),
        repair=proposal(COUPLED),
    )
