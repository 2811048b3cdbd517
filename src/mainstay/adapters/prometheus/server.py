"""The Metrics port on a server with the Prometheus HTTP API."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.client import BAD_REQUEST, FORBIDDEN, NOT_FOUND, OK, UNAUTHORIZED, UNPROCESSABLE_ENTITY
from typing import TypeVar
from urllib.parse import urlencode

from mainstay.adapters.http.limit import Limit
from mainstay.adapters.prometheus.answers import NoNumbers, Unreadable, refusal, series_at, series_over
from mainstay.adapters.prometheus.pieces import joined, pieces
from mainstay.adapters.secrets.within_texts import TextSecrets
from mainstay.domain.address import Address
from mainstay.domain.errors import EvidenceMissing, MainstayError, UsageError
from mainstay.ports.http import Answer, Http, NoAnswer, Request, never
from mainstay.ports.metrics import Series
from mainstay.ports.secrets import Secrets
from mainstay.present.visible import visible

_Found = TypeVar("_Found")

LARGEST = 64 << 20
"""The largest answer, in bytes: some 2,000,000 points."""

_REFUSED = {"bad_data", "400", "422"}
"""Kinds of errors by which servers refuse an expression: those of Prometheus, and of VictoriaMetrics."""


_MENDS = {
    UNAUTHORIZED: "look at the token or password that the operator's file names",
    FORBIDDEN: "look at the token or password that the operator's file names",
    NOT_FOUND: "look at the address: it holds what comes before /api/v1",
}


@dataclass(frozen=True, slots=True)
class Access:
    """What lets in: references to a `bearer` token, or to the `password` of a `user`; and headers, such as X-Scope-OrgID.

    The values of headers may be references too.
    """

    bearer: str = ""
    user: str = ""
    password: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrometheusServer:
    """Asks the server `name` at `address`, whose path is what comes before `/api/v1`."""

    name: str
    address: Address
    http: Http
    secrets: Secrets
    access: Access = Access()
    largest: int = LARGEST

    def instant(
        self, query: str, at: float, seconds: float = 10.0, stopped: Callable[[], bool] = never
    ) -> Sequence[Series]:
        """Give the value of an expression at a moment; see the port."""
        limit = Limit(seconds, stopped)
        asked = {"query": query, "time": moment(at)}
        return self._asked("/api/v1/query", asked, limit, stopped, series_at)

    def over(
        self,
        query: str,
        start: float,
        end: float,
        step: float,
        seconds: float = 10.0,
        stopped: Callable[[], bool] = never,
    ) -> Sequence[Series]:
        """Give the values of an expression over a span of time; see the port."""
        limit = Limit(seconds, stopped)
        try:
            spans = tuple(pieces(start, end, step))
        except ValueError as error:
            raise UsageError(f"a metric cannot be asked for: {error}", where=self._shown) from None
        answers = [
            self._asked(
                "/api/v1/query_range",
                {"query": query, "start": moment(first), "end": moment(last), "step": f"{step:.3f}"},
                limit,
                stopped,
                series_over,
            )
            for first, last in spans
        ]
        try:
            return joined(answers)
        except ValueError as error:
            raise self._missing(f"what it answers cannot be: {error}") from None

    @property
    def _shown(self) -> str:
        return f"metrics server {visible(self.name, 100)}"

    def _asked(
        self,
        path: str,
        asked: Mapping[str, str],
        limit: Limit,
        stopped: Callable[[], bool],
        read: Callable[[bytes], list[Series]],
    ) -> list[Series]:
        answer, shown = self._answer(path, asked, limit, stopped)
        return self._read(answer, read, shown)

    def _answer(
        self,
        path: str,
        asked: Mapping[str, str],
        limit: Limit,
        stopped: Callable[[], bool],
        method: str = "POST",
    ) -> tuple[Answer, Callable[[str], str]]:
        """Give what came back, and what makes its texts fit to be shown."""
        texts = TextSecrets(self.secrets, programs=True)
        address, form = self.address.below(path), urlencode(asked)
        if method == "GET":
            address, form = replace(address, target=f"{address.target}?{form}"), ""
        else:
            form = f"{form}&timeout={max(1, int(limit.left * 1_000))}ms"
        try:
            request = Request(method, address, self._headers(texts), form.encode(), self.largest)
            answer = self.http.ask(request, limit.left, stopped)
        except MainstayError as failure:
            raise self._missing(
                f"what lets in cannot be looked up: {failure.what}", failure.mend
            ) from failure
        except NoAnswer as failure:
            raise self._missing(f"no answer came: {failure}") from failure
        return answer, lambda text: visible(texts.scrubber.scrub(text), 300)

    def _headers(self, texts: TextSecrets) -> dict[str, str]:
        headers = {name.lower(): texts.in_header(value) for name, value in self.access.headers.items()}
        if self.access.bearer:
            headers["authorization"] = f"Bearer {texts.look_up(self.access.bearer)}"
        elif self.access.user:
            headers["authorization"] = texts.basic(self.access.user, self.access.password)
        return {**headers, "content-type": "application/x-www-form-urlencoded", "accept": "application/json"}

    def _read(self, answer: Answer, read: Callable[[bytes], _Found], shown: Callable[[str], str]) -> _Found:
        if fault := self._fault(answer, shown):
            raise fault
        try:
            return read(answer.body)
        except NoNumbers as error:
            raise UsageError(
                f"an expression cannot be used: {error}", where=self._shown, mend="ask for numbers"
            ) from None
        except Unreadable as error:
            raise self._missing(f"its answer cannot be used: {shown(str(error))}") from None

    def _fault(self, answer: Answer, shown: Callable[[str], str]) -> MainstayError | None:
        """Say what is wrong with an answer before it is read."""
        if answer.status != OK:
            return self._refused(answer, shown)
        if answer.missing:
            return self._missing(
                f"its answer is not whole: {answer.missing}", "ask for fewer series or larger steps"
            )
        return None

    def _refused(self, answer: Answer, shown: Callable[[str], str]) -> MainstayError:
        kind, sentence = refusal(answer.body)
        if answer.status in {BAD_REQUEST, UNPROCESSABLE_ENTITY} and kind in _REFUSED:
            return UsageError(
                f"an expression is refused: {shown(sentence)}", where=self._shown, mend="mend the expression"
            )
        told = f": {shown(sentence)}" if sentence else ""
        return self._missing(f"it answered {answer.status}{told}", _MENDS.get(answer.status, ""))

    def _missing(self, what: str, mend: str = "") -> EvidenceMissing:
        return EvidenceMissing(what, where=self._shown, mend=mend or "look whether the server is well")


def moment(seconds: float) -> str:
    """Give a moment as servers read it."""
    return f"{seconds:.3f}"
