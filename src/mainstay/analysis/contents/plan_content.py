"""The hash that stands for all that a plan would do: what is approved is what is applied."""

import hashlib
from dataclasses import fields, is_dataclass

from mainstay.analysis.contents.canonical import encode
from mainstay.domain.plan import Plan, Value

# Says what is hashed, and by which rules, so that no other use of the encoding can give the same hash.
_PURPOSE = b"mainstay/plan/1\n"


def content_hash(plan: Plan) -> str:
    """Give the SHA-256 (hex) of every field of a plan, by its name.

    Raises ValueError where the plan holds what has no bytes (see `encode`), TypeError for what no plan may hold.
    """
    return hashlib.sha256(_PURPOSE + encode(_named(plan))).hexdigest()


def _named(value: object) -> Value:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _named(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return tuple(map(_named, value))
    if isinstance(value, dict):
        return {key: _named(inner) for key, inner in value.items()}
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    raise TypeError(f"a plan cannot hold a {type(value).__name__}")
