"""The hash that stands for all that a plan would do: what is approved is what is applied."""

import hashlib

from mainstay.analysis.contents.canonical import encode
from mainstay.analysis.contents.plan_fields import parts_of
from mainstay.domain.plan import Action, Plan, Step, Value

# Says what is hashed, and by which rules, so that no other use of the encoding can give the same hash.
_PURPOSE = b"mainstay/plan/%d\n"


def content_hash(plan: Plan) -> str:
    """Give the SHA-256 (hex) of every field, by its name, that plans of this plan's version have.

    Raises ValueError where the plan holds what has no bytes (see `encode`) or what plans of its version do not have (see
    `parts_of`), TypeError for what no plan may hold.
    """
    named = _named(plan, plan.version)
    return hashlib.sha256(_PURPOSE % plan.version + encode(named)).hexdigest()


def _named(value: object, version: int) -> Value:
    if isinstance(value, Plan | Step | Action):
        return {name: _named(inner, version) for name, inner in parts_of(value, version)}
    if isinstance(value, tuple):
        return tuple(_named(inner, version) for inner in value)
    if isinstance(value, dict):
        return {key: _named(inner, version) for key, inner in value.items()}
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    raise TypeError(f"a plan cannot hold a {type(value).__name__}")
