"""Pages: families, kinds, what is wrong counted and told, and what is too much left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.openmetrics import pages
from mainstay.adapters.openmetrics.pages import LONGEST_LINE, Page, page_in

HISTOGRAM = b"""# HELP took_seconds Time to answer.
# TYPE took_seconds histogram
# UNIT took_seconds seconds
took_seconds_bucket{le="0.1"} 3 # {trace_id="a"} 0.05
took_seconds_bucket{le="+Inf"} 4
took_seconds_sum 1.5
took_seconds_count 4
took_seconds_created 1700000000.5
# TYPE waited summary
waited{quantile="0.5"} NaN
waited_sum 2
waited_count 0
# TYPE sold counter
sold_total 7
# TYPE old_style_total counter
old_style_total 8
# TYPE depth gaugehistogram
depth_bucket{le="1"} 1
depth_gcount 1
depth_gsum 2
# TYPE up stateset
up{up="a"} 1
# TYPE queue gauge
queue 5
# TYPE odd untyped
odd 6
lonely_total 9
# EOF
"""


def kinds(page: Page) -> dict[str, bool | None]:
    return {one.sample.name: one.counts for one in page.samples}


def test_what_counts_is_told_apart_from_what_does_not() -> None:
    page = page_in(HISTOGRAM)
    assert (page.wrong, page.ended, len(page.samples)) == ({}, True, 17)
    assert kinds(page) == {
        "took_seconds_bucket": True,
        "took_seconds_sum": True,
        "took_seconds_count": True,
        "took_seconds_created": False,
        "waited": False,
        "waited_sum": True,
        "waited_count": True,
        "sold_total": True,
        "old_style_total": True,
        "depth_bucket": False,
        "depth_gcount": False,
        "depth_gsum": False,
        "up": False,
        "queue": False,
        "odd": None,
        "lonely_total": None,
    }


def test_help_and_unit_belong_to_all_of_a_family() -> None:
    told = [one for one in page_in(HISTOGRAM).samples if one.sample.name.startswith("took")]
    assert {(one.help, one.unit) for one in told} == {("Time to answer.", "seconds")}


def test_wrong_lines_are_counted_and_the_others_read() -> None:
    page = page_in(
        b'a 1\nb{x="1" 2\nc 3\nc 4\n\xff\xfe 5\nd{x="1",x="2"} 6\ne' + b"x" * LONGEST_LINE + b" 1\nf 7\n"
    )
    assert [one.sample.name for one in page.samples] == ["a", "c", "f"]
    assert page.wrong == {
        "it is no sample": 1,
        "its series came before": 1,
        "it is no UTF-8": 1,
        "a label comes twice": 1,
        "it has no end": 1,
    }
    assert page.examples[0] == 'line 2: it is no sample: b{x="1" 2'


def test_what_stands_behind_the_end_is_wrong() -> None:
    page = page_in(b"a 1\n# EOF\n\nb 2\n")
    assert ([one.sample.name for one in page.samples], page.wrong.total()) == (["a"], 1)


def test_of_a_page_that_was_cut_the_last_line_is_left_out() -> None:
    assert [one.sample.value for one in page_in(b"a 1\nb 12", whole=False).samples] == [1.0]
    assert [one.sample.value for one in page_in(b"a 1\nb 12").samples] == [1.0, 12.0]


def test_a_mark_of_byte_order_and_line_ends_of_other_systems() -> None:
    assert [one.sample.name for one in page_in(b"\xef\xbb\xbfa 1\r\nb 2\r\n").samples] == ["a", "b"]


def test_too_many_samples_and_families_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST", 10)
    monkeypatch.setattr(pages, "_MOST_FAMILIES", 10)
    page = page_in(b"".join(b"# TYPE m%d gauge\nm%d 1\n" % (number, number) for number in range(30)))
    assert (len(page.samples), page.left_out, page.wrong.total()) == (10, 20, 20)


@given(st.binary(max_size=400))
def test_any_bytes_are_read(content: bytes) -> None:
    page_in(content)


@given(st.integers(0, len(HISTOGRAM) - 1), st.binary(max_size=5))
def test_a_page_of_which_a_part_is_another(place: int, other: bytes) -> None:
    page = page_in(HISTOGRAM[:place] + other + HISTOGRAM[place + 2 :])
    assert len(page.samples) >= 8 or page.ended
