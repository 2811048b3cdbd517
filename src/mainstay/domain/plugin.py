"""What an installed plugin is, and which of the rules for plugins it keeps to."""

from dataclasses import dataclass, field
from typing import Any

SCHEMA = "1"


@dataclass(frozen=True, slots=True)
class Described:
    """An installed plugin: its name, its distribution and that one's version, and what it says of itself.

    `api` is the version of the interface that it was written for (0 where it could not be asked), `codes` maps what it
    may tell to sentences, `options` its options (of an action its parameters) to their JSON Schemas. `problem` says why it
    cannot be used, "" when it can. `kind` is collector or action; an action that `looks` changes nothing.
    """

    name: str
    version: str
    distribution: str
    api: int = 0
    codes: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    kind: str = "collector"
    looks: bool = False


@dataclass(frozen=True, slots=True)
class Descriptions:
    """All installed plugins."""

    plugins: tuple[Described, ...]
    schema: str = SCHEMA


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a plugin keeps to a rule; `about` says in a sentence what that asks, `text` what is wrong ("" if nothing)."""

    rule: str
    about: str
    kept: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Conformance:
    """All verdicts on one plugin."""

    plugin: str
    distribution: str
    version: str
    conforms: bool
    verdicts: tuple[Verdict, ...]
    schema: str = SCHEMA
