"""What a commit's message says of the commit."""

import re

from mainstay.domain.history import Mark

FIX_EVIDENCE = "keywords in the first line of messages"

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
    rb"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b[:\s]+(?:[\w.-]+/[\w.-]+)?#\d{1,9}\b", re.IGNORECASE
)
_LONGEST = 16_384


def mark_message(message: bytes) -> int:
    """Judge one commit message, in any encoding; give the `Mark`s that hold for it."""
    message = message[:_LONGEST]
    subject = message.lstrip().split(b"\n", 1)[0]
    marks = Mark.NONE
    if subject.startswith(b'Revert "'):
        marks |= Mark.REVERT
    elif _FIX.search(subject) and not _NO_FIX.search(subject):
        marks |= Mark.FIX
    if _ISSUE.search(message):
        marks |= Mark.ISSUE
    return int(marks)
