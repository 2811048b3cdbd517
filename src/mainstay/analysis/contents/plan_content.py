"""The hash that stands for all that a plan would do: what is approved is what is applied."""

import hashlib
from collections.abc import Sequence

from mainstay.analysis.contents.canonical import encode
from mainstay.analysis.contents.plan_fields import parts_of
from mainstay.domain.errors import RunFailed
from mainstay.domain.plan import Action, Plan, Step, Value
from mainstay.domain.proposal import Proposal

# Says what is hashed, and by which rules, so that no other use of the encoding can give the same hash.
_PURPOSE = b"mainstay/plan/%d\n"


def content_hash(plan: Plan) -> str:
    """Give the SHA-256 (hex) of every field, by its name, that plans of this plan's version have.

    Raises ValueError where the plan holds what has no bytes (see `encode`) or what plans of its version do not have (see
    `parts_of`), TypeError for what no plan may hold.
    """
    named = _named(plan, plan.version)
    return hashlib.sha256(_PURPOSE % plan.version + encode(named)).hexdigest()


def is_whole(proposal: Proposal) -> bool:
    """Whether the plan of a proposal is the one that its hash stands for."""
    try:
        return content_hash(proposal.plan) == proposal.content
    except (ValueError, TypeError):
        return False


def plan_of_content(revisions: Sequence[Proposal], content: str) -> Plan | None:
    """Give the plan that a content stands for, by the newest of a proposal's revisions (oldest first) that has it whole.

    A plan under this content that is not the one it stands for was put there by somebody else, and is none.
    """
    return next((one.plan for one in reversed(revisions) if one.content == content and is_whole(one)), None)


def kept_whole(proposal: Proposal) -> Proposal:
    """Give a proposal as it was kept, if its plan is the one that its hash stands for.

    Whatever is shown or decided goes through here: who can write the store by hand could put another plan under a hash that
    was approved. Raises RunFailed where somebody did.
    """
    if not is_whole(proposal):
        raise RunFailed(
            "the plan in the store is not the one that its hash stands for",
            where=f"{proposal.id}, revision {proposal.revision}",
            mend="nobody decides about it as it is; what else is wrong: mainstay store check",
        )
    return proposal


def _named(value: object, version: int) -> Value:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Plan | Step | Action):
        return {name: _named(inner, version) for name, inner in parts_of(value, version)}
    if isinstance(value, tuple):
        return tuple([_named(inner, version) for inner in value])
    if isinstance(value, dict):
        return {key: _named(inner, version) for key, inner in value.items()}
    raise TypeError(f"a plan cannot hold a {type(value).__name__}")
