"""The digest of a record: every field counts, and nothing else gives the same."""

from dataclasses import fields, replace
from typing import Any

import pytest

from mainstay.analysis.chain.matching import each_held_against
from mainstay.analysis.chain.telling import (
    Record,
    name_of,
    record_digest,
    told_decision,
    told_mark,
    told_revision,
    told_statement,
)
from mainstay.domain.audit import Row
from mainstay.domain.occurrence import Mark, Marking, Occurrence
from mainstay.domain.proposal import Act
from mainstay.domain.revision import revision_of
from tests.fakes.records import decision, evidence, proposal

MADE = proposal("p1")
MARK = Mark(Occurrence("night", 10, 20), Marking.SIGNED_OFF, "bob", 5, "web", ("lead",), ("shop",), "ok")
RECORDS: list[Record] = [decision(MADE), evidence(MADE), MARK, revision_of(MADE)]


def changed(value: object) -> Any:
    if isinstance(value, Occurrence):
        return replace(value, closes_at=21)
    if isinstance(value, tuple):
        return (*value, "x")
    return f"{value}x" if isinstance(value, str) else value + 1


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: type(one).__name__)
def test_every_field_counts(record: Record) -> None:
    others = {
        record_digest(replace(record, **{one.name: changed(getattr(record, one.name))}))
        for one in fields(record)
    }
    assert len(others - {record_digest(record)}) == len(fields(record))


@pytest.mark.parametrize("name", ["window", "opens_at", "closes_at"])
def test_every_field_of_an_occurrence_counts(name: str) -> None:
    other = replace(MARK.occurrence, **{name: changed(getattr(MARK.occurrence, name))})
    assert record_digest(replace(MARK, occurrence=other)) != record_digest(MARK)


def test_a_border_between_fields_cannot_be_moved() -> None:
    one = decision(MADE, person="ab", policy="")
    assert record_digest(one) != record_digest(replace(one, person="a", policy="b"))
    assert record_digest(one) != record_digest(replace(one, roles=("lead", "on-call", ""), lent_by=("cleo",)))


def test_the_row_says_who_did_what_and_names_the_record() -> None:
    made, stated = decision(MADE), evidence(MADE)
    row = told_decision(made, "ab" * 32)
    assert (row.who, row.act, row.about, row.detail, row.rules) == (
        "bob",
        "approve",
        "p1",
        "looks good",
        "ab" * 32,
    )
    assert told_decision(replace(made, person="", policy="tested")).who == "tested"
    assert told_statement(stated, "p1", "web").detail == "staging-validation: passed, 212 passed"
    assert [told_revision(replace(MADE, revision=one)).act for one in (1, 2)] == [Act.SUBMIT, Act.REVISE]
    rows = [
        row,
        told_statement(stated, "p1", "web"),
        told_mark(MARK, "sign-off", "night", ""),
        told_revision(MADE),
    ]
    assert [one.record for one in rows] == [
        record_digest(one) for one in (made, stated, MARK, revision_of(MADE))
    ]


def held(records: list[Record], told: list[Record]) -> list[tuple[str, str]]:
    rows = [Row(number, 1, "", "", "", "", record=record_digest(one)) for number, one in enumerate(told, 1)]
    return [(one.where, one.text.partition(",")[0]) for one in each_held_against([records], rows)]


def test_what_is_missing_moved_or_told_too_often_is_named() -> None:
    first, second, third = (decision(MADE) for _ in range(3))
    assert held([first, second], [first, second]) == []
    assert held([first, second], [first]) == [(name_of(second), "the trail does not tell it")]
    assert held([first, second], [second, first])[0][0] == name_of(first)
    assert held([first], [first, first]) == [
        (name_of(first), "the trail tells it more often than it is there")
    ]
    assert held([first, first], [first]) == [(name_of(first), "the trail does not tell it")]
    assert held([first, second, third], [third]) == [
        (name_of(one), "the trail does not tell it") for one in (first, second)
    ]
