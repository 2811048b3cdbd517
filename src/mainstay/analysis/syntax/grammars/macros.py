"""Makes C and C++ readable where a macro or a type stands at a place that no grammar expects: it is blanked.

What is blanked holds no decision and no function, and the text keeps its length: every figure and place stays.
"""

import re

_WORD = rb"[A-Z][A-Z0-9]*_[A-Z0-9_]*+"
_PLACES = re.compile(
    # va_arg(list, char *): its second argument is a type (ISO C 7.16.1.1), which no call has.
    rb"\bva_arg[ \t]*+\([^(),;\n]{1,200}+(?P<type>,[^(),;\n]{1,200}+)\)"
    # if LIB_CONSTEXPR (a)
    rb"|\bif[ \t]++(?P<constant>" + _WORD + rb")(?=[ \t]*+\()"
    # LIB_NO_SANITIZE("alignment"), on a line of its own above what it is said of.
    rb"|^[ \t]*+(?P<said>" + _WORD + rb"\(\"[^\"\\\n]{0,200}+\"\))(?=[ \t]*+\r?\n[ \t]*+[A-Za-z_])",
    re.MULTILINE,
)


def without_insertions(text: bytes) -> bytes:
    """Give the text, of the same length, without types as arguments and without macros that only say something."""
    return _PLACES.sub(_blanked, text)


def _blanked(found: re.Match[bytes]) -> bytes:
    start, end = found.span(found.lastgroup or 0)
    whole, begins = found[0], found.start()
    return whole[: start - begins] + b" " * (end - start) + whole[end - begins :]
