"""Notes to self are found in comments and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.markers import MOST, markers_of
from mainstay.analysis.syntax.measure import measure
from mainstay.domain.source_file import Marker

SOURCE = b'''"""A module.

TODO: tell what it is for
"""
x = "TODO: no comment"  # FIXME(ann): sums are  wrong
# todo: in small letters it is prose
# XXX
def f():
    # HACK - until 2.0
    return TODO  # see TODO-LIST and MYTODO
'''


def found(source: bytes) -> tuple[Marker, ...]:
    return markers_of(source, measure(source, PYTHON).skipped)


def test_markers_with_their_lines_and_words() -> None:
    assert found(SOURCE) == (
        Marker("TODO", 3, "tell what it is for"),
        Marker("FIXME", 5, "sums are wrong"),
        Marker("XXX", 7, ""),
        Marker("HACK", 9, "until 2.0"),
    )


def test_documentation_that_speaks_of_notes_is_none() -> None:
    source = b'''"""TODO: tell more, or HACK and its kin.

Notes such as TODO, FIXME and XXX are found.
    - FIXME this is one
>>> f()  # TODO(ann): and this
"""
def f():
    """HACK"""
    # what follows is TODO as well
'''
    assert [(one.kind, one.line) for one in found(source)] == [
        ("TODO", 1),
        ("FIXME", 4),
        ("TODO", 5),
        ("HACK", 8),
        ("TODO", 9),
    ]


@pytest.mark.parametrize(
    ("comment", "text"),
    [
        (b"//TODO one", "one"),
        (b"/* TODO(ann): two", "two"),
        (b"// what is TODO", ""),
        (b"// TODO/FIXME: three", "/FIXME: three"),
        (b"// (XXX) four", ") four"),
        (b"// (e.g., /PREFIX/XXX should resolve to /prefix/xxx)", None),
        (b"// /XXX and XXX/yyy", None),
        (b"// see https://XXX", None),
        (b"// as context.TODO() gives it", None),
        (b"// C:\\HACK", None),
    ],
)
def test_what_stands_within_a_path_or_a_name_is_no_note(comment: bytes, text: str | None) -> None:
    told = [one.text for one in markers_of(comment, [(0, len(comment))])]
    assert told[:1] == ([] if text is None else [text])


def test_a_list_of_thousands_is_cut() -> None:
    assert len(found(b"# TODO x\n" * (MOST + 5))) == MOST


@given(st.binary(max_size=300))
def test_any_bytes(source: bytes) -> None:
    markers = markers_of(source, [(0, len(source))])
    assert all(source.split(b"\n")[marker.line - 1].find(marker.kind.encode()) >= 0 for marker in markers)
