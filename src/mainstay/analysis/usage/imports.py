"""Import statements of blanked code, and what each stands under."""

import re
from collections.abc import Sequence
from itertools import islice

from mainstay.analysis.usage.names import Import, Where

# No run of bytes gives back what it took (`*+`), and no two neighbours can take the same, so that a statement that fails costs
# each of its bytes once. Groups are not possessive: Python before 3.11.5 matches such ones wrongly.
_GAP = rb"(?:[ \t]|\\\r?\n)*"
_REST = rb"(?:[^\n\\;]|\\\r?\n)*"
_MODULE = rb"(?:\.[ \t]*+)*(?:(?!import(?![\w\x80-\xff]))[\w\x80-\xff][\w.\x80-\xff]*+)?"
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
_CALLED = re.compile(rb"\b(?:__import__|import_module)\s*\(\s*[\"']([A-Za-z_][\w.]{0,200})[\"']")
_CONDITION = re.compile(rb"(?:if|elif)\b[ \t(]*(not\b)?[ \t(]*([\w.]+)[ \t)]*:")
_CONSTANT = re.compile(rb"\n([A-Za-z_]\w*)[ \t]*(?::[^=\n]{1,100})?=[ \t]*(True|1|False|0|None)[ \t]*(?=\n)")
# What is true for programs that read code, and false when it runs; the second is celery's and that of its relatives.
_FOR_READERS = frozenset((b"TYPE_CHECKING", b"STATICA_HACK"))
_FALSE = frozenset((b"0", b"False", b"None"))
_MOST_NAMES = 2_000
_LOOK_BACK = 400


def take_imports(code: bytes) -> tuple[bytes, list[Import]]:
    """Give the code without its import statements (with as many lines), and the imports; it begins with a line break."""
    if b"import" not in code:
        return code, []
    found: list[Import] = []
    for pattern in (_STATEMENT, _BEHIND) if _MAY_STAND_BEHIND.search(code) else (_STATEMENT,):
        taking = _Taking(code, behind=pattern is _BEHIND)
        code = pattern.sub(taking.take, code)
        found += taking.found
    return code, found


def imports_by_call(source: bytes, skipped: Sequence[tuple[int, int]]) -> list[Import]:
    """Give what a source imports by calls of `import_module` and `__import__` with the name written out.

    `skipped` are the byte spans of its comments and documentation, in order.
    """
    found: list[Import] = []
    line, reached, span = 1, 0, 0
    for match in _CALLED.finditer(source):
        while span < len(skipped) and skipped[span][1] <= match.start():
            span += 1
        if span == len(skipped) or match.start() < skipped[span][0]:
            line += source.count(b"\n", reached, match.start())
            reached = match.start()
            found.append(Import(_text(match.group(1)), 0, (), line, int(Where.CALL)))
    return found[:_MOST_NAMES]


class _Taking:
    def __init__(self, code: bytes, *, behind: bool) -> None:
        self._behind = behind
        self._constants: dict[bytes, bool] | None = None
        self.found: list[Import] = []
        self._code = code
        self._rows: list[bytes] = []
        self._row = self._reached = 0

    def take(self, match: re.Match[bytes]) -> bytes:
        self._row += self._code.count(b"\n", self._reached, match.end(1))
        self._reached = match.end(1)
        where = Where(0)
        if match.group(1) or self._behind:
            self._rows = self._rows or self._code.split(b"\n")
            where = self._stands_under()
        _, module, names, modules = match.groups()
        if module is not None:
            read = [(_text(name or star), _text(bound)) for name, bound, star in _parts(names)]
            bare = module.replace(b" ", b"").replace(b"\t", b"")
            name = bare.lstrip(b".")
            self.found.append(Import(_text(name), len(bare) - len(name), tuple(read), self._row, int(where)))
        else:
            self.found += [
                Import(_text(name), 0, (), self._row, int(where), _text(bound))
                for name, bound, _ in _parts(modules)
                if name
            ]
        return b"\n" * match.group().count(b"\n")

    def _stands_under(self) -> Where:
        """Tell what the import on this row stands under, by the heads of the blocks around it."""
        rows, row = self._rows, self._row
        where = self._meaning(rows[row].strip()) if self._behind else Where(0)
        column = _indent(rows[row])
        for back in range(row - 1, max(row - _LOOK_BACK, -1), -1):
            if column == 0:
                return where
            text = rows[back].strip()
            if not text or text[:1] in b")]}":
                continue
            indent = _indent(rows[back])
            if indent < column:
                column = indent
                where |= self._meaning(text)
        return where if column == 0 else where | Where.CONDITION

    def _meaning(self, head: bytes) -> Where:
        if head.startswith((b"def ", b"async def ")):
            return Where.FUNCTION
        if head.startswith((b"try", b"except", b"with suppress", b"with contextlib.suppress")):
            return Where.TRY
        if head.startswith((b"if ", b"elif ")) and b"TYPE_CHECKING" in head and b"not " not in head:
            return Where.TYPES
        condition = _CONDITION.match(head)
        if condition is not None and not self._may_run(condition.group(2), negated=bool(condition.group(1))):
            return Where.TYPES
        if head.startswith((b"if", b"elif", b"else", b"while", b"match", b"case")):
            return Where.CONDITION
        return Where(0)

    def _may_run(self, name: bytes, *, negated: bool) -> bool:
        """Tell whether what stands under `if name:` can run; it cannot where the name is a constant of this module."""
        if name in _FOR_READERS:
            return negated
        if name in _FALSE or name in {b"True", b"1"}:
            return (name in _FALSE) is negated
        if self._constants is None:
            self._constants = _constants(self._code)
        return name not in self._constants or self._constants[name] is not negated


def _constants(code: bytes) -> dict[bytes, bool]:
    """Give the names that a module sets once, to what is plainly true or false."""
    found = {name: value not in _FALSE for name, value in _CONSTANT.findall(code)}
    return {
        name: value
        for name, value in found.items()
        if len(
            re.findall(
                rb"(?<![\w.])%b[ \t]*(?::[^=\n]{1,100})?=(?!=)|\bglobal\b[^\n]*\b%b\b" % (name, name), code
            )
        )
        == 1
    }


def _parts(text: bytes) -> list[tuple[bytes, bytes, bytes]]:
    found = _NAME.finditer(text.replace(b"\\\r\n", b" ").replace(b"\\\n", b" "))
    return [(match[1] or b"", match[2] or b"", match[3] or b"") for match in islice(found, _MOST_NAMES)]


def _indent(row: bytes) -> int:
    return len(row) - len(row.lstrip())


def _text(name: bytes) -> str:
    return name.decode("utf-8", "replace")
