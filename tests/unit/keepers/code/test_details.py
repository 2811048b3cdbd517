"""The functions and types of files are listed within what a report can hold, those of the costliest files first."""

from mainstay.analysis.duplication.fingerprints import Shingles
from mainstay.analysis.health.parts import Thresholds
from mainstay.keepers.code.content import Ask, Content, examine
from mainstay.keepers.code.details import details_within

ASK = Ask(Thresholds(), Shingles(100))


def content(functions: int, types: int = 0) -> Content:
    text = "".join(f"def f{number}():\n    pass\n" for number in range(functions))
    text += "".join(f"class C{number}:\n    pass\n" for number in range(types))
    return examine(text.encode(), "Python", ASK)


def test_the_first_files_are_listed_until_there_is_no_room() -> None:
    small, large = content(2, 1), content(5)
    details = details_within([("a", small), ("b", large), ("c", small), ("d", small)], most=8)
    assert list(details.of) == ["a", "b"]
    assert details.left_out == ["c", "d"]
    assert [one.name for one in details.of["a"].functions] == ["f0", "f1"]
    assert [one.name for one in details.of["a"].types] == ["C0"]


def test_a_file_of_too_many_leaves_the_others_alone() -> None:
    for many in (content(4), content(1, 3)):
        details = details_within([("many", many), ("few", content(3))], most_in_a_file=3)
        assert (list(details.of), details.left_out) == (["few"], ["many"])


def test_the_same_content_under_many_names_is_held_once() -> None:
    one = content(3)
    details = details_within([(f"{number}.py", one) for number in range(10)])
    assert len({id(detail) for detail in details.of.values()}) == 1
    assert details.left_out == []


def test_files_without_functions_are_not_left_out() -> None:
    details = details_within([("text", examine(b"plain\n", "", ASK)), ("empty", content(0))], most=0)
    assert details.left_out == []
