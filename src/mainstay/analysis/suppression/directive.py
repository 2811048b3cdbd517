"""Directives in comments: `mainstay: ignore[complex-function] reason until 2027-03-01`, in whatever language the comment is."""

import re
from dataclasses import dataclass

from mainstay.analysis.suppression.reasons import end_of_day, reason_problem
from mainstay.domain.external import CODE as EXTERNAL

SIGN = b"mainstay:"
"""What a text must hold to hold a directive."""
MOST_CODES = 20
LONGEST_COMMENT = 1_000

# The name stands at the comment's start or right after a sign that begins one, so that prose about it is no directive.
_START = re.compile(r"(?:^|[#/*;%!-])[ \t]{0,8}mainstay:[ \t]{0,8}(?=ignore|[a-z-]{0,30}\[)")
_VERB = re.compile(r"[a-z-]*")
_CODES = re.compile(r"[ \t]{0,8}\[([^\]]*)\]")
_CODE = re.compile(
    r"[a-z][a-z0-9-]{0,39}(?:/[a-z][a-z0-9-]{0,39})?|external:[A-Za-z0-9._+-]{1,60}(?:/[^\s,\]]{1,200})?"
)
_UNTIL = re.compile(r"(?:^|\s)until[ \t]+(\S+)$")
_LIKE_A_DAY = re.compile(r"[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}")
_CLOSING = ("*/", "-->")


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive: the `codes` that it sets aside, why, and up to which second (since 1970; 0 for always).

    `whole_file` tells one that is about its file. `refused` says why it cannot be used, "" when it can.
    """

    codes: tuple[str, ...] = ()
    reason: str = ""
    until: int = 0
    whole_file: bool = False
    refused: str = ""


def is_of_plugin(code: str) -> bool:
    """Tell the codes of findings of plugins (`license-headers/missing`) and other analysers from those of Mainstay itself."""
    return "/" in code or code.startswith(f"{EXTERNAL}:")


def read_directive(comment: str) -> Directive | None:
    """Read the directive in one comment, its signs included; None where there is none. The first one counts."""
    found = _START.search(comment[:LONGEST_COMMENT])
    if found is None:
        return None
    if len(comment) > LONGEST_COMMENT:
        return Directive(refused=f"its comment is longer than {LONGEST_COMMENT:,} characters")
    verb, rest = _cut(_VERB, comment[found.end() :])
    if verb not in {"ignore", "ignore-file"}:
        return Directive(refused="there are ignore[...] and ignore-file[...] only")
    whole_file = verb == "ignore-file"
    listed = _CODES.match(rest)
    codes = tuple(code.strip() for code in listed.group(1).split(",")) if listed else ()
    problem = _codes_problem(codes)
    if listed is None or problem:
        return Directive(whole_file=whole_file, refused=problem)
    reason, until, problem = _reason_and_day(_without_closing(rest[listed.end() :]))
    problem = problem or reason_problem(reason)
    if problem:
        return Directive(whole_file=whole_file, refused=problem)
    return Directive(tuple(dict.fromkeys(codes)), reason, until, whole_file)


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.match(text)
    end = found.end() if found else 0
    return text[:end], text[end:]


def _codes_problem(codes: tuple[str, ...]) -> str:
    if not any(codes):
        return "it names no code: ignore[complex-function]"
    if len(codes) > MOST_CODES:
        return f"it names more than {MOST_CODES} codes"
    return "" if all(map(_CODE.fullmatch, codes)) else "what stands in its brackets are no codes"


def _without_closing(text: str) -> str:
    """Take off what closes a comment, and the spaces around what is left; runs of spaces become one."""
    text = text.strip()
    for sign in _CLOSING:
        text = text.removesuffix(sign)
    return " ".join(text.split())


def _reason_and_day(text: str) -> tuple[str, int, str]:
    """Part the reason from the day that it ends on; give both and what is wrong with the day."""
    text = text.lstrip(":- ")
    found = _UNTIL.search(text)
    if found is None:
        return text, 0, ""
    until = end_of_day(found.group(1))
    if until is not None:
        return text[: found.start()].rstrip(" ,;"), until, ""
    if _LIKE_A_DAY.fullmatch(found.group(1)):
        return text, 0, "its day is none: until YYYY-MM-DD"
    return text, 0, ""
