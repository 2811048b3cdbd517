"""What became of code between two versions: properties that hold for any functions, however they are moved about."""

from collections import deque
from keyword import iskeyword

from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.comparison import kinship as module
from mainstay.analysis.comparison.kinship import kinship
from mainstay.analysis.comparison.shares import Shares
from mainstay.analysis.comparison.texts import Text, text_of

WORDS = st.from_regex(r"[a-z]{3,8}", fullmatch=True).filter(lambda word: not iskeyword(word))
NAMES = st.lists(WORDS, min_size=1, max_size=6, unique=True)


def body(name: str, lines: int = 12) -> list[str]:
    return [
        f"def {name}(given):",
        *(f"    step_{name}_{n} = call({n}, given)" for n in range(lines)),
        "    return given",
    ]


def text(path: str, functions: list[list[str]], names: list[str] | None = None) -> Text:
    """Write functions below each other; `names` are what they are called."""
    lines: list[str] = []
    places = []
    for number, each in enumerate(functions):
        name = names[number] if names else each[0].split("(")[0].removeprefix("def ")
        places.append((name, len(lines) + 1, len(lines) + len(each)))
        lines += each
    return text_of(path, "\n".join(lines).encode(), (), places)


@given(NAMES, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_moving_and_shuffling_makes_nothing_new(names: list[str], chance) -> None:
    functions = [body(name) for name in names]
    before = [text("a.py", functions)]
    chance.shuffle(functions)
    cut = chance.randint(0, len(functions))
    after = [text("a.py", functions[:cut]), text("lib/b.py", functions[cut:])]
    found = kinship(before, after)
    assert len(found.same) == len(names)
    # Only where two functions meet can a window be new: at most the line that ends one and the line that begins the next.
    assert all(len(lines) <= 2 * len(names) + 2 for lines in found.new.values())


@given(NAMES)
@settings(max_examples=40, deadline=None)
def test_renaming_pairs_every_function_with_itself(names: list[str]) -> None:
    functions = [body(name) for name in names]
    renamed = [[line.replace(f"def {name}(", f"def new_{name}(") for line in body(name)] for name in names]
    found = kinship([text("a.py", functions)], [text("b.py", renamed)])
    assert {key[1]: twin[1] for key, twin in found.same.items()} == {f"new_{name}": name for name in names}
    assert found.origins == {"b.py": "a.py"}


@given(NAMES)
@settings(max_examples=40, deadline=None)
def test_layout_changes_no_token(names: list[str]) -> None:
    functions = [body(name) for name in names]
    laid_out = [
        part
        for name in names
        for line in body(name)
        for part in line.replace("call(", "call(\n        ")
        .replace(", given)", ",\n        given,\n    )")
        .split("\n")
    ]
    found = kinship([text("a.py", functions)], [text_of("a.py", "\n".join(laid_out).encode())])
    assert found.relaid == ("a.py",)
    assert found.new == {"a.py": ()}


def test_a_copy_is_new_and_what_it_is_a_copy_of_is_not() -> None:
    one = body("one", 30)
    found = kinship([text("a.py", [one])], [text("a.py", [one]), text("b.py", [one])])
    assert found.new["a.py"] == ()
    assert len(found.new["b.py"]) == len(one)
    assert found.same == {("a.py", "one", 1): ("a.py", "one", 1)}


def test_a_copy_within_a_file_is_new_once() -> None:
    one = body("one", 30)
    found = kinship([text("a.py", [one])], [text("a.py", [one, one])])
    assert abs(len(found.new["a.py"]) - len(one)) <= 2


def test_a_part_of_a_function_is_known_again() -> None:
    whole = body("whole", 40)
    part = [*whole[:1], *whole[20:]]
    found = kinship([text("a.py", [whole])], [text("b.py", [part], ["piece"])])
    assert found.alike == {("b.py", "piece", 1): (("a.py", "whole", 1),)}


def test_nothing_is_held_by_nothing() -> None:
    assert kinship([], []).new == {}
    assert Shares([]).of(text("a.py", [body("one")]).windows, 0.5) == []
    assert kinship([], [text_of("a.py", b"")]).new == {"a.py": ()}
    assert kinship([text_of("a.py", b"\xff\x00")], [text_of("a.py", b"\xff\x00")]).relaid == ("a.py",)


def test_units_that_are_all_alike_are_paired_in_steps_that_grow_with_their_number(monkeypatch) -> None:
    steps = []

    class Counted(deque):
        def popleft(self) -> object:
            steps.append(1)
            return super().popleft()

    monkeypatch.setattr(module, "deque", Counted)
    each = body("alike", 3)
    names = [f"unit_{n}" for n in range(300)]
    before = [text("a.py", [each] * 300, names)]
    found = kinship(before, [text("b.py", [each] * 300, [f"{name}_new" for name in names])])
    assert len(found.same) == len({*found.same.values()}) == 300
    assert len(steps) <= 4 * 300
