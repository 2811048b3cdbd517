"""Where in a file a value stands."""

from hypothesis import given
from hypothesis import strategies as st

from mainstay.config.yaml_places import places_of

TEXT = """\
title: t
steps:
  - id: a
    with: {argv: [ls, -l], "x.y": 1}
  - {id: b, after: [a]}
"""


def test_keys_and_members_have_their_lines_and_columns() -> None:
    found = places_of(TEXT.encode())
    assert found["title"] == (1, 1)
    assert found["steps"] == (2, 1)
    assert found["steps[0]"] == (3, 5)
    assert found["steps[0].id"] == (3, 5)
    assert found["steps[0].with.argv"] == (4, 12)
    assert found["steps[0].with.argv[1]"] == (4, 23)
    assert found["steps[0].with.x.y"] == (4, 28)
    assert found["steps[1].after[0]"] == (5, 21)


@given(st.binary(max_size=40) | st.text("ab:[]{}-,\n &*!", max_size=40).map(str.encode))
def test_of_what_is_no_yaml_nothing_fails(data: bytes) -> None:
    assert all(line >= 1 and column >= 1 for line, column in places_of(data).values())
