"""XML of others: read in pieces, nothing expanded, damage told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.markup import MarkupRefused, read_markup

_LAUGHS = '<!DOCTYPE a [<!ENTITY l0 "ha">' + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
)


def elements(*pieces: bytes) -> tuple[list[tuple[str, dict[str, str]]], str]:
    found: list[tuple[str, dict[str, str]]] = []
    problem = read_markup(pieces, lambda name, given: found.append((name, given)), lambda _: None)
    return found, problem


def test_elements_lose_their_prefix() -> None:
    assert elements(b'<x:a xmlns:x="y"><b c="1"/></x:a>') == (
        [("a", {"xmlns:x": "y"}), ("b", {"c": "1"})],
        "",
    )


@pytest.mark.parametrize(
    "content",
    [
        f"{_LAUGHS}]><a>&l9;</a>".encode(),
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://h/x">%x;]><a/>',
        b'<!DOCTYPE a [<!ATTLIST a b CDATA "long">]><a/>',
        f"{_LAUGHS}]><a>&l9;</a>".encode("utf-16"),
        b"<a>" * 300,
    ],
    ids=["laughs", "a file", "parameters", "defaults", "laughs in UTF-16", "depth"],
)
def test_what_is_made_to_do_harm_is_refused(content: bytes) -> None:
    with pytest.raises(MarkupRefused):
        elements(content)


def test_a_tag_without_end_is_refused_while_it_is_read() -> None:
    fed = 0

    def pieces():
        nonlocal fed
        yield b"<a b='"
        while True:
            fed += 1
            yield b"x" * (1 << 20)

    with pytest.raises(MarkupRefused):
        read_markup(pieces(), lambda *_: None, lambda _: None)
    assert fed < 10


def test_text_of_any_length_is_no_tag() -> None:
    assert elements(b"<a><![CDATA[", *[b"x" * (1 << 20)] * 12, b"]]></a>") == ([("a", {})], "")
    assert elements(b"<a>", *[b"x\n" * (1 << 19)] * 12, b"</a>") == ([("a", {})], "")


def test_control_characters_and_foreign_bytes_are_read_over() -> None:
    assert elements(b'<a b="\x1b[31m\xff\xe9">&#27;&#x1B;&#x0;</a>')[1] == ""
    assert elements(b'<a b="x&#2', b'7;y"/>') == ([("a", {"b": "x y"})], "")
    assert elements('<?xml version="1.0" encoding="iso-8859-1"?><a b="é"/>'.encode("latin-1"))[0] == [
        ("a", {"b": "é"})
    ]
    assert elements('<a b="é"/>'.encode("utf-16"))[0] == [("a", {"b": "é"})]
    assert elements('\ufeff<a b="é"/>'.encode())[0] == [("a", {"b": "é"})]


def test_an_unknown_encoding_is_told() -> None:
    assert elements(b'<?xml version="1.0" encoding="klingon"?><a/>')[1]


def test_what_breaks_off_is_told_and_what_was_there_counts() -> None:
    found, problem = elements(b"<a><b/><c")
    assert found == [("a", {}), ("b", {})]
    assert problem.startswith("line 1: ")


@given(st.binary(max_size=300), st.integers(1, 50))
def test_any_bytes_in_any_pieces(content: bytes, size: int) -> None:
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    try:
        elements(*pieces)
    except MarkupRefused:
        return


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.integers(1, 20))
def test_the_cutting_into_pieces_changes_nothing(text: str, size: int) -> None:
    content = f"<a>{text.replace('&', '&#38;&#2;').replace('<', '&lt;').replace(']]>', '')}<b/></a>".encode()
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    assert elements(*pieces) == elements(content)
