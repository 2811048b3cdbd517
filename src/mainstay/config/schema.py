"""The schema as a list of settings, each with its type, limits, default and meaning in words."""

from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Any

import msgspec
from msgspec import inspect

from mainstay.config.settings import LONGEST_LIST, Settings

Value = int | str | tuple[str, ...] | tuple[tuple[str, ...], ...] | dict[str, str]


class Shape(Enum):
    """What a setting holds."""

    NUMBER = "number"
    TEXT = "text"
    GLOBS = "globs"
    LABELS = "labels"
    LAYERS = "layers"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: `key` as in `thresholds.cognitive`, what is `allowed` in words, where the default comes from."""

    key: str
    shape: Shape
    allowed: str
    default: Value
    description: str
    source: str = ""
    example: Any = None

    @property
    def has_flag(self) -> bool:
        """Whether it fits on a command line, so that it can be set for one run."""
        return self.shape in {Shape.NUMBER, Shape.TEXT, Shape.GLOBS}

    @property
    def table(self) -> str:
        """The table that the key stands in, "" at the top."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The key without its table."""
        return self.key.rpartition(".")[2]


def _all_settings() -> tuple[Setting, ...]:
    top = inspect.type_info(Settings)
    assert isinstance(top, inspect.StructType)  # noqa: S101  # narrows the type; the schema is a Struct
    found: list[Setting] = []
    for field in top.fields:
        if isinstance(field.type, inspect.StructType):
            found += [_setting(f"{field.name}.{inner.name}", inner) for inner in field.type.fields]
        else:
            found.append(_setting(field.name, field))
    return tuple(found)


def _setting(key: str, field: inspect.Field) -> Setting:
    described = field.type
    if not isinstance(described, inspect.Metadata):
        raise TypeError(f"{key} has no description")
    words = described.extra_json_schema or {}
    more = described.extra or {}
    shape, allowed = _shape(described.type)
    default = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    return Setting(
        key,
        shape,
        more.get("allowed", allowed),
        default,
        words["description"],
        more.get("source", ""),
        (words.get("examples") or [None])[0],
    )


def _shape(kind: inspect.Type) -> tuple[Shape, str]:
    match kind:
        case inspect.IntType(ge=low, le=high):
            return Shape.NUMBER, f"a whole number from {low:,} to {high:,}"
        case inspect.StrType(pattern=pattern):
            return Shape.TEXT, f"a text that matches {pattern}"
        case inspect.VarTupleType(item_type=inspect.VarTupleType(), max_length=most):
            return (
                Shape.LAYERS,
                f"a list of at most {most} lists of globs, {LONGEST_LIST:,} characters in all",
            )
        case inspect.VarTupleType(item_type=inspect.StrType(pattern=str()), max_length=most):
            return Shape.RULES, (
                f'a list of at most {most} texts of the form "GLOB -> GLOB", {LONGEST_LIST:,} characters in all'
            )
        case inspect.VarTupleType(item_type=inspect.StrType(max_length=longest), max_length=most):
            return Shape.GLOBS, (
                f"a list of at most {most:,} globs of at most {longest} characters, {LONGEST_LIST:,} in all"
            )
        case inspect.DictType(max_length=most):
            return Shape.LABELS, (
                f"at most {most} names (a-z, 0-9 and -, up to 40 characters) with texts of 1 to 120 characters"
            )
    raise TypeError(f"settings have no such type: {kind}")


SETTINGS: tuple[Setting, ...] = _all_settings()
BY_KEY: dict[str, Setting] = {setting.key: setting for setting in SETTINGS}
TABLES: frozenset[str] = frozenset(setting.table for setting in SETTINGS if setting.table)


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of `mainstay.toml` (of the TOML file read as JSON)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mainstay.toml",
        **msgspec.json.schema(Settings),
    }


def value_of(settings: Settings, key: str) -> Value:
    """Give the value of one setting by its key."""
    found: Value = attrgetter(key)(settings)
    return found
