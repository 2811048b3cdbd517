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


# A line that is longer is no declaration; to look for its beginning would cost time without bound.
_LONGEST_LINE = 2_000


def _candidates(*follow: bytes) -> re.Pattern[bytes]:
    """Give what finds such words: at the end of a line, before what may follow, or before a name.

    It begins with a letter, so that the search passes over all else at once; what stands before is looked at afterwards.
    """
    before = rb"(?=[ \t]++(?:" + _WORD + rb"[ \t]++){0,4}+(?:" + b"|".join(follow) + rb"))"
    ends = rb"(?P<ends>(?=[ \t]*+\r?$))|" + before + rb"|(?P<named>(?=[ \t]++\w))"
    return re.compile(rb"[A-Z](?<![\w#.>:].)[A-Z0-9]*+_[A-Z0-9_]*+(?:" + ends + rb")", re.MULTILINE)


_IN_C = _candidates(_BEGINS, _QUALIFIED)
_IN_CPP = _candidates(_BEGINS, _QUALIFIED, _CONSTRUCTOR)


def without_annotations(text: bytes, *, constructors: bool) -> bytes:
    """Give the text, of the same length, without words of macros that say something of a declaration.

    Where a language has `constructors`, a word before a name that is called may stand before one; elsewhere it is a type.
    """
    return (_IN_CPP if constructors else _IN_C).sub(_blanked, text)


def _blanked(found: re.Match[bytes]) -> bytes:
    word, text, start = found[0], found.string, found.start()
    begins = text.rfind(b"\n", max(start - _LONGEST_LINE, 0), start) + 1
    before = text[max(begins, start - _LONGEST_LINE) : start].lstrip()
    # Directives and the lines that continue them stay as they are.
    if before.startswith(b"#") or text[max(begins - 3, 0) : begins].rstrip().endswith(b"\\"):
        return word
    kind = found.lastgroup
    annotates = kind is None or (not before if kind == "ends" else before.endswith((b"struct ", b"class ")))
    return b" " * len(word) if annotates else word
