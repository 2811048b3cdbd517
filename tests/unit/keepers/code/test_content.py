"""One content's figures, whatever language and size it has, and the ask that they answer."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.duplication.fingerprints import Fingerprints, Shingles
from mainstay.analysis.health.parts import Thresholds
from mainstay.domain.source_file import FileKind
from mainstay.keepers.code import worker
from mainstay.keepers.code.content import LARGEST_PARSED, Ask, Content, decode, detail_of, encode, examine
from mainstay.keepers.code.worker import Wanted, examine_all, given_up, key_of
from tests.oracles.programs import programs

ASK = Ask(Thresholds(), Shingles(100))


@settings(max_examples=40, deadline=None)
@given(programs(), st.booleans())
def test_sums_over_a_programs_functions(text: str, copies: bool) -> None:
    content = examine(text.encode(), "Python", ASK, copies=copies)
    detail = detail_of(content)
    named = [function for function in detail.functions if function.name != "<module>"]
    assert content.parsed
    assert content.kind == ""
    assert content.size == len(text.encode())
    assert content.functions == len(named)
    assert content.cyclomatic == sum(function.cyclomatic for function in detail.functions)
    assert content.cognitive == sum(function.cognitive for function in detail.functions)
    assert content.nesting == max((function.nesting for function in detail.functions), default=0)
    assert content.complex_functions == sum(function.cognitive > 15 for function in named)
    assert content.lines == content.code_lines + content.comment_lines + content.blank_lines
    assert decode(encode(content)) == content
    assert copies or content.prints == b""


@given(st.binary(max_size=300), st.sampled_from(["Python", "Go", "JSON", "", "Klingon"]))
@settings(deadline=None)
def test_any_bytes_in_any_language(data: bytes, language: str) -> None:
    content = examine(data, language, ASK)
    assert content.size == len(data)
    assert decode(encode(content)) == content
    Fingerprints.from_bytes(content.prints)
    if language != "Python":
        assert not content.parsed


@pytest.mark.parametrize(
    ("data", "language", "figures"),
    [
        (b"package a\n\n// b\n", "Go", (3, 2, 0, 1)),
        (b"{}\n", "JSON", (1, 0, 0, 0)),
        (b"{}", "JSON", (1, 0, 0, 0)),
        (b"a\n\nb", "", (3, 0, 0, 0)),
        (b"", "JSON", (0, 0, 0, 0)),
        (b"", "Go", (0, 0, 0, 0)),
        (b"", "Python", (0, 0, 0, 0)),
        (b"a = 1\n# b\n\n", "Python", (3, 1, 1, 1)),
    ],
)
def test_lines_by_language(data: bytes, language: str, figures: tuple[int, ...]) -> None:
    content = examine(data, language, ASK)
    assert (content.lines, content.code_lines, content.comment_lines, content.blank_lines) == figures


def test_what_is_too_large_to_parse_is_counted() -> None:
    data = b"a = 1\n" * (LARGEST_PARSED // 6 + 1)
    content = examine(data, "Python", ASK)
    assert (content.parsed, content.error) == (False, "larger than 4 MiB: counted, not parsed")
    assert content.lines == content.code_lines == len(data) // 6
    go = examine(data, "Go", ASK)
    assert (go.parsed, go.error, go.lines) == (False, "", len(data) // 6)


def test_a_table_written_as_code_is_data() -> None:
    table = "".join(f"ROW_{number} = {number}\n" for number in range(200)).encode()
    assert examine(table, "Python", ASK).kind == FileKind.DATA
    assert examine(table[: len(table) // 2], "Python", ASK).kind == ""
    assert examine(table + b"def f(): pass\n", "Python", ASK).kind == ""
    assert examine(table + b"if a: b = 1\nif c: d = 1\n", "Python", ASK).kind == ""


def test_asks_are_told_apart_by_all_that_changes_figures() -> None:
    digests = {ASK.digest, Ask(ASK.thresholds, Shingles(99)).digest}
    for field in fields(Thresholds):
        changed = replace(ASK.thresholds, **{field.name: getattr(ASK.thresholds, field.name) + 1})
        digests.add(Ask(changed, ASK.shingles).digest)
    assert len(digests) == 2 + len(fields(Thresholds))


def test_keys_tell_apart_what_is_examined_otherwise() -> None:
    one = Wanted("ab", "Python", 10)
    others = [Wanted("cd", "Python", 10), Wanted("ab", "", 10), Wanted("ab", "Python", 10, copies=False)]
    assert len({key_of(wanted, ASK) for wanted in (one, *others)}) == 4
    assert key_of(replace(one, size=11, content=b"x"), ASK) == key_of(one, ASK)
    # It must fit the note that a worker writes of it.
    assert len(key_of(Wanted("f" * 64, "Protocol Buffers", 1), ASK)) < vars(worker)["_NOTE"]


def test_a_worker_that_was_not_prepared_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_desk", vars(worker)["_Desk"]())
    with pytest.raises(RuntimeError):
        examine_all([Wanted("ab", "Python", 1)])


def test_what_was_given_up_has_its_size_and_the_reason() -> None:
    content = given_up(123)
    assert (content.size, content.parsed, content.lines, content.kind) == (123, False, 0, "")
    assert content.error
    assert detail_of(content).functions == ()


@given(st.binary(max_size=100))
def test_bytes_that_are_no_content_are_absent(data: bytes) -> None:
    assert decode(data) is None or isinstance(decode(data), Content)
