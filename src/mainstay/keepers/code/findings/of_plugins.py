"""What plugins are shown of a look, and the findings that they told of it."""

from collections.abc import Iterable, Iterator

from mainstay.domain.collected import Reported
from mainstay.domain.finding import Finding
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.looked import Looked
from mainstay.ports.plugins import Shown


def shown(looked: Looked) -> tuple[Shown, ...]:
    """Give the files of a look as plugins are shown them, in the order of their paths."""
    files = sorted(looked.files, key=lambda listed: listed.path)
    return tuple(Shown(one.path, looked.contents.kind_of(one).value, one.language) for one in files)


def of_plugins(reported: Iterable[Reported], ground: Ground) -> Iterator[Finding]:
    """Make findings of what plugins told: they cost no score points, and nobody has learnt what they cost otherwise."""
    for one in reported:
        yield Finding(
            code=one.code,
            path=one.path,
            line=one.line,
            end_line=one.end_line,
            symbol=one.symbol,
            text=one.text,
            urgency=one.urgency,
            value=one.value,
            limit=one.limit,
            lost=0.0,
            fingerprint=ground.fingerprint(one.code, one.key, one.path),
            repair=one.repair,
            evidence=one.evidence,
        )
