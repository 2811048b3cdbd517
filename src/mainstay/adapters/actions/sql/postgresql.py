"""A transaction in a database of a PostgreSQL server."""

import time
from collections.abc import Sequence

from sqlalchemy import URL

from mainstay.adapters.actions.sql.session import JOURNAL, Busy, Lost, NotBegun, NotDone, Torn, Within
from mainstay.adapters.actions.sql.wire import Answer, Said, Wire
from mainstay.domain.errors import RunFailed
from mainstay.present.visible import visible

_IDLE = 60
_LOOKING = 1.0
_COUNTED = {"COPY", "DELETE", "INSERT", "MERGE", "UPDATE"}
# The ids of the types of numbers: int8, int2, int4, oid, float4, float8, numeric (pg_type).
_NUMBERS = {20, 21, 23, 26, 700, 701, 1700}
_IN_A_TRANSACTION = "25001"
_LOCKED = "55P03"
_SERIAL = "40001"
_THERE = {"23505", "42P07"}
_HOLDERS = """\
SELECT pid, usename, application_name, coalesce(date_trunc('second', xact_start)::text, '')
FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids($1::integer)) ORDER BY pid LIMIT 3"""
_ROWS = "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_xact_user_tables"


class PostgresqlSession:
    """A session by the address `url`; see the protocol. With `to_look` nothing can be changed in it."""

    def __init__(self, url: URL, within: Within, *, to_look: bool = False) -> None:
        """Connect. Raises RunFailed when that cannot be done."""
        named = url.translate_connect_args(database="dbname", username="user")
        given = {**url.query, **named}
        self._parameters = {
            name: ",".join(value) if isinstance(value, tuple) else str(value) for name, value in given.items()
        }
        self._within = within
        self._to_look = to_look
        self._wire = Wire(self._parameters, within)
        self._wire.waiting = self._waiting
        self._holders = ""
        self._next = 0.6 * within.lock
        self._rows = 0
        self._before = 0

    def __enter__(self) -> "PostgresqlSession":
        return self

    def __exit__(self, *exc: object) -> None:
        self._wire.close()

    def begin(self) -> None:
        """Begin with time-outs of its own; what stands idle for a minute is ended by the server."""
        self._ask("BEGIN READ ONLY" if self._to_look else "BEGIN READ WRITE")
        settings = {
            "statement_timeout": max(1, round(self._within.statement * 1000)),
            "lock_timeout": max(1, round(self._within.lock * 1000)),
            "idle_in_transaction_session_timeout": _IDLE * 1000,
        }
        for name, value in settings.items():
            self._ask("SELECT set_config($1, $2, true)", (name, str(value)))
        # Where a server acknowledges before its log is written, a crash loses what was told to be done.
        self._ask(
            "SELECT set_config(name, 'on', true) FROM pg_settings WHERE name = 'synchronous_commit' AND setting = 'off'"
        )

    def make_journal(self) -> None:
        """Make the journal's table unless it is there; before the transaction, for two might make it at once."""
        if self._has_journal():
            return
        try:
            self._ask(
                f"CREATE TABLE IF NOT EXISTS {JOURNAL} (key text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())"
            )
        except Said as said:
            if said.state not in _THERE or not self._has_journal():
                raise

    def claim(self, key: str) -> bool:
        """Write a key into the journal; who writes the same one at the same time waits here for the other's end."""
        try:
            answer = self._ask(f"INSERT INTO {JOURNAL} (key) VALUES ($1) ON CONFLICT DO NOTHING", (key,))  # noqa: S608
        except Said as said:
            if said.state in {_LOCKED, _SERIAL}:
                raise Busy(f"another try of the same step is at work{self._held()}") from said
            raise
        # The key is a row too.
        self._before = 1
        return answer.tag == "INSERT 0 1"

    def run(self, statement: str) -> str:
        """Run one statement."""
        self._next, self._holders = 0.6 * self._within.lock, ""
        try:
            answer = self._ask(statement)
        except Said as said:
            if said.state == _IN_A_TRANSACTION:
                raise NotBegun(f"it cannot run in a transaction: {said}") from said
            if said.state == _LOCKED:
                raise NotDone(f"{said}{self._held()}") from said
            raise
        if not self._wire.is_in_transaction:
            raise Torn("it ended the transaction itself, so a part of the change may last")
        words = answer.tag.split()
        if words and words[0] in _COUNTED and words[-1].isdigit():
            self._rows += int(words[-1])
        return visible(answer.tag, 60)

    def changed(self) -> int:
        """Count by what the server counts for this transaction, or by what it tells of the statements, whichever is more."""
        return max(self._rows, self._counted() - self._before)

    def commit(self) -> None:
        """Make it last."""
        try:
            answer = self._wire.ask("COMMIT", to_the_end=True)
        except Said as said:
            if said.severe:
                raise Lost(str(said)) from said
            raise
        if answer.tag != "COMMIT":
            raise NotDone(f"the server answered {visible(answer.tag, 60)}")

    def number(self, query: str) -> float | None:
        """Give the one number of a query, which is not run where it gives anything else."""
        columns = self._wire.describe(query).columns
        if len(columns) != 1 or columns[0] not in _NUMBERS:
            raise NotDone("the query does not give one column of numbers")
        rows = self._wire.ask_described().rows
        if len(rows) > 1:
            raise NotDone("the query gives more than one row")
        text = rows[0][0] if rows else None
        return None if text is None else _number(text)

    def _ask(self, statement: str, parameters: Sequence[str] | None = None) -> Answer:
        return self._wire.ask(statement, parameters)

    def _has_journal(self) -> bool:
        return self._ask("SELECT to_regclass($1)", (JOURNAL,)).rows[0][0] is not None

    def _counted(self) -> int:
        return int(self._ask(_ROWS).rows[0][0] or 0)

    def _held(self) -> str:
        return f"; it is held by {self._holders}" if self._holders else ""

    def _waiting(self, seconds: float) -> None:
        """Ask, shortly before a wait for a lock is over, who holds it: afterwards nobody knows any more."""
        if seconds < self._next or self._to_look:
            return
        self._next = 2 * seconds
        within = Within(_LOOKING, _LOOKING, time.monotonic() + _LOOKING, self._within.stopped)
        try:
            beside = Wire(self._parameters, within)
        except RunFailed:
            return
        try:
            rows = beside.ask(_HOLDERS, (self._wire.process,)).rows
            self._holders = ", ".join(_holder(row) for row in rows) or self._holders
        except NotDone:
            return
        finally:
            beside.close()


def _number(text: bytes) -> float:
    plain = text.decode("ascii", "replace")
    return int(plain) if plain.lstrip("-").isdigit() and len(plain) < 300 else float(plain)


def _holder(row: Sequence[bytes | None]) -> str:
    pid, user, program, since = (visible((one or b"").decode("utf-8", "replace"), 60) for one in row)
    return (
        f"process {pid} of {user or 'nobody'}"
        + f" ({program})" * bool(program)
        + f" since {since}" * bool(since)
    )
