"""Spells what a plan holds whole, and so that two different things never look the same: a decision rests on it."""

import re
import unicodedata

from mainstay.domain.plan import Value
from mainstay.domain.proposal_view import ActionView
from mainstay.present.visible import HIDDEN, escaped

_PLAIN = re.compile(r"[\w./:@%+~^*?!$&|;<>#-]+")
_SPELLED = {'"': '\\"', "\\": "\\\\"}
_WORDS_OF_JSON = {"true", "false", "null"}


def action_words(action: ActionView, *, unicode: bool = True) -> str:
    """Tell an action in one line: its kind and all its parameters. Two that differ never give the same line.

    Where the terminal shows no Unicode all but ASCII is spelled as escapes, as no sign may stand for two characters.
    """
    parameters = [
        f"{word(name, unicode=unicode)}={value_words(value, unicode=unicode)}"
        for name, value in action.parameters.items()
    ]
    return " ".join([word(action.kind, unicode=unicode), *parameters])


def value_words(value: Value, *, unicode: bool = True) -> str:
    """Give a value in one line, a text as `word` does."""
    if isinstance(value, str):
        return word(value, unicode=unicode)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(value_words(one, unicode=unicode) for one in value)}]"
    pairs = (
        f"{word(name, unicode=unicode)}={value_words(one, unicode=unicode)}" for name, one in value.items()
    )
    return f"{{{', '.join(pairs)}}}"


def word(text: str, *, unicode: bool = True) -> str:
    r"""Give a text as it is where nothing could be mistaken in it, else between quotation marks.

    Quoted are a text with blanks or with signs that part values, an empty one, a number, `true`, `false` and `null`. In
    quotation marks a quotation mark and a backslash have a backslash before them. What cannot be seen, what steers, blanks
    but the usual one, and the second of two of those are escapes: `\n`, `\x20`, `\u202e`.
    """
    plain = _PLAIN.fullmatch(text) and not HIDDEN.search(text) and (unicode or text.isascii())
    if plain and text not in _WORDS_OF_JSON and not _is_number(text):
        return text
    return f'"{_spelled(text, unicode=unicode)}"'


def prose(line: str, *, unicode: bool = True) -> str:
    """Give a line of prose whole: what cannot be seen or steers as an escape, a backslash as two."""
    return "".join(_in_prose(one, unicode=unicode) for one in line)


def _in_prose(one: str, *, unicode: bool) -> str:
    if one == "\\":
        return _SPELLED[one]
    return escaped(one) if HIDDEN.match(one) or not (unicode or one.isascii()) else one


def _spelled(text: str, *, unicode: bool) -> str:
    parts: list[str] = []
    before = ""
    for one in text:
        if one in _SPELLED:
            parts.append(_SPELLED[one])
        elif (
            HIDDEN.match(one)
            or not one.isprintable()
            or not (unicode or one.isascii())
            or (one == " " == before)
            # It would be drawn over the quotation mark.
            or (not before and _is_mark(one))
        ):
            parts.append(escaped(one))
        else:
            parts.append(one)
        before = one
    return "".join(parts)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
