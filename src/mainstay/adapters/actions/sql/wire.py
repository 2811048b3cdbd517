"""A conversation with a PostgreSQL server: one statement at a time, never waiting without asking whether to go on.

Each statement goes by the extended protocol, in which a server takes one and no more: what follows a semicolon is an error.
"""

import select
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from mainstay.adapters.actions.sql.reaching import reached
from mainstay.adapters.actions.sql.session import NotBegun, NotDone, Within
from mainstay.domain.errors import RunFailed

try:
    from psycopg import Error, pq
    from psycopg.conninfo import make_conninfo
except ImportError:
    HAS_DRIVER = False
else:
    HAS_DRIVER = True

if TYPE_CHECKING:
    from psycopg.pq.abc import PGconn, PGresult

_GLANCE = 0.1
_CONNECTING = 10.0
_ENDING = 2.0
_USUAL = {"application_name": "mainstay", "keepalives_idle": "30", "client_encoding": "UTF8"}


class Answer(NamedTuple):
    """What a statement gave: its tag (`UPDATE 5`), and of its rows the first two; `columns` are the ids of types."""

    tag: str
    rows: tuple[tuple[bytes | None, ...], ...]
    columns: tuple[int, ...]


class Said(NotDone):
    """The server refused a statement; `state` is its SQLSTATE, `severe` that it ended the connection too."""

    def __init__(self, words: str, state: str = "", *, severe: bool = False) -> None:
        """Keep what the server said."""
        super().__init__(words)
        self.state = state
        self.severe = severe


class Wire:
    """A connection, `process` the number of the server's process at its other end.

    Its methods raise Said, and NotBegun or NotDone when it is to stop or the time is over.
    """

    def __init__(self, parameters: dict[str, str], within: Within) -> None:
        """Connect. Raises RunFailed when that cannot be done, or the driver is missing."""
        if not HAS_DRIVER:
            raise RunFailed(
                "PostgreSQL needs psycopg, which is not installed",
                where="databases",
                mend='install it beside Mainstay: pip install "mainstay[postgres]"',
            )
        self.within = within
        self.waiting: Callable[[float], None] = _wait
        self.process = ""
        self._parameters = parameters
        try:
            text = make_conninfo(**{**_USUAL, **reached(parameters, within)})
            self._connection = _connected(text, within)
        except Error as error:
            raise RunFailed(_first_line(str(error)), where="databases") from error
        # As the server counts them: what stands between may have numbers of its own.
        self.process = (self.ask("SELECT pg_backend_pid()").rows[0][0] or b"").decode()

    @property
    def is_in_transaction(self) -> bool:
        """Whether a transaction is begun, and nothing failed in it."""
        return self._connection.transaction_status == pq.TransactionStatus.INTRANS

    def ask(
        self, statement: str, parameters: Sequence[str] | None = None, *, to_the_end: bool = False
    ) -> Answer:
        """Run one statement; with `to_the_end` no wish to stop is heard."""
        values = [one.encode() for one in parameters] if parameters is not None else None
        self._sent(lambda: self._connection.send_query_params(statement.encode(), values))
        return self._answer(to_the_end=to_the_end)

    def describe(self, query: str) -> Answer:
        """Tell the columns that a query gives, without running it; `ask_described` then runs it."""
        self._sent(lambda: self._connection.send_prepare(b"", query.encode()))
        self._answer()
        self._sent(lambda: self._connection.send_describe_prepared(b""))
        return self._answer()

    def ask_described(self) -> Answer:
        """Run the query that was described last."""
        self._sent(lambda: self._connection.send_query_prepared(b"", None))
        return self._answer()

    def close(self) -> None:
        """End the connection; the server takes back what was not committed."""
        self._connection.finish()

    def _sent(self, send: Callable[[], None]) -> None:
        try:
            send()
        except Error as error:
            raise self._broken(str(error)) from error

    def _answer(self, *, to_the_end: bool = False) -> Answer:
        tag, rows, columns = "", [], ()  # type: str, list[tuple[bytes | None, ...]], tuple[int, ...]
        said: Said | None = None
        with suppress(Error):
            self._connection.set_single_row_mode()
        for result in iter(lambda: self._next(to_the_end=to_the_end), None):
            status = result.status
            if status in {pq.ExecStatus.COPY_IN, pq.ExecStatus.COPY_OUT, pq.ExecStatus.COPY_BOTH}:
                self.close()
                raise NotBegun(
                    "COPY from or to the one who asks is not taken; name a file of the server, or use INSERT"
                )
            if status in {pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.BAD_RESPONSE}:
                said = said or _said(result)
                continue
            columns = tuple(result.ftype(at) for at in range(result.nfields))
            # Of a flood of rows no more than tells that it is one.
            for row in range(min(result.ntuples, 2 - len(rows))):
                rows.append(tuple(result.get_value(row, at) for at in range(result.nfields)))  # noqa: PERF401
            tag = (result.command_status or b"").decode("utf-8", "replace")
        if said is not None:
            if self._connection.status != pq.ConnStatus.OK:
                said.severe = True
            raise said
        return Answer(tag, tuple(rows), columns)

    def _next(self, *, to_the_end: bool) -> "PGresult | None":
        connection, began, looked = self._connection, time.monotonic(), time.monotonic()
        try:
            while connection.is_busy() or connection.flush():
                poll = select.poll()
                poll.register(
                    connection.socket, select.POLLIN | (select.POLLOUT if connection.flush() else 0)
                )
                poll.poll(_GLANCE * 1000)
                connection.consume_input()
                if time.monotonic() - looked >= _GLANCE:
                    looked = time.monotonic()
                    self._go_on(to_the_end=to_the_end)
                    self.waiting(looked - began)
            return connection.get_result()
        except Error as error:
            raise self._broken(str(error)) from error

    def _go_on(self, *, to_the_end: bool) -> None:
        try:
            if to_the_end:
                if time.monotonic() >= self.within.deadline:
                    raise Said("its time was over", severe=True)
                return
            self.within.go_on()
        except NotDone:
            self._give_up()
            raise

    def _give_up(self) -> None:
        """Have the server end the session, so that it holds no lock any longer, and leave.

        By a session beside it: what libpq has for this waits for the server, and all threads of this program with it.
        """
        with suppress(RunFailed):
            if self.process:
                beside = Wire(self._parameters, Within(_ENDING, _ENDING, time.monotonic() + _ENDING, _never))
                beside.ask("SELECT pg_terminate_backend($1::integer)", (self.process,))
                beside.close()
        self.close()

    def _broken(self, words: str) -> Said:
        return Said(f"the connection broke: {_first_line(words)}", severe=True)


def _wait(_seconds: float) -> None:
    """Do nothing while a statement runs."""


def _never() -> bool:
    return False


def _connected(text: str, within: Within) -> "PGconn":
    connection = pq.PGconn.connect_start(text.encode())
    ends = min(within.deadline, time.monotonic() + _CONNECTING)
    while True:
        if connection.status == pq.ConnStatus.BAD:
            raise RunFailed(_first_line(connection.get_error_message()), where="databases")
        state = connection.connect_poll()
        if state == pq.PollingStatus.OK:
            connection.nonblocking = 1
            return connection
        if state == pq.PollingStatus.FAILED:
            raise RunFailed(_first_line(connection.get_error_message()), where="databases")
        poll = select.poll()
        wanted = select.POLLIN if state == pq.PollingStatus.READING else select.POLLOUT
        poll.register(connection.socket, wanted)
        while not poll.poll(_GLANCE * 1000):
            within.go_on()
            if time.monotonic() >= ends:
                raise RunFailed("the server does not answer", where="databases")


def _said(result: "PGresult") -> Said:
    state = (result.error_field(pq.DiagnosticField.SQLSTATE) or b"").decode()
    severity = result.error_field(pq.DiagnosticField.SEVERITY_NONLOCALIZED) or b""
    primary = (result.error_field(pq.DiagnosticField.MESSAGE_PRIMARY) or b"").decode("utf-8", "replace")
    words = primary or _first_line(result.get_error_message()) or "the connection broke"
    return Said(words, state, severe=not state or severity in {b"FATAL", b"PANIC"})


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0][:300] if lines else ""
