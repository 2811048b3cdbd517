"""Backups that each revision made are restored, migrated and whole, on both kinds of stores, for ever."""

import gzip
import json
from pathlib import Path

import pytest

from mainstay.adapters.store.checking import check
from mainstay.adapters.store.moving import restore
from mainstay.adapters.store.opening import open_store
from mainstay.adapters.store.versions import NEWEST, REVISIONS
from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.audit import Defect
from mainstay.domain.decision import Choice
from mainstay.domain.prediction import Prediction
from mainstay.domain.proposal import State
from mainstay.flows.auditing import verify_trail
from mainstay.ports.records.proposals import Asked
from tests.backups.making import kept_for, make
from tests.fakes.audit_keys import MemoryKeys
from tests.fakes.trails import KEY

LATER = {"0001": {State.APPLYING, State.APPLIED, State.FAILED, State.UNDONE}}
"""States that came after a revision."""
_AGAIN = "make it: python -m tests.backups.making"


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_each_revision_kept_is_there_and_whole(place: str, revision: str) -> None:
    file = kept_for(revision)
    assert file.exists(), _AGAIN
    told = restore(place, str(file))
    assert (told.before, told.revision) == (revision, NEWEST)
    assert all(told.counts.values()), told.counts
    found = check(place)
    assert found.wrong == ()
    assert {name: found.counts[name] for name in told.counts} == told.counts
    store = open_store(place)
    with store.reading() as work:
        proposals = work.proposals.page(Asked(None))
        assert {one.state for one in proposals} == set(State) - LATER.get(revision, set())
        for one in proposals:
            assert [each.content for each in work.proposals.revisions(one.id)] == [
                content_hash(each.plan) for each in work.proposals.revisions(one.id)
            ]
        choices = {decision.choice for one in proposals for decision in work.decisions.about(one.id)}
        assert choices == set(Choice)
        assert work.windows.not_closed(0)
        old = Prediction("l1", "disk-full", "host:1", "full", 1, 2, 0.1, -1e-300, 1e300, 0.8)
        assert old in work.ledger.of("disk-full")
        assert any(one.plan.title.endswith("é\U0001f600") for one in proposals)
    keys = MemoryKeys(KEY)
    keys.prepare()
    keys.promote()
    checked = verify_trail(store, keys, {})
    assert {fault.defect for fault in checked.faults} <= {Defect.UNSEALED}
    assert checked.sealed > checked.unsealed > 0
    store.close()


def test_the_newest_was_made_as_it_is_made_now(tmp_path: Path) -> None:
    make(tmp_path / "now")
    assert columns(tmp_path / "now") == columns(kept_for(NEWEST)), _AGAIN


def columns(file: Path) -> dict[str, list[str]]:
    """Give the columns of each table in a backup."""
    lines = map(json.loads, gzip.decompress(file.read_bytes()).splitlines()[1:-1])
    return {line["table"]: line["columns"] for line in lines if isinstance(line, dict)}
