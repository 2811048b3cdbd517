"""Statements by their first words."""

import pytest

from mainstay.adapters.actions.sql.words import first_words, refusal


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("update a set b = 1", ["UPDATE", "A", "SET", "B", "=", "1"]),
        ("  -- say\n\t/* a /* b */ c */COMMIT", ["COMMIT"]),
        (";;\n ;commit", ["COMMIT"]),
        ("-- only\r\ncommit", ["COMMIT"]),
        ("/* never ended commit", []),
        ("/*/ commit */ end", ["END"]),
        ("", []),
        (" ; ", []),
        ("(select 1)", ["(", "SELECT", "1", ")"]),
    ],
)
def test_first_words(statement: str, words: list[str]) -> None:
    assert first_words(statement)[: len(words) or 1] == words


@pytest.mark.parametrize(
    "statement",
    [
        "COMMIT",
        "commit and chain",
        "/* a */ RollBack",
        "--x\nbegin",
        "END",
        "abort",
        "savepoint a",
        "release a",
        "start transaction",
        "prepare transaction 'x'",
        "commit prepared 'x'",
        ";commit",
        "set session x = 1",
        "set x = 1",
        "SET TRANSACTION READ ONLY",
        "set local statement_timeout = 0",
        "set local lock_timeout to 0",
        "reset all",
        "discard all",
        "vacuum full a",
        "create unique index concurrently a on b (c)",
        "CREATE INDEX/**/CONCURRENTLY a ON b (c)",
        "drop index concurrently a",
        "reindex table concurrently a",
        "reindex database a",
        "create database a",
        "drop tablespace a",
        "alter system set a = 1",
        "attach 'x' as y",
        "-- nothing",
        "\ud800",
    ],
)
def test_what_is_refused(statement: str) -> None:
    assert refusal(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update a set b = 'commit'",
        "select $$ commit $$",
        "DO $x$ begin perform 1; end $x$",
        "set local search_path = a",
        "set constraints all deferred",
        "with a as (delete from b returning *) insert into c select * from a",
        "truncate a",
        "create index a on b (c)",
        "alter table a add column concurrently int",
        "call a()",
    ],
)
def test_what_is_taken(statement: str) -> None:
    assert refusal(statement) == ""


def test_what_counts_no_rows_is_not_taken_where_they_are_counted() -> None:
    assert "DELETE" in refusal("/**/truncate a", counted=True)
