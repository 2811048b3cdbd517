"""What a store must hold after people were killed while they decided, held against what was acknowledged to them."""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mainstay.adapters.anchors.file import anchor_lines
from mainstay.adapters.audit_keys.files import KeyFiles
from mainstay.adapters.clock import SystemClock
from mainstay.adapters.store.checking import check
from mainstay.adapters.store.opening import open_store
from mainstay.domain.audit import Checked
from mainstay.domain.outbox import Delivery
from mainstay.domain.proposal import Proposal, State
from mainstay.flows.auditing import seal_and_anchor, verify_trail
from mainstay.ports.records.proposals import Asked
from mainstay.ports.store import Work
from tests.hostile.store.deciding import APPROVERS, AUTHOR, Act, Room

_PAGE = 1_000
_ALL = 10_000_000
# What the trail and the outbox say of one and the same thing.
_TOLD = {"submit": "submitted", "approve": "approval", "suffice": "approved"}


@dataclass(frozen=True)
class Reckoning:
    """What came of it: acts that are kept, and what should not be.

    `lost` were acknowledged and are not there, `doubled` are there more than once; `torn` says where tables do not tell the
    same, that a transaction was kept in part.
    """

    kept: int
    lost: int
    doubled: int
    torn: tuple[str, ...]
    trail: Checked

    @property
    def sound(self) -> bool:
        """Whether all is as it was promised."""
        whole = self.trail.sound and not self.trail.unsealed
        return not (self.lost or self.doubled or self.torn) and whole


def reckon(room: Room, accepted: Collection[Act]) -> Reckoning:
    """Seal what waits, and look at everything."""
    keys = KeyFiles(room.folder)
    store = open_store(room.place)
    try:
        seal_and_anchor(store, keys, room.office(store, AUTHOR).anchors, SystemClock())
        trail = verify_trail(store, keys, {"anchors": anchor_lines(room.anchors)})
        with store.reading() as work:
            proposals = list(_proposals(work))
            kept = Counter(_acts(work, proposals))
            torn = list(_torn(work, proposals, kept))
    finally:
        store.close()
    torn += [f"store check: {one.flaw} {one.where}" for one in check(room.place).wrong]
    doubled = sum(number - 1 for number in kept.values())
    return Reckoning(kept.total(), len(set(accepted) - kept.keys()), doubled, tuple(torn), trail)


def _proposals(work: Work) -> Iterable[Proposal]:
    before = ""
    while page := work.proposals.page(Asked(None, before=before, most=_PAGE)):
        yield from page
        before = page[-1].id


def _acts(work: Work, proposals: Iterable[Proposal]) -> Iterable[Act]:
    for one in proposals:
        yield Act("submit", one.plan.key, one.author)
        for decision in work.decisions.about(one.id):
            yield Act(decision.choice, one.plan.key, decision.person)


def _torn(work: Work, proposals: Iterable[Proposal], kept: Counter[Act]) -> Iterable[str]:
    keys = {one.id: one.plan.key for one in proposals}
    # Everybody's approval is needed, so that the last one lets it pass, and no other.
    for one in proposals:
        enough = all(kept[Act("approve", one.plan.key, who)] for who in APPROVERS)
        if (one.state is State.APPROVED) != enough:
            yield f"{one.id} is {one.state}"
    told = Counter((what, key) for what, key, _ in kept.elements())
    told.update(("suffice", one.plan.key) for one in proposals if one.state is State.APPROVED)
    rows = Counter((link.row.act, keys.get(link.row.about, "?")) for link in work.trail.links())
    messages = Counter(
        (one.topic.removeprefix("proposal."), keys.get(json.loads(one.body)["proposal"], "?"))
        for one in work.messages.page(Delivery.DUE, most=_ALL)
    )
    yield from _different("the trail", told, rows)
    announced = Counter({(_TOLD[act], key): number for (act, key), number in told.items()})
    yield from _different("the outbox", announced, messages)


def _different(
    where: str, wanted: Counter[tuple[str, str]], found: Counter[tuple[str, str]]
) -> Iterable[str]:
    for what, key in sorted(wanted.keys() | found.keys()):
        if wanted[what, key] != found[what, key]:
            yield f"{where} tells {what} of {key} {found[what, key]} times, and it was {wanted[what, key]}"
