"""Capacity for a terminal."""

from dataclasses import replace

from mainstay.domain.capacity import Scaling
from mainstay.present.text.capacity import capacity_list
from mainstay.present.text.look import Colours, Look
from tests.fakes.capacities import DISK, capacities, scaled

LOOK = Look(160, Colours.NONE, unicode=True)


def told(*growth) -> str:
    return " ".join(capacity_list(capacities(*growth), LOOK).split())


def test_all_that_can_be_told() -> None:
    text = told()
    assert "1 resource to scale within a year; 1 size too large, 1 too small" in text
    assert "saves EUR 195 a month; scaling costs EUR 30.00 a month" in text
    assert "Twice the growth; 20 % of each limit is kept free" in text
    assert "20 % more from 23 Nov 2023" in text
    assert "It passes the 800 GB that can be used on 16 May 2024" in text
    assert "to later than in a year); begin by 2 May 2024" in text
    assert (
        "300 GB more (most likely 200 GB) lasts 6 months: 1,000 GB to 1,300 GB, for EUR 30.00 a month" in text
    )
    assert "Give 1.1 cores to each of 3: saves EUR 196 a month" in text
    assert "Give 1.2 GiB: costs EUR 0.60 a month" in text
    assert "Killed for want of memory" in text or "killed for want of memory at 1 GiB" in text
    assert "5 of 14 days are there" in text
    assert "a: 1 core of cpu is enough: it held." in text
    assert "b: 2 cores of cpu is enough: not known yet." in text


def test_states_without_a_date() -> None:
    assert "It stands above the 800 GB that can be used now" in told(scaled(Scaling.NOW))
    assert "It may pass the 800 GB" in told(scaled(Scaling.MAYBE))
    assert "It stays below the 800 GB" in told(scaled(Scaling.LASTS))


def test_names_from_outside_do_no_harm() -> None:
    evil = replace(scaled(), signal=replace(DISK, what="disk\x1b[31m\n<script>"))
    assert "\x1b" not in capacity_list(capacities(evil), LOOK)


def test_most() -> None:
    text = capacity_list(capacities(*(scaled() for _ in range(3))), LOOK, 1)
    assert "and 2 more: --most 3" in text
