"""What a commit's message says of the commit."""

import re

from mainstay.domain.history import Mark, Said

_FIX = re.compile(
    rb"\b(?:fix(?:e[sd]|ing|up)?|bug(?:s|fix(?:e[sd])?)?|hot-?fix|regression|crash(?:e[sd]|ing)?|defect|segfault)\b",
    re.IGNORECASE,
)
# Mending words, spelling, style and the build is no mending of the program.
_NO_FIX = re.compile(
    rb"\b(?:typos?|spelling|grammar|lint(?:er|ing)?|flake8|pep-?8|mypy|ruff|isort|formatting|white-?space|indentation"
    rb"|doc(?:s|strings?|umentation)?|comments?|changelog|release notes?|readme|links?|ci|travis|tox|github actions?"
    rb"|test(?:s|ing)?|merge conflicts?)\b",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    rb"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b[:\s]+(?:[\w.-]+/[\w.-]+)?#(\d{1,9})\b", re.IGNORECASE
)
_LANDED = re.compile(rb"\(#\d{1,9}\)\s*$")
_NUMBER = re.compile(rb"(?:#|\b[Gg][Hh]-)(\d{1,9})\b")
# How a program or a sweep over all files names itself; whether it touched many is for the reader of the log to see.
_LAYOUT = re.compile(
    rb"\b(?:re-?format(?:s|ted|ting)?|black(?:en(?:ed)?|ened)?|ruff(?:[ -]format)?|yapf|autopep8|isort"
    rb"|clang-format|gofmt|rustfmt|prettier|pyupgrade|2to3|modernize|white-?space|trailing spaces?"
    rb"|line[ -](?:endings?|lengths?)|indent(?:ation|ed)?|tabs to spaces|code[ -]?style|pep-?8|f-strings?"
    rb"|licen[cs]e headers?|copyright (?:years?|headers?|notices?)|update copyright|from __future__"
    rb"|coding (?:cookie|line)s?|utf-?8 (?:header|cookie)s?)\b",
    re.IGNORECASE,
)
_LONGEST = 16_384


def mark_message(message: bytes) -> Said:
    """Judge one commit message, in any encoding: what kind of commit it is, and which issue or request it names."""
    message = message[:_LONGEST]
    subject = message.lstrip().split(b"\n", 1)[0]
    marks = Mark.NONE
    if subject.startswith(b'Revert "'):
        marks |= Mark.REVERT
    elif _FIX.search(subject) and not _NO_FIX.search(subject):
        marks |= Mark.FIX
    if _LANDED.search(subject):
        marks |= Mark.LANDED
    if _LAYOUT.search(subject):
        marks |= Mark.LAYOUT
    closed = _ISSUE.search(message)
    if closed:
        marks |= Mark.ISSUE
    named = closed or _NUMBER.search(subject)
    return Said(int(marks), int(named[1]) if named else 0)
