"""XML read from beginning to end without trust: never whole in memory, no entity expanded, nothing fetched."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

_DEEPEST = 200
# Of a longer tag or comment nothing is kept: the parser must hold each of them whole.
_LONGEST = 4 << 20
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_PLAIN = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_STEERING = bytes(32 if byte < 32 and byte not in b"\t\n\r" else byte for byte in range(256))
# References to what is no character of XML: control characters, lone surrogates and the last two of the plane.
_NO_CHARACTER = re.compile(
    rb"&#(?:[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF]|[dD][89a-fA-F][0-9a-fA-F]{2})"
    rb"|0*(?:[0-8]|1[124-9]|2\d|3[01]));"
)
_LONGEST_REFERENCE = 12
_DECLARATION = 256  # bytes in which a document says what it is encoded in

Begun = Callable[[str, dict[str, str]], None]


class MarkupRefused(ValueError):
    """An XML document holds what is never read: entities of its own, or tags too deep or too long."""


def read_markup(
    pieces: Iterable[bytes],
    begun: Begun,
    ended: Callable[[str], None],
    said: Callable[[str], None] | None = None,
) -> str:
    """Read XML, calling back at the beginning and end of each element (without its prefix) and for text where wanted.

    Control characters, which many test runners write though XML has none, become spaces; bytes that are no UTF-8 become
    question marks in a diamond. Gives "" or, where it breaks off or is damaged, why; what was read until then was told.
    Raises MarkupRefused for entities (an expansion of them may fill all memory: "billion laughs"), for elements nested
    deeper than 200 and for a tag above 4 MiB.
    """
    feed = iter(pieces)
    first = b""
    for piece in feed:
        first += piece
        if len(first) >= _DECLARATION:
            break
    plain = _is_plain(first)
    parser = expat.ParserCreate("utf-8" if plain else None)
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise MarkupRefused("its elements are nested too deep")
        begun(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        ended(name.rpartition(":")[2])

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refuse_own_types
    parser.EntityDeclHandler = _refuse_entity
    if said is not None:
        parser.CharacterDataHandler = said
        parser.buffer_text = True
    fed = 0
    try:
        for piece in _cleaned(first, feed) if plain else _together(first, feed):
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > _LONGEST:
                raise MarkupRefused("one of its tags is too long")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        return f"line {error.lineno}: {expat.ErrorString(error.code)}"
    except (LookupError, ValueError) as error:
        if isinstance(error, MarkupRefused):
            raise
        return "its encoding is not known"
    return ""


def _is_plain(first: bytes) -> bool:
    """Tell whether a document is UTF-8, by what it says of itself or for want of anything else."""
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or first[:2] in {b"<\0", b"\0<"}:
        return False
    declared = _DECLARED.match(first.removeprefix(codecs.BOM_UTF8))
    return declared is None or declared.group(1).decode("ascii").lower() in _PLAIN


def _cleaned(first: bytes, feed: Iterator[bytes]) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    kept = b""
    for piece in _together(first.removeprefix(codecs.BOM_UTF8), feed):
        text = kept + decoder.decode(piece.translate(_STEERING)).encode("utf-8", "replace")
        # A reference may be cut in two where one piece ends.
        cut = text.rfind(b"&", max(len(text) - _LONGEST_REFERENCE, 0))
        text, kept = (text[:cut], text[cut:]) if cut >= 0 else (text, b"")
        yield _NO_CHARACTER.sub(b" ", text) if b"&#" in text else text
    yield _NO_CHARACTER.sub(b" ", kept)


def _together(first: bytes, feed: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from feed


def _refuse_own_types(_name: str, _system: str | None, _public: str | None, own: bool) -> None:
    if own:
        raise MarkupRefused("it declares entities or types of its own")


def _refuse_entity(*_: object) -> None:
    raise MarkupRefused("it declares entities of its own")
