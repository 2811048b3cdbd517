"""Tokens as numbers are equal exactly where the texts' own tokens are."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mainstay.analysis.duplication.tokens import powers, scramble, tokenise, windows
from tests.oracles.duplication import runs, tokens

TEXTS = st.one_of(
    st.binary(max_size=200),
    st.text("ab1_ \n\t\\(),.é=", max_size=200).map(str.encode),
)


def same_grouping(numbers: np.ndarray, names: list) -> bool:
    """Tell whether equal numbers and equal names stand at the same places."""
    pairs = set(zip(numbers.tolist(), names, strict=True))
    return len(pairs) == len(set(names)) == len(set(numbers.tolist()))


@settings(max_examples=300)
@given(TEXTS)
@example(b"")
@example(b"a")
@example(b" ")
@example(b"\\")
@example(b"a\\\nb")
@example("naïve_名前".encode())
@example(b"\xff\xfe\x00")
@example(b"a" * 150 + b" " + b"a" * 149)
def test_tokens_are_those_of_a_plain_reader(text: bytes) -> None:
    expected = tokens(text)
    found = tokenise(text)
    assert found.lines.tolist() == [token.line - 1 for token in expected]
    assert same_grouping(found.hashes, [token.text for token in expected])


@settings(max_examples=200)
@given(st.data())
def test_skipped_spans_count_as_white_space(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    expected = tokens(text, spans)
    found = tokenise(text, spans)
    assert found.lines.tolist() == [token.line - 1 for token in expected]
    assert same_grouping(found.hashes, [token.text for token in expected])


def test_a_token_is_the_same_wherever_it_stands() -> None:
    text = b"(a" + b" x" * 5000 + b"\n" * 70_000 + b" long_name = 1" + b" a long_name "
    hashes = tokenise(text).hashes
    assert hashes[1] == hashes[-2]
    assert hashes[-1] == hashes[-5]
    assert hashes[0] != hashes[1]


@settings(max_examples=200)
@given(st.lists(st.sampled_from([b"a", b"b", b"("]), max_size=60), st.integers(1, 12))
def test_runs_of_tokens_are_equal_where_all_their_tokens_are(words: list[bytes], size: int) -> None:
    text = b" ".join(words)
    found = windows(tokenise(text).hashes, size)
    assert same_grouping(found, runs(tokens(text), size))


@given(st.permutations(range(12)))
def test_the_order_of_tokens_counts(order: list[int]) -> None:
    forth = tokenise(" ".join(f"w{number}" for number in range(12)).encode()).hashes
    changed = tokenise(" ".join(f"w{number}" for number in order).encode()).hashes
    assert (windows(forth, 12) == windows(changed, 12)).all() == (list(order) == list(range(12)))


@given(st.integers(0, (1 << 64) - 1).map(lambda number: number | 1), st.integers(1, 5000))
def test_powers_undo_each_other(base: int, length: int) -> None:
    forward, backward = powers(base, length)
    assert len(forward) >= length
    assert (forward * backward == 1).all()
    assert int(forward[length - 1]) == pow(base, length - 1, 1 << 64)


def test_bits_are_mixed_and_nothing_is_lost() -> None:
    numbers = np.arange(1 << 16, dtype=np.uint64)
    mixed = scramble(numbers)
    assert len(np.unique(mixed)) == len(numbers)
    ones = [int(((mixed >> np.uint64(bit)) & np.uint64(1)).sum()) for bit in range(64)]
    assert min(ones) > 0.48 * len(numbers)
    assert max(ones) < 0.52 * len(numbers)
