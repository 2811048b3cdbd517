"""Copies are found where comparing everything with everything finds them, and nowhere else."""

import inspect
import textwrap
import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mainstay.analysis.duplication.fingerprints import EMPTY, Fingerprints, Shingles, fingerprint
from mainstay.analysis.duplication.regions import FEWEST_LINES, Index, covered_lines
from mainstay.analysis.duplication.tokens import tokenise
from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.measure import measure
from mainstay.domain.source_file import Region
from tests.oracles.duplication import Token, places, shared_runs, tokens

SHINGLES = Shingles(found=12)
WORDS = st.sampled_from(["a", "b", "c", "d", "if", "(", ")", "=", "\n"])


@st.composite
def snapshots(draw: st.DrawFn, line_end: str) -> list[bytes]:
    """Give a few texts into which the same pieces were put; `line_end` follows every token."""
    pieces = draw(st.lists(st.lists(WORDS, min_size=8, max_size=45), min_size=1, max_size=3))
    texts = []
    for _ in range(draw(st.integers(1, 4))):
        words: list[str] = []
        for _ in range(draw(st.integers(0, 4))):
            words += draw(st.one_of(st.sampled_from(pieces), st.lists(WORDS, max_size=12)))
        texts.append(line_end.join(words).encode())
    # A text may stand at two paths.
    return texts + draw(st.sampled_from(([], [texts[0]])))


def regions_of(texts: list[bytes], shingles: Shingles = SHINGLES) -> list[tuple[Region, ...]]:
    index = Index([fingerprint(tokenise(text), shingles) for text in texts])
    return index.duplicated(range(len(texts)), shingles)


def stretch(region: Region, text: list[Token], proven: list[bool]) -> range | None:
    """Find the tokens that a region is about: all of them proven, beginning and ending on its lines."""
    for start in range(len(text) - region.tokens + 1):
        end = start + region.tokens
        if (text[start].line, text[end - 1].line) == (region.line, region.end_line) and all(
            proven[start:end]
        ):
            return range(start, end)
    return None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["\n", " ", " \n "]).flatmap(snapshots))
def test_every_token_of_a_region_stands_again_within_an_equal_run(texts: list[bytes]) -> None:
    cut = [tokens(text) for text in texts]
    known = places(cut, SHINGLES.proven)
    for number, regions in enumerate(regions_of(texts)):
        proven = [False] * len(cut[number])
        for start in range(len(known.runs[number])):
            if known.again(number, start):
                proven[start : start + SHINGLES.proven] = [True] * SHINGLES.proven
        for region in regions:
            assert stretch(region, cut[number], proven) is not None, region


@settings(max_examples=150, deadline=None)
@given(snapshots("\n"))
def test_every_long_run_that_stands_again_is_covered(texts: list[bytes]) -> None:
    # One token a line, so that lines tell which tokens are covered.
    cut = [tokens(text) for text in texts]
    found = regions_of(texts)
    slack = SHINGLES.neighbours - 1
    for number, start, length in shared_runs(cut, SHINGLES.found, SHINGLES.proven):
        lines = {token.line for token in cut[number][start + slack : start + length - slack]}
        covered = {line for region in found[number] for line in range(region.line, region.end_line + 1)}
        assert lines <= covered


@settings(max_examples=80, deadline=None)
@given(snapshots(" "))
def test_a_region_has_at_least_six_lines(texts: list[bytes]) -> None:
    for regions in regions_of(texts):
        assert all(region.end_line - region.line + 1 >= FEWEST_LINES for region in regions)
        assert [region.line for region in regions] == sorted(region.line for region in regions)


def lines(first: int, last: int) -> list[str]:
    return [f"name_{number} = call_{number}(argument_{number})" for number in range(first, last)]


def test_data_between_two_copies_is_not_part_of_them() -> None:
    # What repeats itself proves nothing, however long it is, here and there.
    zeros = ["0,"] * 200
    one = "\n".join([*lines(0, 40), *zeros, *lines(50, 90)])
    other = "\n".join([*lines(0, 40), *(["1,"] * 300), *lines(50, 90)])
    for regions, first_of_second in zip(
        regions_of([one.encode(), other.encode()], Shingles(100)), (241, 341), strict=True
    ):
        assert len(regions) == 2
        assert (regions[0].line, regions[0].end_line) <= (2, 40)
        assert regions[0].end_line <= 41
        assert regions[1].line >= first_of_second - 1


@given(
    st.lists(st.sampled_from(["0", "a", ",", "(", "\n"]), min_size=1, max_size=10),
    st.integers(300, 600),
)
def test_data_that_repeats_itself_is_no_copy(period: list[str], length: int) -> None:
    words = (period * length)[:length]
    # A single run has no other to repeat; from twice its length on the repetition shows.
    assume(sum(word != "\n" for word in words) >= 200)
    text = "\n".join(words).encode()
    assert regions_of([text, text], Shingles(100)) == [(), ()]


@pytest.mark.parametrize(
    ("period", "is_copy"), [(1, False), (46, False), (89, False), (90, True), (120, True)]
)
def test_only_what_begins_again_after_its_own_length_is_a_copy(period: int, is_copy: bool) -> None:
    shingles = Shingles(100)
    assert shingles.proven == 90
    text = "\n".join(f"w{number % period}" for number in range(600)).encode()
    assert bool(regions_of([text], shingles)[0]) == is_copy
    assert bool(regions_of([text, text], shingles)[0]) == is_copy


def test_the_same_content_at_two_paths_stands_twice() -> None:
    text = "\n".join(lines(0, 60)).encode()
    shingles = Shingles(100)
    index = Index([fingerprint(tokenise(text), shingles), EMPTY])
    assert index.duplicated([0, 1], shingles) == [(), ()]
    first, second, empty = index.duplicated([0, 0, 1], shingles)
    assert first == second
    assert empty == ()
    (region,) = first
    assert region.line <= 3
    assert region.end_line >= 58
    assert region.tokens >= 60 * 6 - 2 * shingles.neighbours


def test_what_a_snapshot_does_not_hold_does_not_count() -> None:
    text = "\n".join(lines(0, 60)).encode()
    shingles = Shingles(100)
    index = Index([fingerprint(tokenise(text), shingles)] * 3)
    assert index.duplicated([1], shingles) == [()]
    assert all(index.duplicated([0, 2], shingles))
    assert index.duplicated([], shingles) == []
    assert Index([]).duplicated([], shingles) == []


def python_regions(sources: list[str]) -> list[tuple[Region, ...]]:
    shingles = Shingles(100)
    prints = []
    for source in sources:
        text = source.encode()
        prints.append(fingerprint(tokenise(text, measure(text, PYTHON).skipped), shingles))
    return Index(prints).duplicated(range(len(sources)), shingles)


def test_a_function_copied_from_real_code_is_found_at_its_lines_however_it_is_laid_out() -> None:
    original = inspect.getsource(textwrap)
    copied = inspect.getsource(textwrap.TextWrapper._wrap_chunks)
    first = inspect.getsource(inspect).count("\n") + 2
    changed = [
        f"{line}  # a remark of its own" if line and "\\" not in line else line for line in copied.split("\n")
    ]
    relaid = "\n\n".join(changed).replace("        ", "   ")
    for text in (copied, relaid):
        other = inspect.getsource(inspect) + "\nclass Copied:\n" + text
        (theirs,), (ours,) = python_regions([original, other])
        begins = original.split("\n").index(copied.split("\n", maxsplit=1)[0]) + 1
        # The docstring and the remarks are no code; at either end a few tokens may be left out.
        assert begins <= theirs.line <= begins + 30
        assert begins + copied.count("\n") - 4 <= theirs.end_line <= begins + copied.count("\n")
        assert first <= ours.line
        assert ours.end_line <= first + text.count("\n") + 1
        assert ours.tokens == theirs.tokens


def test_a_changed_name_ends_a_copy() -> None:
    copied = inspect.getsource(textwrap.TextWrapper._wrap_chunks)
    names = [name for name in ("chunks", "cur_line", "cur_len", "lines", "width", "self") if name in copied]
    other = copied
    for name in names:
        other = other.replace(name, f"{name}_too")
    assert python_regions([f"class A:\n{copied}", f"class B:\n{other}"]) == [(), ()]


@pytest.mark.parametrize(
    "line",
    [b";" * 5_000_000, b"a" * 5_000_000, (b"function(a,b){return a+b};" * 200_000)[:5_000_000]],
    ids=["marks", "word", "script"],
)
def test_a_line_of_five_megabytes_takes_bounded_memory(line: bytes) -> None:
    tracemalloc.start()
    try:
        prints = fingerprint(tokenise(line), Shingles(100))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 128 * len(line)
    assert len(prints.hashes) == 0


@given(st.lists(st.tuples(*[st.integers(0, (1 << bits) - 1) for bits in (64, 32, 32, 32)]), max_size=20))
def test_fingerprints_survive_being_written(rows: list[tuple[int, int, int, int]]) -> None:
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    prints = Fingerprints(
        np.array(columns[0], np.uint64), *(np.array(column, np.uint32) for column in columns[1:])
    )
    data = prints.to_bytes()
    assert len(data) == 20 * len(rows)
    back = Fingerprints.from_bytes(data)
    for name in ("hashes", "first_lines", "last_lines", "tokens"):
        assert getattr(back, name).tolist() == getattr(prints, name).tolist()


@given(st.binary(max_size=100))
def test_fingerprints_cut_off_are_refused(data: bytes) -> None:
    if len(data) % 20:
        with pytest.raises(ValueError, match="cut off"):
            Fingerprints.from_bytes(data)
    else:
        assert len(Fingerprints.from_bytes(data).hashes) == len(data) // 20


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 20)), max_size=8))
def test_covered_lines_count_once(spans: list[tuple[int, int]]) -> None:
    regions = [Region(line, line + more, 100) for line, more in spans]
    lines = {n for one in regions for n in range(one.line, one.end_line + 1)}
    assert covered_lines(regions) == len(lines)
    for first, last in ((1, 5), (4, 20), (30, 29)):
        assert covered_lines(regions, first, last) == len({n for n in lines if first <= n <= last})
