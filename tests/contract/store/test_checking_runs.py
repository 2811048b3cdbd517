"""`store check` finds runs, journals and leases that do not fit together, on both kinds of stores."""

from pathlib import Path

import pytest
from sqlalchemy import text

from mainstay.adapters.store.checking import check
from mainstay.adapters.store.moving import restore
from mainstay.adapters.store.opening import open_store
from mainstay.adapters.store.versions import NEWEST
from mainstay.domain.store_report import Flaw
from tests.backups.making import kept_for

SPOILT = {
    "DELETE FROM journal WHERE place = 2 AND run = (SELECT min(run) FROM journal)": Flaw.GAP,
    "UPDATE journal SET memo = '[' WHERE place = 2": Flaw.UNREADABLE,
    "UPDATE journal SET mark = 'perhaps' WHERE place = 1": Flaw.UNREADABLE,
    "UPDATE journal SET token = 9 WHERE place = 1": Flaw.IMPOSSIBLE_STATE,
    "UPDATE runs SET state = 'dancing' WHERE state = 'done'": Flaw.UNREADABLE,
    "UPDATE runs SET ended_at = 0 WHERE state = 'done'": Flaw.IMPOSSIBLE_STATE,
    "UPDATE runs SET ended_at = 7 WHERE state = 'waiting'": Flaw.IMPOSSIBLE_STATE,
    "UPDATE runs SET \"of\" = 'r0' WHERE purpose = 'undo'": Flaw.IMPOSSIBLE_STATE,
    "UPDATE leases SET run = 'r0'": Flaw.MISLAID,
}


@pytest.fixture
def kept(place: str) -> str:
    restore(place, str(kept_for(NEWEST)))
    return place


@pytest.mark.parametrize("change", SPOILT)
def test_what_was_changed_by_hand_is_found(kept: str, change: str) -> None:
    assert check(kept).wrong == ()
    store = open_store(kept)
    with store.transaction(writable=True) as transaction:
        transaction.write(text(change))
    store.close()
    assert SPOILT[change] in {wrong.flaw for wrong in check(kept).wrong}


def test_the_trail_tells_each_entry(kept: str) -> None:
    store = open_store(kept)
    with store.transaction(writable=True) as transaction:
        transaction.write(text("UPDATE journal SET detail = 'nothing happened' WHERE mark = 'failed'"))
    store.close()
    assert Flaw.NOT_AS_TOLD in {wrong.flaw for wrong in check(kept).wrong}


def test_an_untouched_file_is_whole(tmp_path: Path) -> None:
    place = str(tmp_path / "store.sqlite")
    restore(place, str(kept_for(NEWEST)))
    assert check(place).wrong == ()
