"""The codes of findings, as options name them."""

from collections.abc import Iterable

from mainstay.cli.session import Session
from mainstay.config.nearest import nearest
from mainstay.domain.errors import UsageError
from mainstay.present.visible import visible

_GROUP = "Findings"


def refuse_unknown(session: Session, codes: Iterable[str]) -> None:
    """Raise UsageError for a code that no finding has, with the nearest that one has."""
    known = [topic.code for topic in session.doors.topics() if topic.group == _GROUP]
    for code in codes:
        if code not in known:
            likely = nearest(code, known)
            raise UsageError(
                f"there is no finding {visible(code, 80)}",
                where="--code",
                mend=f"did you mean {likely}?" if likely else "mainstay explain lists all",
            )
