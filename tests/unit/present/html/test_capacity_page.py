"""The quarterly review of capacity."""

from dataclasses import replace

from mainstay.domain.capacity import CapacityReport, Pace, Scaling
from mainstay.present.html.capacity_page import render
from tests.fakes.capacities import DISK, NOW, capacities, scaled


def test_the_review_tells_what_when_how_much_and_what_came() -> None:
    page = render(capacities(), "1.0")
    for told in (
        "disk used of /var",
        "begin by 2 May 2024",
        "EUR 195",
        "1 of 1",
        "it held",
        "not known yet",
        "800 GB",
    ):
        assert told in page.replace("\u202f", " "), told
    assert "<script" not in page
    assert 'class="track"' in page


def test_an_empty_review() -> None:
    page = render(CapacityReport(1, NOW, (), Pace.AS_NOW, (), 0.2, 14, 6, (), ()), "1.0")
    assert "Nothing passes what can be used of its limit within a year." in page
    assert "Sizes that do not fit" not in page


def test_names_from_outside_are_escaped() -> None:
    evil = replace(scaled(), signal=replace(DISK, what="<script>alert(1)</script>", subject="host:<b>"))
    page = render(capacities(evil, scaled(Scaling.MAYBE)), "1.0")
    assert "<script>alert" not in page
    assert "host:<b>" not in page


def test_hundreds_of_rows_are_counted() -> None:
    page = render(capacities(*(scaled() for _ in range(300))), "1.0")
    assert "And 240 more" in page
