"""What verifying the audit trail gave, and what the outbox could not deliver, in words."""

from collections.abc import Iterator, Sequence

from mainstay.domain.audit import Checked, Defect, Fault
from mainstay.domain.outbox import Message
from mainstay.present.numbers import count, plural
from mainstay.present.times import ago
from mainstay.present.visible import visible

_WORDS = {
    Defect.KEY: "sealed by a key that is not here, so that nothing about these rows is proved: places",
    Defect.FOREIGN: "the anchors are those of another chain",
    Defect.ALTERED: "changed since they were sealed: places",
    Defect.SWAPPED: "moved from another place: places",
    Defect.GAP: "missing: places",
    Defect.TRUNCATED: "told to the outside otherwise than they stand here (cut off, or made anew): places",
    Defect.ANCHORS: "the anchors were changed, cut, or not written by the key's holder: lines",
    Defect.UNSEALED: "not sealed yet, which is no harm: places",
}


def checked_lines(checked: Checked, *, with_anchors: bool) -> Iterator[str]:
    """Give a line for each fault, the numbers, and what the anchors vouch for."""
    for fault in checked.faults:
        yield f"{fault.defect}: {_WORDS[fault.defect]}{_places(fault)}"
    for mismatch in checked.mismatches:
        yield f"not as it was told: {visible(mismatch.where, 300)}: {mismatch.text}"
    if checked.more:
        yield f"and {count(checked.more)} more"
    yield (
        f"chain {visible(checked.chain, 80)}: {plural(checked.sealed, 'sealed row')}, "
        f"{count(checked.unsealed)} not sealed yet"
    )
    if with_anchors:
        yield f"the outside vouches for the first {plural(checked.anchored, 'row')}"
    else:
        yield "without --anchors nobody can tell whether rows at the end were cut off"
    if checked.sound:
        yield "nothing is wrong"


def dead_lines(messages: Sequence[Message], now: int) -> Iterator[str]:
    """Give two lines for each dead message: what it is, and why nobody took it; `now` is in seconds since 1970."""
    for message in messages:
        about = f"to {visible(message.channel, 40)}, {visible(message.topic, 60)}, made {ago(message.made_at, now)}"
        yield f"{visible(message.id, 80)}  {about}, {plural(message.tries, 'try', 'tries')}"
        yield f"    {visible(message.error, 300)}"


def _places(fault: Fault) -> str:
    if not fault.first:
        return ""
    last = f" to {count(fault.last)}" if fault.last != fault.first else ""
    return f" {count(fault.first)}{last}"
