"""Whether exactly one content may be applied at a moment, and as what a proposal stands that nobody looked after meanwhile."""

from mainstay.domain.gate import Answer, Lack, Missing, Opening, Permission, Ruling
from mainstay.domain.proposal import OPEN, Proposal, State


def permission(
    proposal: Proposal,
    ruling: Ruling,
    opening: Opening,
    now: int,
    against: tuple[Missing, ...] = (),
    *,
    under_way: bool = False,
) -> Permission:
    """Say whether a proposal may be applied at `now` (seconds since 1970).

    It must be approved and not past its time, its gates must be passed, and the calendar must let it; `against` is what else
    is against it, of its content and of the clock. With `under_way` its being applied is nothing against it.
    """
    why = [*against]
    if _is_over(proposal, now):
        why.append(Missing("", Lack.EXPIRED, "it has expired"))
    elif proposal.state is not State.APPROVED and not (under_way and proposal.state is State.APPLYING):
        why.append(Missing("", Lack.STATE, f"it is {proposal.state}"))
    if ruling.answer is not Answer.PASSED:
        why += ruling.missing
    next_at = 0 if why else opening.next_at
    if not opening.open:
        why += opening.why
    return Permission(not why, tuple(why), 0 if not why else next_at, ruling.broken_by, ruling.broken_until)


def broken(opening: Opening, ruling: Ruling) -> Opening:
    """Give what the calendar says where somebody broke the gates in an emergency: windows and freezes are broken with them."""
    if not ruling.broken_by:
        return opening
    return Opening(True, opening.why, broken_by=ruling.broken_by, broken_until=ruling.broken_until)


def state_at(proposal: Proposal, ruling: Ruling | None, now: int) -> State:
    """Give the state that a proposal is in by what is true at `now`, whether or not somebody has brought it in line since.

    What is over has expired, and what is kept as approved while its gates are not passed waits. `ruling` is needed for what
    is kept as approved.
    """
    if _is_over(proposal, now):
        return State.EXPIRED
    if proposal.state is State.APPROVED and ruling is not None and ruling.answer is not Answer.PASSED:
        return State.WAITING
    return proposal.state


def _is_over(proposal: Proposal, now: int) -> bool:
    return proposal.state in OPEN and 0 < proposal.expires_at <= now
