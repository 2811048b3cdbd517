"""Series of a page: names that last, units, moments of both formats, and what is missing told."""

import pytest

from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.openmetrics.scraping import ScrapedPage
from mainstay.domain.address import address_in
from mainstay.domain.errors import EvidenceMissing
from mainstay.ports.scrapes import Scrape
from tests.fakes.receiver import (
    Behaviour,
    answer,
    close_early,
    drip,
    endless,
    garbage,
    hang,
    raw,
    receiving,
    say,
)

OPEN = {"content-type": "application/openmetrics-text; version=1.0.0; charset=utf-8"}


def scraped(behaviour: Behaviour, largest: int = 1 << 20, seconds: float = 5.0) -> Scrape:
    with receiving(behaviour) as receiver:
        page = ScrapedPage(
            "shop", address_in(receiver.address), "service:shop", HttpClient(), {"x-key": "k"}, largest
        )
        found = page.look(seconds)
    (asked,) = receiver.received
    assert (asked.method, asked.headers["x-key"]) == ("GET", "k")
    assert "openmetrics" in asked.headers["accept"]
    return found


def test_a_series_has_one_name_whatever_the_order_of_its_labels() -> None:
    page = b'# HELP a_bytes Room\\nleft.\na_bytes{z="1",b="x\\"y"} 2\nq{b="2",a="1"} 1\n'
    first, second = (one.signal for one in scraped(say(200, page)).numbers)
    assert (first.key, second.key) == (r'a_bytes{b="x\"y",z="1"}', 'q{a="1",b="2"}')
    assert (first.source, first.subject, first.unit) == ("shop", "service:shop", "B")
    assert first.what == r'a_bytes{b="x\"y",z="1"} (Room\nleft.)'
    assert dict(first.labels) == {"__name__": "a_bytes", "z": "1", "b": 'x"y'}


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("a_seconds", "s"),
        ("a_seconds_total", "s"),
        ("a_bytes_total", "B"),
        ("a_seconds_sum", "s"),
        ("a_seconds_count", "1"),
        ("a_seconds_bucket", "1"),
        ("a_ratio", "1"),
        ("a", "1"),
        ("bytes", "B"),
    ],
)
def test_units_are_those_that_names_end_with(name: str, unit: str) -> None:
    (one,) = scraped(say(200, f"{name} 1\n".encode())).numbers
    assert one.signal.unit == unit


def test_moments_are_milliseconds_in_one_format_and_seconds_in_the_other() -> None:
    assert scraped(say(200, b"a 1 1700000000500\n")).numbers[0].at == 1_700_000_000.5
    assert scraped(say(200, b"a 1 1700000000.5\n# EOF\n", **OPEN)).numbers[0].at == 1_700_000_000.5


def test_a_page_that_ends_early_is_read_and_told() -> None:
    scrape = scraped(say(200, b"a 1\n", **OPEN))
    assert ([one.signal.key for one in scrape.numbers], [one.code for one in scrape.notices]) == (
        ["a"],
        ["page-cut"],
    )
    cut = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\na 1\nb 12"
    scrape = scraped(raw(cut))
    assert ([one.signal.key for one in scrape.numbers], [one.code for one in scrape.notices]) == (
        ["a"],
        ["page-cut"],
    )


def test_a_page_without_end_is_cut_and_told() -> None:
    scrape = scraped(endless(b"HTTP/1.1 200 OK\r\n\r\n", b"a 1\n" * 1_000), largest=50_001)
    assert len(scrape.numbers) == 1
    assert {one.code for one in scrape.notices} == {"page-cut", "lines-wrong"}


def test_wrong_lines_are_told() -> None:
    scrape = scraped(say(200, b"a 1\nb\n\x1b[31m 2\n"))
    (notice,) = scrape.notices
    assert (notice.code, notice.count, len(notice.examples)) == ("lines-wrong", 2, 2)
    assert "\x1b" not in "".join((notice.text, *notice.examples))
    assert notice.mend


def test_an_empty_page_is_one() -> None:
    assert scraped(say(200, b"")) == Scrape(())


@pytest.mark.parametrize(
    "behaviour",
    [
        hang,
        drip,
        garbage,
        close_early,
        answer(404),
        answer(302, location="/x"),
        say(200, b"<html>\n<p>Hello\n"),
    ],
)
def test_what_is_no_page_is_told(behaviour: Behaviour) -> None:
    with pytest.raises(EvidenceMissing) as failure:
        scraped(behaviour, seconds=0.5)
    assert "hidden" not in f"{failure.value.what}{failure.value.where}"
    assert failure.value.mend
