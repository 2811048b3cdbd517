"""Finds what looks like a secret in a plan, where a reference to one belongs: what is proposed is shown, kept and sent."""

import re
from collections.abc import Iterator, Mapping

from mainstay.domain.plan import Value
from mainstay.domain.secret import SHORTEST

_NAME = r"(?:pass(?:word|wd|phrase)|pwd|secret|token|credentials?|(?:api|access|secret|private|signing|auth)[_-]?key)"
# Forms that their issuers made to be found: GitHub, GitLab, AWS, Slack, Stripe, Google, npm, PyPI, SendGrid, and others.
_SHAPES = re.compile(
    r"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[\w-]{16,}|(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|xox[abeoprs]-[\w-]{10,}|[rs]k_(?:live|test)_[A-Za-z0-9]{10,}|sk-[\w-]{20,}|AIza[\w-]{30,}|npm_[A-Za-z0-9]{30,}"
    r"|pypi-AgE[\w-]{20,}|(?<![\w-])SG\.[\w-]{16,}\.[\w-]{16,}|whsec_[A-Za-z0-9+/=]{16,}|hf_[A-Za-z0-9]{30,}|dop_v1_[0-9a-f]{32,}"
    r"|(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+)"
)
_KEY_BLOCK = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY")
_USERINFO = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://[^/\s:@]{0,200}:(?P<value>[^/\s@]{1,500})@")
_HEADER = re.compile(
    r"\b(?:proxy-)?authorization[\"']?\s{0,9}[:=]\s{0,9}[\"']?(?:[A-Za-z]{1,20}\s{1,9})?(?P<value>[^\s\"']+)",
    re.IGNORECASE,
)
_BEARER = re.compile(r"\b(?:bearer|basic)\s{1,9}(?P<value>[\w.~+/=:${}-]{8,})", re.IGNORECASE)
_PAIR = re.compile(
    rf"(?:\b|_|-){_NAME}[\"']?\s{{0,9}}[=:]\s{{0,9}}[\"']?(?P<value>[^\s\"'&;,]+)", re.IGNORECASE
)
_NAMED = re.compile(rf"(?:.*[_.-])?{_NAME}", re.IGNORECASE | re.DOTALL)
_OPTION = re.compile(rf"--?(?:[\w-]{{0,40}}-)?{_NAME}", re.IGNORECASE)
_HEADER_NAME = re.compile(r"(?:proxy-)?authorization|cookie|x-[\w-]{0,40}(?:token|key)", re.IGNORECASE)
# What stands for a value that is somewhere else: a reference, a variable of the shell, a mark where one was taken out.
_STAND_IN = re.compile(
    r"(?:(?:[A-Za-z]{1,20}\s{1,9})?(?:env|file|exec):\S.*|\$[\w({].*|<[^>]*>|\*+|true|false|null|none)",
    re.IGNORECASE | re.DOTALL,
)


def in_text(text: str) -> str:
    """Give what a text of prose seems to hold, "" where it seems to hold no secret."""
    if _KEY_BLOCK.search(text):
        return "a private key"
    if _SHAPES.search(text):
        return "a token"
    return "a password in an address" if _given(_USERINFO, text) else ""


def in_parameters(parameters: Mapping[str, Value], place: str) -> Iterator[tuple[str, str]]:
    """Give each place (`with.headers.Authorization`) of an action's parameters that seems to hold a secret, and which."""
    for name, value in parameters.items():
        yield from _in_value(value, name, f"{place}.{name}")


def _in_value(value: Value, name: str, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        found = _named(name, value) or in_text(value) or _in_words(value)
        if found:
            yield place, found
    elif isinstance(value, Mapping):
        yield from in_parameters(value, place)
    elif isinstance(value, tuple):
        before = ""
        for number, one in enumerate(value):
            if isinstance(one, str) and _OPTION.fullmatch(before) and _is_value(one):
                yield f"{place}[{number}]", "a password"
            else:
                yield from _in_value(one, name, f"{place}[{number}]")
            before = one if isinstance(one, str) else ""


def _named(name: str, value: str) -> str:
    if not _is_value(value):
        return ""
    if _HEADER_NAME.fullmatch(name):
        return "what lets its sender in"
    return "a password" if _NAMED.fullmatch(name) else ""


def _in_words(text: str) -> str:
    if _given(_HEADER, text) or _given(_BEARER, text):
        return "what lets its sender in"
    return "a password" if _given(_PAIR, text) else ""


def _given(pattern: re.Pattern[str], text: str) -> bool:
    return any(_is_value(found["value"]) for found in pattern.finditer(text))


def _is_value(text: str) -> bool:
    """Whether a text is the thing itself, not what stands for it."""
    return len(text) >= SHORTEST and _STAND_IN.fullmatch(text) is None
