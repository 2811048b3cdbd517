"""Which fields make up a plan of each version: those that are hashed and kept, and no others, however the records grow."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields

from mainstay.domain.plan import Action, Plan, Step

FIELDS: Mapping[int, Mapping[type, tuple[str, ...]]] = {
    1: {
        Plan: (
            "key",
            "title",
            "why",
            "change",
            "subject",
            "environment",
            "base",
            "steps",
            "severity",
            "targets",
            "risk",
            "way_back",
            "effort",
            "expires",
            "labels",
            "version",
        ),
        Step: ("id", "action", "check", "undo", "time_out", "tries", "repeat", "after"),
        Action: ("kind", "parameters"),
    }
}
"""The names of the fields by the plan's version. What stands here is never changed: approvals that were given, and stores
that are kept, rest on it. A field that the records gain is named under a new version alone."""

_KNOWN: dict[tuple[type, int], tuple[tuple[str, ...], tuple[Field[object], ...]]] = {}
# Looked up once for each kind of record, for each plan is hashed each time that something is done by it.


def parts_of(value: Plan | Step | Action, version: int) -> Iterator[tuple[str, object]]:
    """Give each field by its name, with what it holds, that makes up this part of a plan of a version.

    Raises ValueError where nobody knows the version, and where another field says something, for it would not be hashed.
    """
    known = _KNOWN.get((type(value), version))
    if known is None:
        known = _KNOWN[type(value), version] = _fields(value, version)
    names, others = known
    for field in others:
        if getattr(value, field.name) != _default(field):
            raise ValueError(f"a plan of version {version} has no {field.name}")
    for name in names:
        yield name, getattr(value, name)


def _fields(value: Plan | Step | Action, version: int) -> tuple[tuple[str, ...], tuple[Field[object], ...]]:
    """Give the names that a part of a plan has in a version, and the fields that it has not."""
    parts = FIELDS.get(version)
    if parts is None:
        raise ValueError(f"there are no plans of version {version}")
    names = next(names for part, names in parts.items() if isinstance(value, part))
    return names, tuple(field for field in fields(value) if field.name not in names)


def _default(field: Field[object]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default
