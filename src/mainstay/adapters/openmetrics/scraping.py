"""The Scrapes port over HTTP: asks for a page, bounded in time and size, and makes series of its samples."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import OK

from mainstay.adapters.openmetrics.pages import MOST, Page, Told, page_in
from mainstay.domain.address import Address
from mainstay.domain.errors import EvidenceMissing
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Signal
from mainstay.ports.http import Answer, Http, NoAnswer, Request, never
from mainstay.ports.scrapes import Kind, Scrape, Scraped
from mainstay.present.visible import visible

LARGEST = 16 << 20
"""Bytes of one page: some 150,000 samples."""

_OPEN = "application/openmetrics-text"
_ACCEPT = f"{_OPEN};version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
_UNITS = {
    "bytes": "B",
    "seconds": "s",
    "ratio": "1",
    "celsius": "°C",
    "volts": "V",
    "joules": "J",
    "meters": "m",
}
"""What units are called that names end with (OpenMetrics 1.0, and Prometheus's own advice on names)."""


@dataclass(frozen=True, slots=True)
class ScrapedPage:
    """Reads the page at `address`, called `name`, whose series are about `subject` (`service:shop`).

    `headers` are what lets in, if anything has to.
    """

    name: str
    address: Address
    subject: str
    http: Http
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    largest: int = LARGEST

    def look(self, seconds: float = 10.0, stopped: Callable[[], bool] = never) -> Scrape:
        """Read the page once; see the port."""
        headers = {"accept": _ACCEPT, **self.headers}
        try:
            request = Request("GET", self.address, headers, most=self.largest)
            answer = self.http.ask(request, seconds, stopped)
        except NoAnswer as failure:
            raise self._missing(f"no answer came: {failure}") from failure
        if answer.status != OK:
            raise self._missing(f"it answered {answer.status}")
        page = page_in(answer.body, whole=not answer.missing)
        if not page.samples and (page.wrong or answer.missing):
            raise self._missing("what it shows are no numbers in the format of Prometheus or OpenMetrics")
        numbers = tuple(self._number(one, _milliseconds(answer)) for one in page.samples)
        return Scrape(numbers, tuple(self._notices(page, answer)))

    def _number(self, told: Told, milliseconds: bool) -> Scraped:
        sample = told.sample
        kind = Kind.UNKNOWN if told.counts is None else Kind.COUNTER if told.counts else Kind.GAUGE
        key = _key(sample.name, sample.labels)
        shown = visible(key, 200)
        what = f"{shown} ({visible(told.help, 150)})" if told.help else shown
        labels = {"__name__": sample.name, **sample.labels}
        signal = Signal(self.name, key, self.subject, what, "metric", _unit(told), labels)
        at = sample.at / 1_000 if sample.at is not None and milliseconds else sample.at
        return Scraped(signal, kind, sample.value, at)

    def _notices(self, page: Page, answer: Answer) -> Iterator[Notice]:
        mend = "look at what the program shows, with promtool check metrics"
        if page.wrong:
            reasons = ", ".join(f"{count} that {reason}" for reason, count in page.wrong.most_common())
            yield Notice(
                "lines-wrong",
                f"Lines of {visible(self.name, 100)} were left out: {reasons}.",
                Weight.LIMIT,
                mend,
                page.wrong.total(),
                tuple(page.examples),
            )
        if page.left_out:
            yield Notice(
                "samples-left-out",
                f"{visible(self.name, 100)} shows more than {MOST} samples; the others were left out.",
                Weight.LIMIT,
                "let the program show less of itself, or ask a metrics server",
                page.left_out,
            )
        if answer.missing or (_is_open(answer) and not page.ended):
            why = answer.missing or "its end is missing"
            text = f"The page of {visible(self.name, 100)} is not whole: {why}."
            yield Notice("page-cut", text, Weight.LIMIT, mend)

    def _missing(self, what: str) -> EvidenceMissing:
        where = f"page {visible(self.name, 100)}"
        return EvidenceMissing(what, where=where, mend="look whether the program is well, and at the address")


def _is_open(answer: Answer) -> bool:
    return answer.headers.get("content-type", "").strip().lower().startswith(_OPEN)


def _milliseconds(answer: Answer) -> bool:
    """Whether moments are in milliseconds: OpenMetrics alone has seconds."""
    return not _is_open(answer)


def _key(name: str, labels: Mapping[str, str]) -> str:
    """Name a series as Prometheus does, its labels in their order, so that it has one name for ever."""
    quoted = (
        "{}={}".format(key, '"' + value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n") + '"')
        for key, value in sorted(labels.items())
    )
    return f"{name}{{{','.join(quoted)}}}" if labels else name


def _unit(told: Told) -> str:
    if told.unit:
        return _UNITS.get(told.unit, visible(told.unit, 30))
    plain = told.sample.name.removesuffix("_total").removesuffix("_sum")
    counted = told.sample.name.endswith(("_count", "_bucket"))
    return "1" if counted else _UNITS.get(plain.rpartition("_")[2], "1")
