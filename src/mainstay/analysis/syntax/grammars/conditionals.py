"""Makes code readable whose `#if` branches open or close brackets by themselves: one stays, what is beside it is blanked.

A grammar reads all branches at once. Where each holds the beginning of the same block, as in `if (a) {` and
`#else` `if (b) {`, the brackets do not add up, and hundreds of lines after it would be taken for one
function. And it knows few places where a directive may stand; elsewhere, as between the parts of a list or in a
type's head, it is taken for code.
"""

import re
from dataclasses import dataclass, field

_DIRECTIVE = re.compile(
    rb"^[ \t]*#[ \t]*(if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)\b((?:\\\r?\n|[^\n])*)", re.MULTILINE
)
_NEVER = re.compile(rb"[ \t]*(?:0|false)[ \t\r]*(?:/[/*]|$)")
_NOT_NEWLINE = re.compile(rb"[^\r\n]")
MOST = 100_000
"""So many directives are looked at in one file."""

_Span = tuple[int, int]


@dataclass(slots=True)
class _Choice:
    """One `#if` up to its `#endif`: where its directives and branches stand, and how the brackets of each add up."""

    directives: list[_Span]
    never: bool
    branches: list[_Span] = field(default_factory=list)
    balances: list[int] = field(default_factory=list)
    balance: int = 0
    begins: int = 0

    @property
    def kept(self) -> int:
        """The branch that stays: the first, or the next after `#if 0`."""
        return 1 if self.never and len(self.branches) > 1 else 0

    def close_branch(self, end: int, text: bytes, counted: int) -> None:
        self.branches.append((self.begins, end))
        self.balances.append(self.balance + _balance(text, counted, end))
        self.balance = 0


def with_one_branch(text: bytes, *, everywhere: bool = False) -> bytes:
    """Give the text, of the same length, with one branch only where the brackets of branches do not add up.

    With `everywhere` one branch is left of each choice, and no directive of any.
    """
    if b"#" not in text:
        return text
    blanked: list[_Span] = []
    open_choices: list[_Choice] = []
    counted = 0
    for number, found in enumerate(_DIRECTIVE.finditer(text)):
        kind, start, end = found[1], found.start(), found.end()
        if number >= MOST:
            break
        if kind.startswith(b"if"):
            if open_choices:
                open_choices[-1].balance += _balance(text, counted, start)
            never = kind == b"if" and _NEVER.match(found[2]) is not None
            open_choices.append(_Choice([(start, end)], never, begins=end))
        elif open_choices:
            choice = open_choices[-1]
            choice.directives.append((start, end))
            choice.close_branch(start, text, counted)
            choice.begins = end
            if kind == b"endif":
                open_choices.pop()
                if everywhere or any(choice.balances):
                    blanked += choice.directives
                    blanked += (one for place, one in enumerate(choice.branches) if place != choice.kept)
                if open_choices:
                    # Of branches that exclude each other one counts for what is around them.
                    open_choices[-1].balance += choice.balances[choice.kept]
        counted = end
    return _blank(text, blanked)


def without_choices(text: bytes) -> bytes:
    """Give the text, of the same length, as one who has made all choices reads it: each time the first branch."""
    return with_one_branch(text, everywhere=True)


def _balance(text: bytes, start: int, end: int) -> int:
    return text.count(b"{", start, end) - text.count(b"}", start, end)


def _blank(text: bytes, spans: list[_Span]) -> bytes:
    if not spans:
        return text
    changed = bytearray(text)
    reached = 0
    # Choices stand within each other, and nothing is blanked twice.
    for begins, end in sorted(spans):
        start = max(begins, reached)
        if start < end:
            changed[start:end] = _NOT_NEWLINE.sub(b" ", bytes(changed[start:end]))
            reached = end
    return bytes(changed)
