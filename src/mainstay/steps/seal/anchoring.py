"""Tells the head of the chain to the outside, after the transaction that sealed it."""

from collections.abc import Sequence

from mainstay.domain.audit import Anchor
from mainstay.domain.errors import MainstayError
from mainstay.ports.anchors import AnchorPlace
from mainstay.ports.clock import Clock
from mainstay.ports.store import Store


def anchor(store: Store, places: Sequence[AnchorPlace], clock: Clock) -> tuple[MainstayError, ...]:
    """Tell the chain's head to all places unless they know it, and give what failed.

    The anchor is remembered once every place has it; until then each call tells it, or a newer one, to all of them again.
    Raises RunFailed when the store cannot be used.
    """
    with store.reading() as work:
        last, chain, told = work.trail.last(), work.trail.chain(), work.trail.newest_anchor()
    if last is None or (told is not None and last.place <= told.count) or not places:
        return ()
    head = Anchor(chain, last.place, last.seal, clock.now())
    failures = tuple(failure for place in places if (failure := _told(place, head)) is not None)
    if not failures:
        with store.writing() as work:
            work.trail.anchored(head)
    return failures


def _told(place: AnchorPlace, head: Anchor) -> MainstayError | None:
    try:
        place.tell(head)
    except MainstayError as failure:
        return failure
    return None
