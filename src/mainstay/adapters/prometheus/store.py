"""The MetricsStore port on a server with the Prometheus HTTP API."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http.client import (
    BAD_REQUEST,
    OK,
    REQUEST_ENTITY_TOO_LARGE,
    SERVICE_UNAVAILABLE,
    TOO_MANY_REQUESTS,
    UNPROCESSABLE_ENTITY,
)

import numpy as np

from mainstay.adapters.http.limit import Ended, Limit
from mainstay.adapters.prometheus.answers import refusal, series_at
from mainstay.adapters.prometheus.bulk_answers import alerting_rules, metric_names, recording_rules, sampled
from mainstay.adapters.prometheus.portions import TooMuch, portions
from mainstay.adapters.prometheus.server import PrometheusServer, moment
from mainstay.domain.errors import UsageError
from mainstay.domain.signal import Samples
from mainstay.ports.http import Answer, never
from mainstay.ports.metrics import Series
from mainstay.ports.metrics_store import AlertingRule, RecordingRule, Sampled, everything

MOST_POINTS = 20_000_000
"""Points of one expression that are kept, of 16 bytes each."""
_MOST_STEPS = 1_000_000
_FAR = 10**12
_TRIES = 8
_MAY_SAY_SO = {BAD_REQUEST, UNPROCESSABLE_ENTITY, SERVICE_UNAVAILABLE}
_LEAST_PATIENCE, _PATIENCE = 0.5, 2.0
# What Prometheus, VictoriaMetrics, Mimir and Thanos say of a question that a shorter one would not be.
_TOO_MUCH = re.compile(
    r"not enough memory|too many|too large|exceed|maximum resolution|timed? ?out|deadline", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PrometheusStore(PrometheusServer):
    """Reads a server in bulk, keeping at most `most_points` of one expression."""

    most_points: int = MOST_POINTS

    def instant(
        self, query: str, at: float, seconds: float = 10.0, stopped: Callable[[], bool] = never
    ) -> Sequence[Series]:
        """Give the value of an expression at a moment, with patience; see the port."""
        asked = {"query": query, "time": moment(at)}
        answer, shown = self._patiently("/api/v1/query", asked, Limit(seconds, stopped), stopped, "POST")
        return self._read(answer, series_at, shown)

    def samples(
        self,
        query: str,
        start: int,
        end: int,
        step: int,
        seconds: float = 120.0,
        stopped: Callable[[], bool] = never,
        wanted: Callable[[Mapping[str, str]], bool] = everything,
    ) -> Sequence[Sampled]:
        """Give the values of an expression in bulk; see the port."""
        if not (step >= 1 and -_FAR < start <= end < _FAR and (end - start) // step < _MOST_STEPS):
            raise UsageError(
                "a metric cannot be asked for: a span ends after it began, "
                f"and has {_MOST_STEPS} steps of a second or more at most",
                where=self._shown,
            )
        limit = Limit(seconds, stopped)
        found: dict[frozenset[tuple[str, str]], list[Sampled]] = {}
        points = 0
        ask = partial(self._portion, query, step, limit, stopped, wanted)
        for portion in portions(start, end, step, self.largest, ask):
            for one in portion:
                points += one.samples.times.size
                before = found.setdefault(frozenset(one.labels.items()), [])
                if before and one.samples.times.size and before[-1].samples.times[-1] >= one.samples.times[0]:
                    raise self._missing("what it answers cannot be: a series begins again before it ended")
                if one.samples.times.size:
                    before.append(one)
            if points > self.most_points:
                raise self._missing(
                    f"an expression gives more than {self.most_points} points",
                    "ask for fewer series or larger steps",
                )
        return [_joined(found.pop(key)) for key in list(found) if found[key]]

    def rules(self, seconds: float = 30.0, stopped: Callable[[], bool] = never) -> Sequence[AlertingRule]:
        """Give the alerting rules; see the port."""
        answer, shown = self._patiently(
            "/api/v1/rules", {"type": "alert"}, Limit(seconds, stopped), stopped, "GET"
        )
        return self._read(answer, alerting_rules, shown)

    def recordings(
        self, seconds: float = 30.0, stopped: Callable[[], bool] = never
    ) -> Sequence[RecordingRule]:
        """Give the recording rules; see the port."""
        answer, shown = self._patiently(
            "/api/v1/rules", {"type": "record"}, Limit(seconds, stopped), stopped, "GET"
        )
        return self._read(answer, recording_rules, shown)

    def names(
        self, since: int, until: int, seconds: float = 30.0, stopped: Callable[[], bool] = never
    ) -> frozenset[str]:
        """Name the metrics; see the port."""
        asked = {"start": str(since), "end": str(until)}
        path = "/api/v1/label/__name__/values"
        answer, shown = self._patiently(path, asked, Limit(seconds, stopped), stopped, "GET")
        return self._read(answer, metric_names, shown)

    def _portion(
        self,
        query: str,
        step: int,
        limit: Limit,
        stopped: Callable[[], bool],
        wanted: Callable[[Mapping[str, str]], bool],
        first: int,
        last: int,
    ) -> tuple[list[Sampled], int]:
        # VictoriaMetrics moves the span to a grid of its own unless it is told to keep nothing of the answer.
        asked = {"query": query, "start": str(first), "end": str(last), "step": str(step), "nocache": "1"}
        answer, shown = self._patiently("/api/v1/query_range", asked, limit, stopped, "POST")
        fault = self._fault(answer, shown)
        if fault and self._is_too_much(answer):
            raise TooMuch(fault)

        def read(text: bytes) -> list[Sampled]:
            return list(sampled(text, first, last, step, wanted))

        return self._read(answer, read, shown), len(answer.body)

    def _is_too_much(self, answer: Answer) -> bool:
        if answer.status == OK:
            return len(answer.body) >= self.largest
        if answer.status == REQUEST_ENTITY_TOO_LARGE:
            return True
        told = refusal(answer.body)[1]
        return answer.status in _MAY_SAY_SO and _TOO_MUCH.search(told) is not None

    def _patiently(
        self, path: str, asked: Mapping[str, str], limit: Limit, stopped: Callable[[], bool], method: str
    ) -> tuple[Answer, Callable[[str], str]]:
        """Ask, and ask again where the server says when to come back, as long as there is time."""
        for left in range(_TRIES, -1, -1):
            answer, shown = self._answer(path, asked, limit, stopped, method)
            if answer.status not in {TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE} or not left:
                break
            told = answer.headers.get("retry-after", "")
            if answer.status == SERVICE_UNAVAILABLE and not told:
                break
            self._wait(float(told) if re.fullmatch(r"[0-9]{1,6}", told) else _PATIENCE, answer.status, limit)
        return answer, shown

    def _wait(self, seconds: float, status: int, limit: Limit) -> None:
        """Wait, or give up where that is longer than there is time."""
        ends = time.monotonic() + max(seconds, _LEAST_PATIENCE)
        if seconds >= limit.left:
            raise self._missing(
                f"it answered {status} and asks to come back in {seconds:.0f} s, which is too late",
                "ask for less, or let it have more time",
            )
        try:
            while (left := ends - time.monotonic()) > 0:
                time.sleep(min(left, limit.wait()))
        except Ended as error:
            raise self._missing(f"it answered {status} and asks for patience, and then: {error}") from None


def _joined(parts: list[Sampled]) -> Sampled:
    if len(parts) == 1:
        return parts[0]
    times = np.concatenate([one.samples.times for one in parts])
    values = np.concatenate([one.samples.values for one in parts])
    return Sampled(parts[0].labels, Samples(times, values))
