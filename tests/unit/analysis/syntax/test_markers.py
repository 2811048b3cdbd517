"""Notes to self are found in comments and nowhere else."""

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


def test_a_list_of_thousands_is_cut() -> None:
    assert len(found(b"# TODO x\n" * (MOST + 5))) == MOST


@given(st.binary(max_size=300))
def test_any_bytes(source: bytes) -> None:
    markers = markers_of(source, [(0, len(source))])
    assert all(source.split(b"\n")[marker.line - 1].find(marker.kind.encode()) >= 0 for marker in markers)
