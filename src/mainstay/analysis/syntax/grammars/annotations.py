"""Makes C and C++ readable that begin declarations with words of macros, as in `LIB_API void f()`: such words are blanked.

A grammar that does not know the macro takes the word for a type, and what follows for something else than it is: with a
constructor's initialisers or a trailing return type it loses the bracket of the class around it.
"""

import re

# How such macros are named; a word in capitals without a part before the underscore may be a template's parameter.
_WORD = rb"[A-Z][A-Z0-9]*_[A-Z0-9_]*+"
_BEGINS = (
    rb"(?:auto|void|bool|char|int|unsigned|signed|long|short|float|double|const|constexpr|inline|static|virtual|explicit|friend"
    rb"|extern|typename|template|struct|class|enum|union|namespace|using|operator)\b"
)
_QUALIFIED = rb"[A-Za-z_][\w:]*+(?:<[^<>;(){}\n]{0,200}+>)?+[ \t*&]++[A-Za-z_~]"
_CONSTRUCTOR = rb"~?[A-Za-z_]\w*+[ \t]*+\("


def _annotations(*follow: bytes) -> re.Pattern[bytes]:
    """Give what finds such words: on a line of their own, before what may follow, or between a type's word and its name."""
    before = rb"[ \t]++(?:" + _WORD + rb"[ \t]++){0,4}+(?:" + b"|".join(follow) + rb")"
    alone = rb"^[ \t]*+" + _WORD + rb"(?=[ \t]*+\r?$)"
    named = rb"(?:(?<=struct )|(?<=class ))" + _WORD + rb"(?=[ \t]++\w)"
    # A directive is found too, and stays as it is.
    directive = rb"^[ \t]*+#(?:\\\r?\n|[^\n])*+"
    begins = rb"(?<![\w#.>:])" + _WORD + rb"(?=" + before + rb")"
    return re.compile(b"|".join((directive, alone, begins, named)), re.MULTILINE)


_IN_C = _annotations(_BEGINS, _QUALIFIED)
_IN_CPP = _annotations(_BEGINS, _QUALIFIED, _CONSTRUCTOR)


def without_annotations(text: bytes, *, constructors: bool) -> bytes:
    """Give the text, of the same length, without words of macros that say something of a declaration.

    Where a language has `constructors`, a word before a name that is called may stand before one; elsewhere it is a type.
    """
    return (_IN_CPP if constructors else _IN_C).sub(_spaces, text)


def _spaces(found: re.Match[bytes]) -> bytes:
    words = found[0]
    return words if b"#" in words else b" " * len(words)
