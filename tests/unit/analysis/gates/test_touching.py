"""Which teams a window is for."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.gates.touching import teams_touched, touch
from mainstay.domain.people import Directory, Team

letters = st.text("ab", max_size=4)
globs = st.text("ab*?", max_size=6)


@given(globs, globs, letters)
def test_globs_that_a_name_fits_both_of_touch(one: str, other: str, name: str) -> None:
    if fnmatchcase(name, one) and fnmatchcase(name, other):
        assert touch(one, other) and touch(other, one)


NAMES = [""]
for _ in range(5):
    NAMES += [name + letter for name in NAMES for letter in "abc" if len(name) < 5]
NAMES = sorted(set(NAMES))


@given(st.text("ab*?", max_size=3), st.text("ab*?", max_size=3))
def test_globs_that_no_name_fits_both_of_do_not(one: str, other: str) -> None:
    # Two globs of three pieces that have a name in common have one of five letters.
    assert touch(one, other) == any(fnmatchcase(name, one) and fnmatchcase(name, other) for name in NAMES)


@pytest.mark.parametrize(
    ("one", "other", "do"),
    [
        ("repo:shop*", "repo:shop/front", True),
        ("repo:*/api", "repo:shop*", True),
        ("repo:a[bc]", "repo:ab", True),
        ("repo:shop", "repo:shop2", False),
        ("db:*", "repo:*", False),
        ("*" * 200, "a" * 200, True),
    ],
)
def test_globs_as_people_write_them(one: str, other: str, do: bool) -> None:
    assert touch(one, other) is do
    assert touch(other, one) is do


def test_teams_in_their_order_and_nobody_for_what_is_nobodys() -> None:
    directory = Directory(
        teams=(Team("shop", ("repo:shop*",)), Team("none"), Team("bank", ("repo:b*", "db:b")))
    )
    assert teams_touched(directory, ("*",)) == ("shop", "bank")
    assert teams_touched(directory, ("db:*",)) == ("bank",)
    assert teams_touched(directory, ("queue:*",)) == ("",)
    assert teams_touched(Directory(), ("*",)) == ("",)
