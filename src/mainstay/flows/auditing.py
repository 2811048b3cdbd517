"""The audit trail's flow: seal what waits, tell the head to the outside, verify, export."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from mainstay.analysis.chain.exporting import export_lines
from mainstay.analysis.chain.verifying import verify
from mainstay.domain.audit import Checked
from mainstay.domain.errors import EvidenceMissing, MainstayError, RunFailed
from mainstay.ports.anchors import AnchorPlace
from mainstay.ports.audit_keys import AuditKeys
from mainstay.ports.clock import Clock
from mainstay.ports.store import Store
from mainstay.present.times import exact
from mainstay.steps.seal.anchoring import anchor
from mainstay.steps.seal.batches import seal_all
from mainstay.steps.seal.mismatches import mismatches

SECONDS = 0.5
"""How long `keep_sealed` rests between rounds, so that a row is anchored within a second."""

PATIENCE = 3_600
"""So many seconds may a row wait for a sealer that is somebody else."""

MOST_TOLD = 1_000
"""So many records and rows that do not match are named; the rest is counted."""

_MOST_WAITING = 100_000


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: how many rows it sealed, and which places could not be told."""

    sealed: int
    failures: tuple[MainstayError, ...] = ()


def seal_and_anchor(store: Store, keys: AuditKeys, places: Sequence[AnchorPlace], clock: Clock) -> Round:
    """Seal all that waits and tell the head to the outside, or what an earlier round could not tell.

    Raises EvidenceMissing when the key is lost, RunFailed when the store or the key cannot be used. A place that fails is no
    error: it is told again in the next round, and nothing waits for it.
    """
    number = seal_all(store, keys)
    return Round(number, anchor(store, places, clock))


def waiting_trouble(store: Store, clock: Clock) -> tuple[MainstayError, ...]:
    """Tell that rows have waited for the sealer for longer than PATIENCE: whoever should seal them does not."""
    with store.reading() as work:
        oldest = next(iter(work.trail.unsealed(1)), None)
    if oldest is None or clock.now() - oldest.at <= PATIENCE:
        return ()
    return (
        RunFailed(
            "the audit trail is not sealed by anybody",
            where=f"its rows have waited since {exact(oldest.at)}",
            mend="let a timer run: mainstay tick",
        ),
    )


def keep_sealed(
    store: Store,
    keys: AuditKeys,
    places: Sequence[AnchorPlace],
    clock: Clock,
    rest: Callable[[float], bool],
    told: Callable[[Round], None],
) -> None:
    """Go round after round until `rest`, called with seconds to wait, gives True; each round is `told`.

    Raises as `seal_and_anchor` does.
    """
    while True:
        told(seal_and_anchor(store, keys, places, clock))
        if rest(SECONDS):
            return


def verify_trail(store: Store, keys: Sequence[bytes], anchor_lines: Iterable[bytes]) -> Checked:
    """Verify the whole chain in one state of the store, and hold against it all that was decided, stated and put down.

    Raises RunFailed when the store cannot be read.
    """
    with store.reading() as work:
        trail = work.trail
        newest = trail.newest_anchor()
        remembered = newest.count if newest is not None else 0
        waiting = len(trail.unsealed(_MOST_WAITING))
        checked = verify(trail.chain(), trail.links(), waiting, keys, anchor_lines, remembered)
        wrong = mismatches(work)
        told = tuple(islice(wrong, MOST_TOLD))
        return replace(checked, mismatches=told, more=checked.more + sum(1 for _ in wrong))


def export_trail(store: Store, key: bytes | None, clock: Clock) -> Iterator[str]:
    """Give the lines of an export of one state of the store, closed with the key.

    Raises EvidenceMissing without a key, RunFailed when the store cannot be read.
    """
    if key is None:
        raise EvidenceMissing(
            "there is no key to close the export with",
            where="the audit trail",
            mend="bring the key back from a backup, or make a new one: mainstay audit rekey",
        )
    with store.reading() as work:
        trail = work.trail
        newest = trail.newest_anchor()
        remembered = newest.count if newest is not None else 0
        waiting = trail.unsealed(_MOST_WAITING)
        yield from export_lines(trail.chain(), trail.links(), waiting, remembered, clock.now(), key)
