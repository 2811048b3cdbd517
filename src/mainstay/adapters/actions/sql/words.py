"""What a statement is by its first words, and which statements no transaction of a plan takes."""

import re

# As PostgreSQL skips them; comments may stand within comments there.
_SPACE = re.compile(r"[ \t\n\r\f\v]+|--[^\n\r]*")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_$]*")
_MOST = 8
_TRANSACTION = {"ABORT", "BEGIN", "COMMIT", "END", "PREPARE", "RELEASE", "ROLLBACK", "SAVEPOINT", "START"}
_SESSION = {"ATTACH", "DETACH", "DISCARD", "LISTEN", "LOAD", "RESET", "UNLISTEN"}
_OUTSIDE = {"DATABASE", "SUBSCRIPTION", "TABLESPACE"}
_OURS = {"IDLE_IN_TRANSACTION_SESSION_TIMEOUT", "LOCK_TIMEOUT", "STATEMENT_TIMEOUT", "TRANSACTION_TIMEOUT"}


def first_words(statement: str) -> list[str]:
    """Give the first words of a statement in capitals, without comments, and without semicolons before them."""
    words: list[str] = []
    place = 0
    while place < len(statement) and len(words) < _MOST:
        if statement.startswith("/*", place):
            place = _after_comment(statement, place)
        elif space := _SPACE.match(statement, place):
            place = space.end()
        elif word := _WORD.match(statement, place):
            words.append(word[0].upper())
            place = word.end()
        elif statement[place] == ";" and not words:
            place += 1
        else:
            words.append(statement[place])
            place += 1
    return words


def refusal(statement: str, *, counted: bool = False) -> str:
    """Say why a statement is not taken, "" where it is; `counted` where the plan limits how many rows it may change."""
    try:
        statement.encode()
    except UnicodeEncodeError:
        return "it is no Unicode"
    words = first_words(statement)
    if not words:
        return "there is no statement in it"
    first, rest = words[0], words[1:]
    if first in _TRANSACTION:
        return f"{first} is not for plans, for all statements stand in one transaction"
    if first in _SESSION or (first == "SET" and rest[:1] not in (["LOCAL"], ["CONSTRAINTS"])):
        return f"{first} changes more than the transaction; SET LOCAL does not"
    if first == "SET" and _OURS & set(rest):
        return "time-outs are given as statement_time_out and lock_time_out"
    if _is_outside(first, rest):
        return "it cannot run in a transaction, so let a step of the kind command do it, and a check look whether it did"
    if first == "TRUNCATE" and counted:
        return "TRUNCATE counts no rows, which most_rows limits; use DELETE"
    return ""


def _is_outside(first: str, rest: list[str]) -> bool:
    if first in {"CREATE", "DROP", "REINDEX"} and "CONCURRENTLY" in rest[:5]:
        return True
    return first == "VACUUM" or (
        (first in {"CREATE", "DROP"} and rest[:1] and rest[0] in _OUTSIDE)
        or (first == "ALTER" and rest[:1] == ["SYSTEM"])
        or (first == "REINDEX" and bool({"DATABASE", "SYSTEM"} & set(rest)))
    )


def _after_comment(statement: str, place: int) -> int:
    depth = 0
    for mark in re.compile(r"/\*|\*/").finditer(statement, place):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    return len(statement)
