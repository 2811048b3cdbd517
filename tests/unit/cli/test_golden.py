"""`mainstay golden`, with the program behind it: what it reads, tells, and leaves with."""

import json
from pathlib import Path

import jsonschema
import pytest

from mainstay.domain.golden_asked import GoldenAsked
from mainstay.present.golden_json import schema
from mainstay.wiring.golden_sets import golden

QUESTIONS = (
    {
        "id": "refund",
        "question": "How long?",
        "expect": {"contains": ["30 days"], "contains_none": "guarantee"},
    },
    {"id": "sum", "expect": {"number": 1234.5, "matches": "(?i)total"}},
    {"id": "bad\x1b[31m", "expect": {"equals": "Yes\x1b[31m"}},
)
RIGHT = {"refund": "30 Days", "sum": "Total 1,234.50", "bad\x1b[31m": "yes\x1b[31m"}


def lines(path: Path, rows: object) -> str:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))  # type: ignore[attr-defined]
    return str(path)


def answers(path: Path, **other: str) -> str:
    return lines(path, [{"id": one, "answer": text} for one, text in (RIGHT | other).items()])


@pytest.fixture
def expected(tmp_path: Path, doors) -> str:
    doors.golden = golden
    return lines(tmp_path / "golden.jsonl", QUESTIONS)


def test_all_that_holds_is_told_in_a_sentence(command, expected, tmp_path) -> None:
    told = command("golden", expected, answers(tmp_path / "a.jsonl"), "--fail-under", "100")
    assert told.code == 0
    assert told.out.replace("\u202f", " ").splitlines() == [
        "3 of 3 answers hold what is expected  golden.jsonl",
        "  a.jsonl: 100.0 % (29.2 to 100.0)",
    ]


def test_what_is_lacking_is_told_a_question_a_line(command, expected, tmp_path) -> None:
    wrong = lines(
        tmp_path / "a.jsonl",
        [
            {"id": "refund", "answer": "We guarantee it"},
            {"id": "sum", "answer": "total 1234.5"},
            {"id": "sum", "answer": "total 12"},
            {"id": "stray", "answer": "x"},
        ],
    )
    told = command("golden", expected, wrong, "--fail-under", "50")
    assert told.code == 1
    assert told.out.replace("\u202f", " ").splitlines() == [
        "0 of 3 answers hold what is expected  golden.jsonl",
        "  a.jsonl: 0.0 % (0.0 to 70.8); 1 question without an answer; 1 question answered now right, now",
        "  wrong",
        "",
        "Do not pass",
        "  refund",
        "    \u201c30 days\u201d is missing; \u201cguarantee\u201d is there",
        "  sum",
        "    no number is 1234.5 (1 of 2 runs right)",
        "  bad\\x1b[31m",
        "    no answer",
        "of all questions: something missing: 1; something there that must not be: 1; another number: 1",
    ]
    assert "answers 1 question that the golden set does not have: stray." in told.err


def test_two_files_of_answers_are_held_against_each_other(command, expected, tmp_path) -> None:
    before = answers(tmp_path / "a.jsonl", sum="no")
    after = answers(tmp_path / "b.jsonl", refund="never", **{"bad\x1b[31m": "no"})
    told = command("golden", expected, before, after, "--fail-on-lost")
    assert told.code == 1
    plain = told.out.replace("\u202f", " ")
    assert (
        "1 of 3 answers holds what is expected, which is neither more nor less than before beyond chance"
        in plain
    )
    assert "2 lost, 1 won, by chance 100 %" in plain
    assert "Passed before, not now\n  refund" in plain
    assert "it is not \u201cYes\\x1b[31m\u201d" in plain
    assert "Pass now, not before\n  sum" in plain
    assert "\x1b" not in plain
    assert command("golden", expected, after, before).code == 0


def test_json_keeps_its_schema(command, expected, tmp_path) -> None:
    one = answers(tmp_path / "a.jsonl")
    for words in ((one,), (one, one)):
        out = command("golden", expected, *words, "--format", "json").out
        jsonschema.validate(json.loads(out), schema())
        assert "\x1b" not in out


def test_a_pattern_that_is_none_is_refused_with_its_question(command, doors, tmp_path) -> None:
    doors.golden = golden
    expected = lines(tmp_path / "g.jsonl", [{"id": "a", "expect": {"matches": "("}}])
    told = command("golden", expected, expected)
    assert told.code == 2 and "question a" in told.err and "RE2" in told.err


def test_what_is_asked_for_is_passed_on(command, doors, tmp_path) -> None:
    file = lines(tmp_path / "g.jsonl", [])
    assert command("golden", file, file).code == 0
    assert doors.golden_asked == [GoldenAsked(file, file)]
    missing = command("golden", file, str(tmp_path / "none"))
    assert missing.code == 2


def test_gates_that_could_never_close_are_refused(command, expected, tmp_path) -> None:
    given = answers(tmp_path / "a.jsonl", refund="no")
    for gate, told in (
        (("--fail-on-lost",), "nothing later"),
        (("--fail-under", "nan"), "'nan' is no number"),
    ):
        refused = command("golden", expected, given, *gate)
        assert (refused.code, refused.out) == (2, "")
        assert told in refused.err
