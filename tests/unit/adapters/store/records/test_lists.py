"""Rows of which no record can be made."""

from typing import Any

import pytest

from mainstay.adapters.store.memo_text import memo_of
from mainstay.adapters.store.records.lists import legible
from mainstay.domain.errors import RunFailed


@pytest.mark.parametrize("memo", ["[1]", "{", "[" * 100_000, '{"a":' * 100_000])
def test_a_memo_that_was_written_by_hand_is_a_failure_of_its_row(memo: str) -> None:
    row: Any = memo
    with pytest.raises(RunFailed, match="an entry cannot be read"):
        legible(memo_of, row, "an entry")
