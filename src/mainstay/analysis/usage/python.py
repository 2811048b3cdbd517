"""The names of one Python file, by regular expressions over its text: no tree is walked, so no depth is too deep."""

import re
from collections import Counter
from collections.abc import Iterable

from mainstay.analysis.usage.blanking import Blanked
from mainstay.analysis.usage.definitions import definitions_of
from mainstay.analysis.usage.imports import imports_by_call, take_imports
from mainstay.analysis.usage.names import Mark, Names
from mainstay.analysis.usage.words import (
    MOST_WORDS,
    named_in_prose,
    packed,
    tokens_of,
    used_in_examples,
    words_and_dotted,
)

_EXPORTS = re.compile(rb"^__all__\b[^=(\n]{0,40}[=(]\s*[\[(]?([^\])]*)", re.MULTILINE)
_QUOTED = re.compile(rb"[\"']([A-Za-z_]\w*)[\"']")
_COMPUTED = re.compile(rb"\bgetattr\s*\((?:[^\n(),]|\([^\n()]*\))*,(?!\s*[\"']{2}\s*[,)])")
_MAIN = re.compile(rb"^if\b[ \t]*+\(?\s*+__name__\s*+==", re.MULTILINE)
_FALLBACK = re.compile(rb"^(?:def __getattr__\b|__getattr__\s*=)", re.MULTILINE)
_IMPORTING = (b"import_module", b".import_module", b"__import__")
_TELLING = {
    Mark.IMPORTS_BY_NAME: (
        "import_module __import__ iter_modules walk_packages spec_from_file_location "
        "load_source find_module import_string load_module run_path run_module"
    ),
    Mark.GLOBALS: "globals locals vars .modules .__dict__",
    Mark.EXEC: "exec eval execfile",
    Mark.SUBCLASSES: "__subclasses__ __init_subclass__",
}
_BY_WORD = tuple(
    (mark, tuple(prefix + word.encode() for word in words.split() for prefix in (b"", b".")))
    for mark, words in _TELLING.items()
)


def names_of(source: bytes, skipped: Iterable[tuple[int, int]]) -> Names:
    """Read all names of a Python source (UTF-8).

    `skipped` are the byte spans of its comments and documentation in order, as analysis.syntax.measure gives them.
    Never raises whatever the bytes are; the time is linear in their number but for definitions within definitions,
    where it grows with the depth of classes too.
    """
    skipped = tuple(skipped)
    blanked = Blanked(source, skipped)
    code, imports = take_imports(b"\n" + blanked.code)
    tokens = Counter(tokens_of(code))
    if any(word in tokens for word in _IMPORTING):
        imports += imports_by_call(source, skipped)
    marks = _marks(source, code, tokens)
    definitions = definitions_of(code, tokens)
    exports = []
    if b"__all__" in tokens:
        exports = [word for match in _EXPORTS.finditer(source) for word in _QUOTED.findall(match.group(1))]
    strings, dotted = words_and_dotted(blanked.strings)
    bare, attributes = _uses(tokens)
    return Names(
        imports=tuple(imports),
        definitions=tuple(definitions),
        exports=tuple(word.decode("utf-8", "replace") for word in exports[:MOST_WORDS]),
        bare=bare,
        attributes=attributes,
        strings=packed(strings),
        dotted=packed(dotted),
        prose=packed(named_in_prose(blanked.prose)),
        examples=packed(used_in_examples(blanked.prose)),
        marks=int(marks),
    )


def _uses(tokens: Counter[bytes]) -> tuple[str, str]:
    bare, attributes = [], []
    for token, times in tokens.items():
        if times <= 0 or token.isdigit():
            continue
        if token[0] == 46:
            attributes.append(token[1:])
        elif not 48 <= token[0] <= 57:
            bare.append(token)
    return packed(bare), packed(attributes)


def _marks(source: bytes, code: bytes, tokens: Counter[bytes]) -> Mark:
    marks = Mark.SHEBANG if source.startswith(b"#!") else Mark(0)
    for mark, words in _BY_WORD:
        if any(word in tokens for word in words):
            marks |= mark
    if b"__name__" in tokens and _MAIN.search(code):
        marks |= Mark.MAIN
    if b"__getattr__" in tokens and _FALLBACK.search(code):
        marks |= Mark.MODULE_GETATTR
    if b"getattr" in tokens and _COMPUTED.search(code):
        marks |= Mark.GETATTR
    return marks
