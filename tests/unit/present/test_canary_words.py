"""How a look at a watched change is told."""

import math
from dataclasses import replace

from mainstay.domain.canary import Judgement, Measured, Reading, Ruling, Standing
from mainstay.present.canary_words import judgement_sentence, reading_line, reading_sentence

ERRORS = Reading(
    "errors",
    Measured.COUNTS,
    True,
    Standing.FAILED,
    12,
    12,
    0.0031,
    0.00102,
    2.04,
    0.62,
    5.3,
    0.0001,
    0.004,
    0.003,
    0.01,
)
GAUGE = Reading(
    "p95", Measured.SERIES, False, Standing.PASSED, 30, 30, 0.2514, 0.25, 0.0056, -0.01, 0.02, 0.3
)


def plain(text: str) -> str:
    assert text.isprintable()
    return text.replace("\u2212", "-")


def test_a_metric_is_told_with_its_estimate_and_interval() -> None:
    assert plain(reading_sentence(ERRORS)) == "errors failed: +204 % (+62 % to +530 %), 0.31 % against 0.1 %"
    assert plain(reading_sentence(GAUGE)) == "p95 passed: +1 % (-1 % to +2 %), 0.251 against 0.25"


def test_what_would_have_made_the_difference_is_told() -> None:
    told = plain(reading_sentence(replace(ERRORS, fails_from=0.98)))
    assert told.endswith("0.31 % against 0.1 %, fails from +98 % on")
    lower = plain(reading_sentence(replace(GAUGE, fails_from=-0.07)))
    assert lower.endswith("0.251 against 0.25, fails from -7 % on")
    looks = replace(GAUGE, measured=Measured.LOOKS, fails_from=0.3)
    assert reading_sentence(looks).endswith("% allowed, fails from 30 % on")
    never = replace(GAUGE, fails_from=math.inf)
    assert reading_sentence(never).endswith("0.251 against 0.25, too little data for a change to fail")


def test_a_line_tells_points_chance_and_budget() -> None:
    assert plain(reading_line(ERRORS)).partition("; ")[2] == (
        "critical, 12 points, 12 of the control; chance in a healthy change 0.01 %, the limit now 0.40 %; "
        "spent 0.30 % of 1.00 %"
    )


def test_what_cannot_be_told_as_a_share_is_told_by_its_levels() -> None:
    new = Reading("errors", Measured.COUNTS, True, Standing.FAILED, 9, 9, 0.01, 0.0, math.inf, 3.5, math.inf)
    assert plain(reading_sentence(new)) == "errors failed: 1 % against 0 %"
    wide = Reading("errors", Measured.COUNTS, True, Standing.FAILED, 9, 9, 0.01, 0.001, 9.0, 3.5, math.inf)
    assert plain(reading_sentence(wide)) == "errors failed: +900 % (+350 % or more), 1 % against 0.1 %"


def test_missing_data_says_what_is_missing_and_names_hide_nothing() -> None:
    missing = Reading(
        "a\x1b[2J", Measured.SERIES, True, Standing.MISSING, missing="the last 5 points are missing"
    )
    assert reading_sentence(missing) == r"a\x1b[2J data is missing (the last 5 points are missing)"


def test_a_verdict_names_what_brought_it_about() -> None:
    back = judgement_sentence(Judgement(Ruling.ROLL_BACK, (GAUGE, ERRORS)))
    assert back.startswith("roll back: errors failed") and "p95" not in back
    assert judgement_sentence(Judgement(Ruling.KEEP, (GAUGE,))).startswith("keep: p95 passed")
    many = judgement_sentence(Judgement(Ruling.ROLL_BACK, (ERRORS,) * 7))
    assert many.endswith("; and 3 more metrics")
    assert judgement_sentence(Judgement(Ruling.GO_ON, ())) == "nothing fails so far"


def test_looks_of_a_check_are_told_as_a_share_that_failed() -> None:
    health = Reading("health", Measured.LOOKS, True, Standing.OPEN, 10, 0, 0.2, 0.01, 0.2, 0.0252, 0.5561)
    assert reading_sentence(health) == "health open: 20 % of its looks failed (3 % to 56 %), 1 % allowed"
