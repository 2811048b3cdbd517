"""Who may change the key of the trail."""

from collections.abc import Sequence

from mainstay.analysis.gates.holders import holds_any
from mainstay.domain.errors import UsageError
from mainstay.domain.people import Directory, Role


def refuse_rekey(
    directory: Directory, person: str, roles: Sequence[Role], now: int, *, by_tick: bool, lost: bool
) -> None:
    """Raise UsageError where somebody may not change the key: they hold none of the `roles`, or it is not theirs to lose.

    `person` is "" for a user who is none; with `by_tick` the key is kept by the user who ticks alone.
    """
    if not person or not holds_any(directory, person, roles, now):
        raise UsageError(
            f"{person or 'a user who is no person here'} may not change the key of the audit trail",
            where="the operator's file",
            mend=f"ask a {' or '.join(roles)} (`rekey` under `audit_key` there)",
        )
    if lost and by_tick:
        raise UsageError(
            "the key is kept by the user who runs mainstay tick, so nobody else can say that it is lost",
            where="the operator's file",
            mend="ask them; where it is lost take `by: tick` out there until it was changed",
        )
