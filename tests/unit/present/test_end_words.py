"""Dates that are known, in words."""

from dataclasses import replace

from mainstay.domain.dated_end import EndKind
from mainstay.present.end_words import KINDS, end_sentence, ends_when
from tests.fakes.foretold import ENDS, NOW


def test_what_is_to_come_and_what_is_past() -> None:
    assert ends_when(ENDS[1], NOW) == "ends in 5 weeks, 25 Dec 2026"
    assert ends_when(ENDS[0], NOW) == "ended 3 weeks ago, 31 Oct 2026"


def test_a_sentence_says_of_what_and_who_says_so() -> None:
    assert end_sentence(ENDS[1], NOW) == (
        "certificate of the payment provider of service:pay ends in 5 weeks, 25 Dec 2026: given in the operator's file"
    )
    assert end_sentence(replace(ENDS[2], source=""), NOW) == "hosting contract ends in 2 months, 21 Jan 2027"
    assert "\x1b" not in end_sentence(replace(ENDS[2], what="\x1b[2J", subject="\u202e", source="\x00"), NOW)


def test_every_kind_has_its_words() -> None:
    assert set(KINDS) == set(EndKind)
