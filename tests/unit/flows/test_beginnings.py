"""The one thing that a beginning stands for."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.errors import UsageError
from mainstay.flows.beginnings import SHORTEST, the_one

NONE = UsageError("there is no such thing", mend="look for it")


@dataclass(frozen=True)
class Thing:
    id: str


@given(st.lists(st.text("abc", min_size=4).map(Thing), max_size=9), st.text("abc"))
def test_it_is_the_only_one_or_told_why_not(found: list[Thing], beginning: str) -> None:
    if len(found) == 1:
        assert the_one(found, beginning, "things", NONE) is found[0]
        return
    with pytest.raises(UsageError) as refused:
        the_one(found, beginning, "things", NONE)
    what, mend = refused.value.what, refused.value.mend
    assert refused.value.where == beginning
    if found:
        assert what == "several things begin so"
        assert mend.count(", ") == min(len(found), 6) - 1
        assert mend.endswith(", ...") is (len(found) > 5)
    else:
        assert what == "there is no such thing"
        assert mend == (
            "look for it" if len(beginning) >= SHORTEST else "give at least 4 characters of its id"
        )
