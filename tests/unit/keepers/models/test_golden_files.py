"""Golden sets and answers as lines of JSON: what is taken, and what is refused with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.errors import UsageError
from mainstay.domain.golden import Expected, JsonKind
from mainstay.keepers.models import golden_files
from mainstay.keepers.models.golden_files import answers_of, expected_of


def test_a_set_is_read_with_all_that_may_be_expected() -> None:
    lines = [
        '{"id": "a", "question": "?", "expect": {"contains": "x", "contains_none": ["y", "z"], "most_words": 9}}\n',
        "\n",
        '{"id": 7, "expect": {"json": true}}\n',
        '{"id": "c", "expect": {"json": {"total": "number"}, "number": 3, "within": 0.5}}',
    ]
    assert expected_of(lines, "g") == [
        Expected("a", contains=("x",), contains_none=("y", "z"), most_words=9),
        Expected("7", json={}),
        Expected("c", json={"total": JsonKind.NUMBER}, number=3.0, within=0.5),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nothing", "g:2"),
        ('{"id": "b"}', "missing required field `expect`"),
        ('{"id": "b", "expect": {}}', "nothing is expected"),
        ('{"id": "b", "expect": {"contain": ["x"]}}', "unknown field `contain`"),
        ('{"id": "b", "expect": {"contains": [3]}}', "got `int`"),
        ('{"id": "b", "expect": {"contains": [" "]}}', "none is empty"),
        ('{"id": "b", "expect": {"json": {"a": "date"}}}', "date"),
        ('{"id": "b", "expect": {"within": 1, "equals": "x"}}', "beside a `number`"),
        ('{"id": "b", "expect": {"number": 1, "within": -1}}', "not below 0"),
        ('{"id": "b", "expect": {"number": 1e999}}', "g:2"),
        ('{"id": "b", "expect": {"least_words": -1}}', "not below 0"),
        ('{"id": "a", "expect": {"equals": "x"}}', "comes twice"),
        ('{"id": "", "expect": {"equals": "x"}}', "1 to 200 letters"),
        ('{"id": "b", "expect": ' + "[" * 100_000, "g:2"),
    ],
)
def test_what_is_no_question_is_refused_with_its_line(line: str, told: str) -> None:
    with pytest.raises(UsageError) as refused:
        expected_of(['{"id": "a", "expect": {"equals": "x"}}', line], "g")
    assert told in f"{refused.value.what} {refused.value.where}"
    assert refused.value.where == "g:2"


def test_an_empty_set_is_refused_with_an_example() -> None:
    with pytest.raises(UsageError) as refused:
        expected_of(["\n", ""], "g")
    assert '"expect"' in refused.value.mend


def test_answers_are_kept_in_their_order_and_none_is_an_empty_one() -> None:
    lines = [
        '{"id": 1, "answer": "a", "model": "x"}',
        '{"id": "1", "answer": "b"}',
        '{"id": "2", "answer": null}',
    ]
    assert answers_of(lines, "a") == {"1": ["a", "b"], "2": [""]}
    assert answers_of([], "a") == {}


@pytest.mark.parametrize("line", ["[]", '{"answer": "x"}', '{"id": "1", "answer": 3}', "{", "\udcff"])
def test_what_is_no_answer_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(UsageError) as refused:
        answers_of(['{"id": "1", "answer": "x"}', line], "a")
    assert refused.value.where == "a:2"


def test_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden_files, "MOST_QUESTIONS", 1)
    monkeypatch.setattr(golden_files, "MOST_TEXT", 3)
    with pytest.raises(UsageError, match="more than 1 questions"):
        expected_of([f'{{"id": {place}, "expect": {{"equals": "x"}}}}' for place in range(2)], "g")
    with pytest.raises(UsageError, match="letters"):
        answers_of(['{"id": 1, "answer": "four"}'], "a")


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    for read in (expected_of, answers_of):
        try:
            read(lines, "g")
        except UsageError as refused:
            assert refused.where.startswith("g")
