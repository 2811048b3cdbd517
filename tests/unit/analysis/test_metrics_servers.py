"""Which metrics server is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.metrics_servers import meant
from mainstay.domain.errors import UsageError

NAMES = st.dictionaries(st.sampled_from("abcd"), st.integers(), min_size=1)


@given(NAMES, st.data())
def test_the_one_that_is_named_is_meant(servers: dict[str, int], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(servers)))
    assert meant(servers, name) == servers[name]
    assert meant({name: 7}, None) == meant({name: 7}, "") == 7


@given(NAMES.filter(lambda servers: len(servers) > 1), st.sampled_from([None, "", "z", 1]))
def test_none_is_guessed(servers: dict[str, int], named: str | int | None) -> None:
    with pytest.raises(UsageError) as refused:
        meant(servers, named)
    assert ", ".join(sorted(servers)) in refused.value.what


@pytest.mark.parametrize("named", [None, "", "main"])
def test_where_there_is_none_it_is_told(named: str | None) -> None:
    with pytest.raises(UsageError, match="there is no metrics server in the operator's file"):
        meant({}, named)
