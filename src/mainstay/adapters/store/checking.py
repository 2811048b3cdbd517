"""Looking whether all that a store holds is whole and fits together."""

import stat
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Row, func, literal_column, select, text, union

from mainstay.adapters.store.additions import ON_SERVER
from mainstay.adapters.store.addresses import store_address
from mainstay.adapters.store.checking_ledger import wrong_ledger, wrong_replays
from mainstay.adapters.store.checking_runs import wrong_journals, wrong_leases, wrong_runs
from mainstay.adapters.store.checking_series import wrong_series
from mainstay.adapters.store.opening import open_store
from mainstay.adapters.store.plan_text import plan_of
from mainstay.adapters.store.records.lists import parted
from mainstay.adapters.store.records.proposals import due_at
from mainstay.adapters.store.schema.decisions import DECISIONS
from mainstay.adapters.store.schema.messages import MESSAGES
from mainstay.adapters.store.schema.proposals import PROPOSALS, REVISIONS
from mainstay.adapters.store.schema.trail import TRAIL
from mainstay.adapters.store.schema.whole import TABLES
from mainstay.adapters.store.schema.windows import WINDOW_MARKS
from mainstay.adapters.store.sql_store import SqlWork
from mainstay.adapters.store.transaction import Transaction
from mainstay.adapters.store.versions import NEWEST
from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.decision import Choice
from mainstay.domain.errors import MainstayError
from mainstay.domain.occurrence import Marking
from mainstay.domain.outbox import Delivery
from mainstay.domain.plan import Plan
from mainstay.domain.proposal import RULED, TRANSITIONS, Act, Proposal, State
from mainstay.domain.store_report import Flaw, StoreReport, Wrong
from mainstay.present.visible import visible
from mainstay.steps.seal.mismatches import mismatches

MOST = 200
"""Things that are told one by one; the rest is counted."""
_AT_ONCE = 100
_WANTED = {
    **dict.fromkeys(
        (State.APPROVED, State.APPLYING, State.APPLIED, State.FAILED, State.UNDONE),
        (Choice.APPROVE, Choice.OVERRIDE),
    ),
    State.REJECTED: (Choice.REJECT,),
    State.SNOOZED: (Choice.SNOOZE,),
    State.WITHDRAWN: (Choice.WITHDRAW,),
}


def check(place: str) -> StoreReport:
    """Look at the whole store at `place`, one state of it, and tell what is wrong. Raises as opening a store does."""
    store = open_store(place, make=False)
    try:
        with store.transaction(writable=False) as transaction:
            wrong: list[Wrong] = []
            more = 0
            for look in LOOKS:
                for one in look(transaction):
                    if len(wrong) < MOST:
                        # What a store holds may be anybody's.
                        wrong.append(Wrong(one.flaw, visible(one.where, 200), visible(one.text, 300)))
                    else:
                        more += 1
            counts = {
                table.name: transaction.rows(select(func.count()).select_from(table))[0][0]
                for table in TABLES
            }
        wrong += _open_to_others(place)
        return StoreReport(store.where, NEWEST, counts, tuple(wrong), more)
    finally:
        store.close()


def _open_to_others(place: str) -> Iterator[Wrong]:
    """A group may share the file and its folder; whoever else may write there could change or replace what was decided."""
    file = store_address(place).file
    for path in () if file is None else (file.resolve(), file.resolve().parent):
        mode = path.stat().st_mode
        if mode & stat.S_IWOTH and not (stat.S_ISDIR(mode) and mode & stat.S_ISVTX):
            yield Wrong(Flaw.OPEN_TO_OTHERS, visible(str(path), 300), "everybody may write it: chmod o-w")


def _file(transaction: Transaction) -> Iterator[Wrong]:
    """Ask SQLite for its own opinion; PostgreSQL tells of damage where it reads it, and all is read below."""
    if transaction.on_server:
        return
    told: Any = select(literal_column("integrity_check")).select_from(text("pragma_integrity_check(50)"))
    for row in transaction.rows(told):
        if row.integrity_check != "ok":
            yield Wrong(Flaw.DAMAGED, "the file", str(row.integrity_check))
    lost: Any = select(literal_column('"table"'), literal_column("rowid")).select_from(
        text("pragma_foreign_key_check")
    )
    for row in transaction.rows(lost):
        table, number = tuple(row)
        yield Wrong(Flaw.DAMAGED, f"{table}, row {number}", "it refers to what is not there")


def _added(transaction: Transaction) -> Iterator[Wrong]:
    """Look for what would run, or hide rows, when a server's tables are worked on; no file with such a thing is opened."""
    if not transaction.on_server:
        return
    asked: Any = text(ON_SERVER)
    for row in transaction.rows(asked):
        yield Wrong(
            Flaw.ADDED,
            f"{row.kind} {row.name}",
            "Mainstay did not make it, and it may change or hide what is kept",
        )


def _proposals(transaction: Transaction) -> Iterator[Wrong]:
    for row in transaction.through(PROPOSALS, _AT_ONCE):
        where = f"proposal {row.id}, revision {row.revision}"
        state, plan, wrong = _read(row, where)
        yield from wrong
        if state is None or plan is None:
            continue
        times = {
            name: getattr(row, name) for name in ("submitted_at", "changed_at", "expires_at", "wakes_at")
        }
        whole = Proposal(
            row.id, row.revision, row.content, plan, row.author, row.team, row.door, state, **times
        )
        searched = (row.key, row.subject, row.due_at, row.ruled_by is not None)
        if searched != (plan.key, plan.subject, due_at(whole), state in RULED):
            yield Wrong(Flaw.MISLAID, where, "what it is searched by is not what its plan and times say")
        if state is State.EXPIRED and not row.expires_at:
            yield Wrong(Flaw.IMPOSSIBLE_STATE, where, "it expired, but has no time for that")


def _revisions(transaction: Transaction) -> Iterator[Wrong]:
    for row in transaction.through(REVISIONS, _AT_ONCE):
        where = f"proposal {row.proposal}, revision {row.revision}"
        state, _, wrong = _read(row, where)
        yield from wrong
        if state is not None and (state, Act.REVISE) not in TRANSITIONS:
            yield Wrong(Flaw.IMPOSSIBLE_STATE, where, f"it was {state}, and yet another revision followed")
    newer = select(REVISIONS.c.proposal, REVISIONS.c.revision).join(
        PROPOSALS, (PROPOSALS.c.id == REVISIONS.c.proposal) & (PROPOSALS.c.revision <= REVISIONS.c.revision)
    )
    for row in transaction.rows(newer):
        where = f"proposal {row.proposal}, revision {row.revision}"
        yield Wrong(Flaw.MISLAID, where, "it was replaced by an older revision, or by itself")


def _read(row: Row[Any], where: str) -> tuple[State | None, Plan | None, list[Wrong]]:
    try:
        state, plan = State(row.state), plan_of(row.plan)
        altered = content_hash(plan) != row.content
    except (ValueError, TypeError, MainstayError) as error:
        return None, None, [Wrong(Flaw.UNREADABLE, where, str(error))]
    text = "its plan is not the one that the hash stands for"
    return state, plan, [Wrong(Flaw.PLAN_ALTERED, where, text)] if altered else []


def _decisions(transaction: Transaction) -> Iterator[Wrong]:
    known = union(
        select(PROPOSALS.c.id, PROPOSALS.c.content), select(REVISIONS.c.proposal, REVISIONS.c.content)
    ).subquery()
    same = (known.c.id == DECISIONS.c.proposal) & (known.c.content == DECISIONS.c.content)
    lost = select(DECISIONS.c.id, DECISIONS.c.proposal).outerjoin(known, same).where(known.c.id.is_(None))
    for row in transaction.rows(lost):
        text = f"no revision of proposal {row.proposal} has the content that it names"
        yield Wrong(Flaw.WITHOUT_REVISION, f"decision {row.id}", text)
    for state, choices in _WANTED.items():
        about = (DECISIONS.c.proposal == PROPOSALS.c.id) & (DECISIONS.c.content == PROPOSALS.c.content)
        decided = select(DECISIONS.c.id).where(about, DECISIONS.c.choice.in_(choices))
        bare = select(PROPOSALS.c.id).where(PROPOSALS.c.state == state, ~decided.exists())
        for row in transaction.rows(bare):
            yield Wrong(Flaw.WITHOUT_DECISION, f"proposal {row.id}", f"it is {state}, but nobody decided so")


def _outbox(transaction: Transaction) -> Iterator[Wrong]:
    for row in transaction.through(MESSAGES, _AT_ONCE):
        where = f"message {row.id}"
        if row.delivery not in list(Delivery):
            yield Wrong(Flaw.OUTBOX, where, "where it stands is not known to this program")
        elif row.tries < 0 or (row.delivery == Delivery.SENT and not row.tries):
            yield Wrong(Flaw.OUTBOX, where, f"it is {row.delivery} after {row.tries} tries")


def _windows(transaction: Transaction) -> Iterator[Wrong]:
    for row in transaction.through(WINDOW_MARKS, _AT_ONCE):
        where = f"mark {row.number} of the window {row.window}"
        if row.marking not in list(Marking):
            yield Wrong(Flaw.UNREADABLE, where, "what it says is not known to this program")
        elif row.opens_at >= row.closes_at:
            yield Wrong(Flaw.IMPOSSIBLE_STATE, where, "the window would close before it opens")
        try:
            fits = len(parted(row.roles)) == len(parted(row.teams))
        except (ValueError, TypeError):
            fits = False
        if not fits:
            yield Wrong(Flaw.UNREADABLE, where, "by which role in which team it was put down cannot be told")


def _trail(transaction: Transaction) -> Iterator[Wrong]:
    sealed: Any = select(func.count(TRAIL.c.place), func.min(TRAIL.c.place), func.max(TRAIL.c.place))
    (found,) = transaction.rows(sealed)
    count, first, last = tuple(found)
    if count and (first != 1 or last != count):
        text = f"{count} rows are sealed at places {first} to {last}; look at: mainstay audit verify"
        yield Wrong(Flaw.GAP, "the audit trail", text)


def _told(transaction: Transaction) -> Iterator[Wrong]:
    try:
        for mismatch in mismatches(SqlWork(transaction)):
            yield Wrong(Flaw.NOT_AS_TOLD, mismatch.where, mismatch.text)
    except MainstayError as error:
        yield Wrong(Flaw.UNREADABLE, "the audit trail", f"not all could be held against it: {error.what}")


LOOKS: tuple[Callable[[Transaction], Iterator[Wrong]], ...] = (
    _file,
    _added,
    _proposals,
    _revisions,
    _decisions,
    _outbox,
    _windows,
    wrong_series,
    wrong_runs,
    wrong_journals,
    wrong_leases,
    wrong_ledger,
    wrong_replays,
    _trail,
    _told,
)
