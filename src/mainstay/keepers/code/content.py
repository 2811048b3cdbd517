"""What one content (a version of a file) says by itself, wherever it lies: worked out once and kept by its hash."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec

from mainstay.analysis.classify.contents import kind_of_content, ordinary_lines, text_of
from mainstay.analysis.classify.languages import PYTHON, is_code
from mainstay.analysis.duplication.fingerprints import EMPTY, Shingles, fingerprint
from mainstay.analysis.duplication.tokens import tokenise
from mainstay.analysis.health.excess import excesses
from mainstay.analysis.health.losses import content_losses
from mainstay.analysis.health.parts import Thresholds, rules
from mainstay.analysis.suppression.ignores import Ignore, read_ignores
from mainstay.analysis.syntax.grammar import ERASED
from mainstay.analysis.syntax.grammars.table import grammar_of
from mainstay.analysis.syntax.markers import markers_of
from mainstay.analysis.syntax.measure import Measured, count, measure
from mainstay.analysis.usage.names import Import, Where
from mainstay.analysis.usage.names import decode as decode_names
from mainstay.analysis.usage.names import encode as encode_names
from mainstay.analysis.usage.python import names_of
from mainstay.analysis.usage.words import words_of
from mainstay.domain.source_file import MODULE, FileKind, Function, Marker, TypeDefinition

FORMAT = "12"
"""Changes whenever the same content would give other figures; it is part of the key that they are kept under."""

LARGEST_PARSED = 4 << 20
FEWEST_ORDINARY = 20
"""Ordinary lines from which on a file that counts as minified is told as one that was not looked at."""
MARKER = "todo-comment"
# What is shorter, or takes more than one decision in 500 lines, may be a table but is read as a program.
_DATA_LINES = 200
_DATA_DECISIONS = 0.002
_Span = tuple[int, int]
_TYPES = int(Where.TYPES)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of contents: `digest` tells asks apart."""

    thresholds: Thresholds
    shingles: Shingles

    @property
    def digest(self) -> str:
        """A text that is the same exactly for asks that give the same figures."""
        return _digest(self)


@cache
def _digest(ask: Ask) -> str:
    limits = (getattr(ask.thresholds, name) for name in Thresholds.__slots__)
    return "-".join(str(part) for part in (FORMAT, *limits, ask.shingles.found))


class Detail(msgspec.Struct, frozen=True, array_like=True):
    """The part of a content that is read only for files that are shown."""

    functions: tuple[Function, ...]
    types: tuple[TypeDefinition, ...]
    markers: tuple[Marker, ...] = ()


class Content(msgspec.Struct, frozen=True, array_like=True):
    """The figures of one content.

    `kind` is what the content itself shows (a FileKind) or "". `losses` are the lines lost to each part of
    SHAPE_OF_CONTENT. `flaws` are what would be found in it: (code, symbol, value). `detail` is an encoded Detail, `prints`
    encoded fingerprints, `names` encoded Names (only of what stands now); `ignores` are the directives in its comments.
    `test_lines` are lines of code that are compiled for tests alone; no other figure but `lines` holds any of them.
    `language` is the one that a header shows to be written in where its name says another, else "".
    """

    kind: str
    size: int
    lines: int = 0
    code_lines: int = 0
    comment_lines: int = 0
    blank_lines: int = 0
    functions: int = 0
    complex_functions: int = 0
    cyclomatic: int = 0
    cognitive: int = 0
    nesting: int = 0
    losses: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0, 0.0)
    parsed: bool = False
    error: str = ""
    flaws: tuple[tuple[str, str, float], ...] = ()
    detail: bytes = b""
    prints: bytes = b""
    names: bytes = b""
    ignores: tuple[Ignore, ...] = ()
    test_lines: int = 0
    language: str = ""


def examine(content: bytes, language: str, ask: Ask, *, copies: bool = True, names: bool = False) -> Content:
    """Work out all figures of one content. The time is bounded only from outside (see analysis.syntax.measure)."""
    kind, text = kind_of_content(content), text_of(content)
    if kind is not None:
        lines = 0 if kind is FileKind.BINARY else _rows(text)
        hidden = ordinary_lines(text) if kind is FileKind.MINIFIED and is_code(language) else 0
        return Content(kind=kind, size=len(content), lines=lines, error=_half_minified(hidden))
    grammar = grammar_of(language, text)
    if grammar is None or len(text) > LARGEST_PARSED:
        counted = (
            count(text)
            if is_code(language)
            else Measured(_rows(text), code_lines=0, comment_lines=0, blank_lines=0)
        )
        too_large = f"larger than {LARGEST_PARSED >> 20} MiB: counted, not parsed"
        return Content(
            kind="",
            size=len(content),
            lines=counted.lines,
            code_lines=counted.code_lines,
            blank_lines=counted.blank_lines,
            error="" if grammar is None else too_large,
            names=encode_names(words_of(text)) if names else b"",
        )
    measured = measure(text, grammar)
    return msgspec.structs.replace(
        _parsed(text, len(content), measured, ask, copies=copies),
        ignores=read_ignores(text, grammar),
        language=grammar.language if grammar.language != language else "",
        names=_names(text, language, measured) if names else b"",
    )


def _half_minified(ordinary: int) -> str:
    """Say that a minified file holds code that people wrote: one long line must not take the rest out of sight."""
    if ordinary < FEWEST_ORDINARY:
        return ""
    return f"counts as minified for its long lines, so that {ordinary} ordinary lines beside them were not looked at"


def _names(text: bytes, language: str, measured: Measured) -> bytes:
    if language == PYTHON:
        return encode_names(names_of(text, measured.skipped))
    imports = tuple(
        Import(module.removeprefix(ERASED), 0, (), line, _TYPES if module.startswith(ERASED) else 0)
        for module, line in measured.imports
    )
    return encode_names(msgspec.structs.replace(words_of(text), imports=imports))


def count_lines(content: bytes) -> Content:
    """Count the lines of one content and those that are blank, and look what kind the content shows."""
    kind, text = kind_of_content(content), text_of(content)
    counted = count(text)
    return Content(kind or "", len(content), lines=counted.lines, blank_lines=counted.blank_lines)


def _rows(text: bytes) -> int:
    """Count lines; a last one without a newline counts."""
    return text.count(b"\n") + bool(text and not text.endswith(b"\n"))


def _is_data(measured: Measured) -> bool:
    """Tell a table written as code: long, without a function, with hardly a decision."""
    if measured.code_lines < _DATA_LINES or any(function.name != MODULE for function in measured.functions):
        return False
    return (
        sum(function.cyclomatic - 1 for function in measured.functions)
        <= _DATA_DECISIONS * measured.code_lines
    )


def _parsed(text: bytes, size: int, measured: Measured, ask: Ask, *, copies: bool) -> Content:
    functions = [function for function in measured.functions if function.name != MODULE]
    markers = markers_of(text, _apart(measured.skipped, measured.tests))
    passed_over = (*measured.skipped, *measured.tests)
    prints = fingerprint(tokenise(text, passed_over), ask.shingles) if copies else EMPTY
    return Content(
        kind=FileKind.DATA if _is_data(measured) else "",
        size=size,
        lines=measured.lines,
        code_lines=measured.code_lines,
        comment_lines=measured.comment_lines,
        blank_lines=measured.blank_lines,
        functions=len(functions),
        complex_functions=sum(function.cognitive > ask.thresholds.cognitive for function in functions),
        cyclomatic=sum(function.cyclomatic for function in measured.functions),
        cognitive=sum(function.cognitive for function in measured.functions),
        nesting=max((function.nesting for function in measured.functions), default=0),
        losses=content_losses(measured.code_lines, measured.functions, rules(ask.thresholds)),
        parsed=True,
        error=measured.error,
        flaws=_flaws(measured, markers, ask.thresholds),
        detail=encode(Detail(measured.functions, measured.types, markers)),
        prints=prints.to_bytes(),
        test_lines=measured.test_lines,
    )


def _apart(spans: Iterable[_Span], tests: Sequence[_Span]) -> Iterable[_Span]:
    """Give the spans that begin in none of the tests; both are in order."""
    place = 0
    for start, end in spans:
        while place < len(tests) and tests[place][1] <= start:
            place += 1
        if place == len(tests) or start < tests[place][0]:
            yield start, end


def _flaws(
    measured: Measured, markers: Iterable[Marker], thresholds: Thresholds
) -> tuple[tuple[str, str, float], ...]:
    found = [
        (one.code, one.what.name, one.value)
        for one in excesses(measured.functions, measured.types, thresholds)
    ]
    return (*found, *((MARKER, marker_symbol(marker), 1.0) for marker in markers))


def marker_symbol(marker: Marker) -> str:
    """Name a marker by what it says, so that it is known again wherever the line has moved."""
    return f"{marker.kind} {marker.text}".strip()


def encode(value: Content | Detail) -> bytes:
    """Write figures for the cache or the way from a worker."""
    return msgspec.msgpack.encode(value)


_CONTENT = msgspec.msgpack.Decoder(Content)
_DETAIL = msgspec.msgpack.Decoder(Detail)
NO_DETAIL = Detail((), ())


def decode(data: bytes) -> Content | None:
    """Read figures back; None when they cannot be read."""
    try:
        return _CONTENT.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def imports_of(content: Content) -> tuple[Import, ...]:
    """Read a content's imports, none where it was not read for names."""
    try:
        return decode_names(content.names).imports if content.names else ()
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ()


def detail_of(content: Content) -> Detail:
    """Read a content's functions and types."""
    return _DETAIL.decode(content.detail) if content.detail else NO_DETAIL
