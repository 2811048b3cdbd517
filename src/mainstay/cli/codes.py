"""The codes of findings, as options name them."""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from mainstay.analysis.nearest import nearest
from mainstay.cli.sections import option
from mainstay.cli.session import Session
from mainstay.domain.errors import UsageError
from mainstay.present.visible import visible

OUTSIDE = re.compile(r"external:[A-Za-z0-9._+-]{1,60}(?:/[^\s,]{1,200})?")
"""Codes of other analysers' findings, with a rule or for all of a tool's."""
_GROUP = "Findings"
_Command = TypeVar("_Command", bound=Callable[..., Any])


def code_option(section: str) -> Callable[[_Command], _Command]:
    """Give the option that names the codes of findings, under the heading of that name."""
    return option(
        section,
        "--code",
        "codes",
        multiple=True,
        metavar="CODE",
        help="Only findings of this code; can be given often.",
    )


def finding_codes(session: Session) -> list[str]:
    """Name the codes that findings have."""
    return [topic.code for topic in session.doors.topics() if topic.group == _GROUP]


def refuse_unknown(session: Session, codes: Iterable[str], plugins: Collection[str] = ()) -> None:
    """Raise UsageError for a code that no finding has, with the nearest that one has; what `plugins` tell is not known here."""
    known = finding_codes(session)
    for code in codes:
        plugin, slash, _ = code.partition("/")
        if code not in known and not (slash and plugin in plugins) and not OUTSIDE.fullmatch(code):
            likely = nearest(code, known)
            raise UsageError(
                f"there is no finding {visible(code, 80)}",
                where="--code",
                mend=_mend(session, code, likely),
            )


def _mend(session: Session, code: str, likely: str | None) -> str:
    if any(topic.code == code for topic in session.doors.topics()):
        return f"it is told of a report as a whole: mainstay explain {code}"
    return f"did you mean {likely}?" if likely else "mainstay explain lists all"
