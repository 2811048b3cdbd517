"""Makes text from outside safe to show and honest to read: what hides or steers becomes an escape."""

import re

# Control characters (C0, DEL, C1), surrogates, line and paragraph separators, every format character of
# Unicode 15 (category Cf: bidi marks, zero-width characters, tags), non-characters, and what is drawn as
# nothing though it has another category: fillers, variation selectors, the combining grapheme joiner, the
# Braille blank.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029"
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\ufdd0-\ufdef\ufffe\uffff"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
"""One character that a person could not see, or that would steer what shows it."""
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_PIECES = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[nrt])|.", re.DOTALL)
ELLIPSIS = "…"


def visible(text: str, limit: int = 0) -> str:
    r"""Give `text` with whatever a person could not see, or would steer a terminal or page, escaped.

    The escapes are those of Python: ``\n``, ``\x1b``, ``\u202e``, ``\U000e0041``. All else, backslashes among
    it, stays as it is, so the result is for reading, not for turning back. With a `limit` above 0 the result
    has at most so many characters: its middle gives way to an ellipsis and no escape is cut in two. Markup is
    not escaped here.
    """
    if limit > 0 and len(text) > limit:
        text = _middle_left_out(text, limit)
    if not HIDDEN.search(text):
        return text
    shown = HIDDEN.sub(lambda match: escaped(match.group()), text)
    return _middle_left_out(shown, limit) if 0 < limit < len(shown) else shown


def visible_line(text: str, limit: int = 0) -> str:
    """Give one line of source as `visible` does: tabs as spaces (stops of four), cut at its end."""
    text = text.rstrip("\r\n")
    if limit <= 0:
        return visible(text.expandtabs(4))
    shown = visible(text[: limit + 1].expandtabs(4))
    return shown if len(shown) <= limit else _whole_pieces(shown, limit - 1) + ELLIPSIS


def escaped(character: str) -> str:
    """Give the escape of Python for one character, whichever it is."""
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _middle_left_out(text: str, limit: int) -> str:
    head = (limit - 1) // 2
    tail = limit - 1 - head
    start = _whole_pieces(text[: head + 10], head)
    end = _whole_pieces_at_end(text[-(tail + 10) :], tail) if tail else ""
    return f"{start}{ELLIPSIS}{end}"


def _whole_pieces(text: str, room: int) -> str:
    taken = 0
    for piece in _PIECES.finditer(text):
        if piece.end() > room:
            break
        taken = piece.end()
    return text[:taken]


def _whole_pieces_at_end(text: str, room: int) -> str:
    for piece in _PIECES.finditer(text):
        if len(text) - piece.start() <= room:
            return text[piece.start() :]
    return ""
