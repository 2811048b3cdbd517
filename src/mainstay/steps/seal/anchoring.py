"""Tells the head of the chain to the outside, after the transaction that sealed it."""

from collections.abc import Sequence

from mainstay.domain.audit import Anchor
from mainstay.domain.errors import MainstayError
from mainstay.ports.anchors import AnchorPlace, ToldOtherwise
from mainstay.ports.audit_keys import AuditKeys
from mainstay.ports.clock import Clock
from mainstay.ports.store import Store
from mainstay.steps.seal.right_key import right_key


def anchor(
    store: Store, keys: AuditKeys, places: Sequence[AnchorPlace], clock: Clock
) -> tuple[MainstayError, ...]:
    """Tell the chain's head to all places unless they know it, and give what failed.

    It is closed with the key that sealed the head. The anchor is remembered once every place has it; until then each call
    tells it, or a newer one, to all of them again. A place that knows of rows that are not in the chain is such a failure.
    Raises EvidenceMissing when that key is lost, RunFailed when the store or the key cannot be used.
    """
    with store.reading() as work:
        last, chain, told = work.trail.last(), work.trail.chain(), work.trail.newest_anchor()
        if last is None:
            return ()
        # Asked also where nothing is to be told: that somebody else went on under another key must not stay unnoticed.
        key = right_key(work.trail, last, keys)
        if (told is not None and last.place <= told.count) or not places:
            return ()
    head = Anchor(chain, last.place, last.seal, clock.now())
    told_all = [_told(place, head, key) for place in places]
    failures = tuple(one for one in told_all if one is not None and not _is_overtaken(store, one))
    if all(one is None or isinstance(one, ToldOtherwise) for one in told_all):
        with store.writing() as work:
            work.trail.anchored(head)
    return failures


def _is_overtaken(store: Store, failure: MainstayError) -> bool:
    """Whether what a place knew is in the chain by now, for another sealer was quicker to tell it."""
    if not isinstance(failure, ToldOtherwise):
        return False
    with store.reading() as work:
        link = next(work.trail.links(failure.told.count), None)
    return link is not None and (link.place, link.seal) == (failure.told.count, failure.told.head)


def _told(place: AnchorPlace, head: Anchor, key: bytes) -> MainstayError | None:
    try:
        place.tell(head, key)
    except MainstayError as failure:
        return failure
    return None
