"""The directives of one source, each with its place and the line that it is about."""

from dataclasses import dataclass, replace
from itertools import islice

from mainstay.analysis.suppression.directive import SIGN, Directive, read_directive
from mainstay.analysis.syntax.grammar import Grammar
from mainstay.analysis.syntax.remarks import Remark, remarks

MOST_IN_A_FILE = 1_000
FIRST_LINES = 20
"""So far down a directive about the whole file is looked for, and farther only in the comments that the file begins with."""

_TOO_MANY = f"the file has more than {MOST_IN_A_FILE:,} of them; this and what follows is passed over"
_TOO_LOW = f"ignore-file stands in the first {FIRST_LINES} lines or in the comments that the file begins with"


@dataclass(frozen=True, slots=True)
class Ignore:
    """A directive on the line `line` (from 1) that speaks of the code on the line `about`, 0 for the whole file."""

    line: int
    about: int
    directive: Directive


def read_ignores(source: bytes, grammar: Grammar) -> tuple[Ignore, ...]:
    """Read all directives of a source in order, those that cannot be used among them; at most 1,000 and a word on the rest."""
    if SIGN not in source:
        return ()
    found = [
        ignore for remark in remarks(source, grammar, SIGN) if (ignore := _ignore_of(remark)) is not None
    ]
    if len(found) <= MOST_IN_A_FILE:
        return tuple(found)
    beyond = replace(found[MOST_IN_A_FILE], directive=Directive(refused=_TOO_MANY))
    return (*islice(found, MOST_IN_A_FILE), beyond)


def _ignore_of(remark: Remark) -> Ignore | None:
    directive = read_directive(remark.text.decode("utf-8", "backslashreplace"))
    if directive is None:
        return None
    if not directive.whole_file:
        return Ignore(remark.line, remark.about, directive)
    if not directive.refused and remark.line > FIRST_LINES and not remark.opens:
        directive = Directive(whole_file=True, refused=_TOO_LOW)
    return Ignore(remark.line, 0, directive)
