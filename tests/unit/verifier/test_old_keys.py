"""A key that was changed, because it leaked, makes no chain, no anchor and no export any more: both verifiers say so."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mainstay.analysis.chain.sealing import REKEYED, sealed
from mainstay.analysis.chain.verifying import verify
from mainstay.domain.audit import Defect, Link
from mainstay.verifier import verify_audit
from tests.fakes.trails import CHAIN, KEY, OTHER_KEY, anchor_lines, chained, exported, rows

NEW = OTHER_KEY
KEYS = [NEW, KEY]


def going_on(links: Sequence[Link], key: bytes, many: int = 3, act: str = REKEYED) -> list[Link]:
    """Chain rows to what is there, the first of them an act."""
    first, *others = rows(many, first=len(links) + 1)
    return [*links, *sealed(key, CHAIN, links[-1], [replace(first, act=act), *others])]


REKEYED_ONCE = going_on(chained(4), NEW)


def found(
    links: Sequence[Link],
    keys: Sequence[bytes] = KEYS,
    anchors: Sequence[bytes] = (),
    closed: bytes = NEW,
    prepared: bytes | None = None,
) -> list[tuple[str, int, int]]:
    """Give what both verifiers find."""
    here = verify(CHAIN, links, 0, list(keys), anchors, 0, prepared)
    faults = [(str(one.defect), one.first, one.last) for one in here.faults]
    if prepared is None:
        apart = verify_audit.verify(exported(links, key=closed), list(keys), anchors)
        assert [tuple(one) for one in apart.faults] == faults
    return faults


def test_a_chain_that_went_on_under_a_new_key_is_good() -> None:
    assert found(REKEYED_ONCE) == []
    assert found(REKEYED_ONCE, anchors=anchor_lines(REKEYED_ONCE, [3], KEY)) == []
    assert found(REKEYED_ONCE, anchors=anchor_lines(REKEYED_ONCE, [3, 7], NEW)) == []


def test_a_chain_made_anew_with_the_old_key_is_found() -> None:
    assert found(chained(5)) == [(Defect.OLD_KEY, 1, 5)]
    assert found(chained(5), anchors=anchor_lines(chained(5), [5], KEY)) == [(Defect.OLD_KEY, 1, 5)]


def test_a_second_change_back_to_the_old_key_is_found() -> None:
    assert found(going_on(REKEYED_ONCE, KEY)) == [(Defect.OLD_KEY, 8, 10)]


def test_a_chain_cut_before_the_change_is_found() -> None:
    assert found(REKEYED_ONCE[:4]) == [(Defect.OLD_KEY, 1, 4)]


def test_anchors_closed_with_the_old_key_after_the_change_are_found() -> None:
    assert found(REKEYED_ONCE[:6], anchors=anchor_lines(REKEYED_ONCE, [3, 6], KEY)) == [
        (Defect.OLD_KEY, 6, 6)
    ]


def test_a_key_that_is_prepared_has_not_sealed_yet() -> None:
    assert found(chained(5), prepared=NEW) == []
    assert found(REKEYED_ONCE, prepared=NEW) == []
    third = bytes(range(2, 34))
    assert found(REKEYED_ONCE, [third, NEW, KEY], prepared=third) == []
    assert found(REKEYED_ONCE[:4], [third, NEW, KEY], prepared=third) == [(Defect.OLD_KEY, 1, 4)]


@pytest.mark.parametrize("closed", [KEY, bytes(32)])
def test_an_export_closed_with_another_key_than_the_newest_is_found(closed: bytes) -> None:
    faults = verify_audit.verify(exported(REKEYED_ONCE, key=closed), KEYS).faults
    assert [fault.defect for fault in faults] == ["export-altered"]
