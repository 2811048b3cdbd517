"""Import statements of blanked code, and what each stands under."""

import re
from collections.abc import Sequence
from itertools import islice

from mainstay.analysis.usage.names import Import, Where

# No run gives back what it took (`*+`), so that each byte is tried once from each beginning of a statement.
_GAP = rb"(?:[ \t]|\\\r?\n)*+"
_REST = rb"(?:[^\n\\;]|\\\r?\n)*+"
_MODULE = rb"(?:\.[ \t]*+)*+(?:(?!import(?![\w\x80-\xff]))[\w.\x80-\xff]++)?+"
_FORM = (
    rb"(?:from(?![\w\x80-\xff])[ \t]*+("
    + _MODULE
    + rb")"
    + _GAP
    + rb"\bimport\b"
    + _GAP
    + rb"(\([^)]*+\)?|"
    + _REST
    + rb")"
    rb"|import[ \t]++(" + _REST + rb"))"
)
_STATEMENT = re.compile(rb"\n([ \t]*+)" + _FORM)
# A statement behind another, or behind the head of its block.
_BEHIND = re.compile(rb"\n([ \t]*+)[^\n\"' \t][^\n\"']{0,199}?[:;][ \t]*+" + _FORM)
_MAY_STAND_BEHIND = re.compile(rb"[:;][ \t]*+(?:from[ .]|import )")
_NAME = re.compile(rb"([\w.\x80-\xff]+)(?:\s+as\s+([\w\x80-\xff]+))?|(\*)")
_MOST_NAMES = 2_000
_LOOK_BACK = 400


def take_imports(code: bytes) -> tuple[bytes, list[Import]]:
    """Give the code without its import statements (with as many lines), and the imports; it begins with a line break."""
    if b"import" not in code:
        return code, []
    found: list[Import] = []
    for pattern in (_STATEMENT, _BEHIND) if _MAY_STAND_BEHIND.search(code) else (_STATEMENT,):
        taking = _Taking(code)
        code = pattern.sub(taking.take, code)
        found += taking.found
    return code, found


class _Taking:
    def __init__(self, code: bytes) -> None:
        self.found: list[Import] = []
        self._code = code
        self._rows: list[bytes] = []
        self._row = self._reached = 0

    def take(self, match: re.Match[bytes]) -> bytes:
        self._row += self._code.count(b"\n", self._reached, match.end(1))
        self._reached = match.end(1)
        where = 0
        if match.group(1):
            self._rows = self._rows or self._code.split(b"\n")
            where = _stands_under(self._rows, self._row)
        _, module, names, modules = match.groups()
        if module is not None:
            read = [(_text(name or star), _text(bound)) for name, bound, star in _parts(names)]
            bare = module.replace(b" ", b"").replace(b"\t", b"")
            name = bare.lstrip(b".")
            self.found.append(Import(_text(name), len(bare) - len(name), tuple(read), self._row, where))
        else:
            self.found += [
                Import(_text(name), 0, (), self._row, where, _text(bound))
                for name, bound, _ in _parts(modules)
                if name
            ]
        return b"\n" * match.group().count(b"\n")


def _parts(text: bytes) -> list[tuple[bytes, bytes, bytes]]:
    found = _NAME.finditer(text.replace(b"\\\r\n", b" ").replace(b"\\\n", b" "))
    return [(match[1] or b"", match[2] or b"", match[3] or b"") for match in islice(found, _MOST_NAMES)]


def _stands_under(rows: Sequence[bytes], row: int) -> int:
    """Tell what the import on a row (0-based) stands under, by the heads of the blocks around it."""
    where = Where(0)
    column = _indent(rows[row])
    for back in range(row - 1, max(row - _LOOK_BACK, -1), -1):
        text = rows[back].strip()
        if not text or text[:1] in b")]}":
            continue
        indent = _indent(rows[back])
        if indent < column:
            column = indent
            where |= _meaning(text)
            if column == 0:
                return int(where)
    return int(where | Where.CONDITION)


def _meaning(head: bytes) -> Where:
    if head.startswith((b"def ", b"async def ")):
        return Where.FUNCTION
    if head.startswith((b"try", b"except", b"with suppress", b"with contextlib.suppress")):
        return Where.TRY
    if head.startswith((b"if ", b"elif ")) and b"TYPE_CHECKING" in head and b"not " not in head:
        return Where.TYPES
    if head.startswith((b"if", b"elif", b"else", b"while", b"match", b"case")):
        return Where.CONDITION
    return Where(0)


def _indent(row: bytes) -> int:
    return len(row) - len(row.lstrip())


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
