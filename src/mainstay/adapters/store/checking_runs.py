"""Looking whether runs, their journals and the leases of their targets fit together."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Row, select

from mainstay.adapters.store.memo_text import memo_of
from mainstay.adapters.store.schema.runs import JOURNAL, LEASES, RUNS
from mainstay.adapters.store.transaction import Transaction
from mainstay.domain.run import ENDED, Mark, Part, Purpose, RunState, WaitFor, Wish
from mainstay.domain.store_report import Flaw, Wrong

_AT_ONCE = 100
_OF_RUNS = {"state": RunState, "purpose": Purpose, "wish": Wish, "waits_for": WaitFor}
_OF_ENTRIES = {"part": Part, "mark": Mark, "waits_for": WaitFor}


def wrong_runs(transaction: Transaction) -> Iterator[Wrong]:
    """Tell of runs that stand as none can, and of ways back from what is not there."""
    known = {row.id for row in transaction.through(RUNS, _AT_ONCE)}
    for row in transaction.through(RUNS, _AT_ONCE):
        where = f"run {row.id}"
        if strange := _strange(row, _OF_RUNS):
            yield Wrong(Flaw.UNREADABLE, where, f"its {strange} is not known to this program")
        elif (row.state in set(ENDED)) != bool(row.ended_at):
            yield Wrong(Flaw.IMPOSSIBLE_STATE, where, f"it is {row.state}, and its end says otherwise")
        elif (row.purpose == Purpose.UNDO) != bool(row.of) or (row.of and row.of not in known):
            yield Wrong(Flaw.IMPOSSIBLE_STATE, where, "what it takes back is not there")


def wrong_journals(transaction: Transaction) -> Iterator[Wrong]:
    """Tell of journals with a gap, with a token that falls, or of a run that ended in the midst of an action."""
    ended = {row.id for row in transaction.rows(select(RUNS.c.id).where(RUNS.c.ended_at != 0))}
    for run, entries in groupby(transaction.through(JOURNAL, _AT_ONCE), key=lambda row: row.run):
        place = token = 0
        last = ""
        for row in entries:
            where = f"run {run}, entry {row.place}"
            if row.place != place + 1:
                yield Wrong(Flaw.GAP, where, f"it follows entry {place}")
            if 0 < row.token < token:
                yield Wrong(Flaw.IMPOSSIBLE_STATE, where, "a worker wrote it whose lease was over")
            if (strange := _strange(row, _OF_ENTRIES)) or not _is_memo(row.memo):
                yield Wrong(Flaw.UNREADABLE, where, f"its {strange or 'memo'} is not known to this program")
            place, token, last = row.place, max(token, row.token), row.mark
        if run in ended and last == Mark.BEGUN:
            yield Wrong(
                Flaw.IMPOSSIBLE_STATE, f"run {run}", "it ended, and its journal in the midst of an action"
            )


def wrong_leases(transaction: Transaction) -> Iterator[Wrong]:
    """Tell of targets that belong to runs that are not there."""
    lost = (
        select(LEASES.c.target)
        .outerjoin(RUNS, RUNS.c.id == LEASES.c.run)
        .where(LEASES.c.run != "", RUNS.c.id.is_(None))
        .order_by(LEASES.c.target)
    )
    for row in transaction.rows(lost):
        yield Wrong(Flaw.MISLAID, f"the lease of {row.target}", "the run that has it is not there")


def _strange(row: Row[Any], known: dict[str, Any]) -> str:
    return next((name for name, kind in known.items() if getattr(row, name) not in set(kind)), "")


def _is_memo(text: str) -> bool:
    try:
        memo_of(text)
    except (ValueError, TypeError, RecursionError):
        return False
    return True
