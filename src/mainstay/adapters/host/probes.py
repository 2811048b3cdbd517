"""Probes of addresses that the operator names: whether they answer, how fast, and when their certificates end."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import ceil

from mainstay.adapters.host.certificates import NoCertificate, certificate_end
from mainstay.adapters.host.signals import Naming
from mainstay.adapters.http.connecting import connected
from mainstay.adapters.http.limit import Ended, Limit
from mainstay.domain.address import Address
from mainstay.domain.errors import UsageError
from mainstay.domain.signal import Limit as Bound
from mainstay.domain.signal import Side
from mainstay.ports.host import Reading
from mainstay.ports.http import Http, NoAnswer, Request

MOST = 200
"""Addresses that are probed at one look."""

_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Probe:
    """What is probed, called `name` by people: an address of the web, or with `http` false only its port."""

    name: str
    address: Address
    http: bool = True


@dataclass(frozen=True, slots=True)
class Probed:
    """What one probe found: the seconds until it answered, None where it did not; the end of its certificate, if it has one."""

    probe: Probe
    seconds: float | None
    certificate: float | None


@dataclass(frozen=True, slots=True)
class Probing:
    """Probes several addresses at once."""

    probes: Sequence[Probe]
    http: Http
    now: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        """Raise UsageError where there are more than MOST, or two of one name."""
        if len(self.probes) > MOST or len({one.name for one in self.probes}) < len(self.probes):
            raise UsageError(f"at most {MOST} addresses are probed, each with another name")

    def readings(self, naming: Naming, seconds: float, stopped: Callable[[], bool]) -> list[Reading]:
        """Probe all, in so many seconds at most; each has its fair part of them, and who does not answer in it is down."""
        each = seconds / max(1, ceil(len(self.probes) / _AT_ONCE))
        waiting = list(reversed(self.probes))
        found: list[Probed] = []

        def work() -> None:
            while waiting and not stopped():
                with suppress(IndexError):
                    found.append(self._probed(waiting.pop(), each, stopped))

        threads = [threading.Thread(target=work, daemon=True) for _ in range(min(_AT_ONCE, len(waiting)))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [reading for one in found for reading in self._readings(one, naming)]

    def _probed(self, probe: Probe, seconds: float, stopped: Callable[[], bool]) -> Probed:
        limit, begun = Limit(seconds, stopped), time.monotonic()
        answered = _http_answers(self.http, probe, limit, stopped) if probe.http else _lets_in(probe, limit)
        took = time.monotonic() - begun if answered else None
        end = None
        if probe.address.encrypted:
            with suppress(OSError, Ended, NoCertificate):
                end = certificate_end(probe.address.host, probe.address.port, limit)
        return Probed(probe, took, end)

    def _readings(self, one: Probed, naming: Naming) -> Iterator[Reading]:
        name = one.probe.name
        up = float(one.seconds is not None)
        yield naming.reading("probe_up", "answers of", up, sort="probe", of=name)
        if one.seconds is not None:
            took = round(one.seconds, 6)
            yield naming.reading(
                "probe_seconds", "time to answer of", took, sort="latency", unit="s", of=name
            )
        if one.certificate is not None:
            yield naming.reading(
                "certificate_left",
                "time until the certificate ends of",
                float(round(one.certificate - self.now())),
                sort="certificate",
                unit="s",
                of=name,
                limit=Bound(0.0, Side.BELOW, "the certificate's own end"),
            )


def _http_answers(http: Http, probe: Probe, limit: Limit, stopped: Callable[[], bool]) -> bool:
    """Whether an address answers with success, or says where to go."""
    try:
        return 200 <= http.ask(Request("GET", probe.address, most=0), limit.left, stopped).status < 400
    except NoAnswer:
        return False


def _lets_in(probe: Probe, limit: Limit) -> bool:
    try:
        with connected(probe.address.host, probe.address.port, limit):
            return True
    except (OSError, Ended):
        return False
