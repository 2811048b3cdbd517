"""The parts of a SARIF 2.1.0 log that are read; all else in it is passed over."""

from typing import Any

import msgspec


class Text(msgspec.Struct, frozen=True):
    """A message (3.11) or snippet (3.3)."""

    text: str | None = None
    id: str | None = None
    arguments: list[str] | None = None


class Artifact(msgspec.Struct, frozen=True):
    """Where a file is (3.4): its address, what that is relative to, or its place among the run's artifacts."""

    uri: str | None = None
    uriBaseId: str | None = None  # noqa: N815  # the standard's own spelling
    index: int = -1


class Region(msgspec.Struct, frozen=True):
    """Lines (3.30)."""

    startLine: int = 0  # noqa: N815
    endLine: int = 0  # noqa: N815
    snippet: Text | None = None


class Physical(msgspec.Struct, frozen=True):
    """A file and lines in it (3.29)."""

    artifactLocation: Artifact | None = None  # noqa: N815
    region: Region | None = None


class Location(msgspec.Struct, frozen=True):
    """A place (3.28)."""

    physicalLocation: Physical | None = None  # noqa: N815


class Suppressed(msgspec.Struct, frozen=True):
    """That a result was set aside (3.35)."""

    kind: str = ""
    status: str | None = None
    justification: str | None = None


class RuleReference(msgspec.Struct, frozen=True):
    """Which rule a result is of (3.52)."""

    id: str | None = None
    index: int = -1


class Result(msgspec.Struct, frozen=True):
    """One result (3.27)."""

    ruleId: str | None = None  # noqa: N815
    ruleIndex: int = -1  # noqa: N815
    rule: RuleReference | None = None
    level: str | None = None
    kind: str | None = None
    message: Text | None = None
    locations: list[Location] | None = None
    fingerprints: dict[str, str] | None = None
    partialFingerprints: dict[str, str] | None = None  # noqa: N815
    suppressions: list[Suppressed] | None = None
    baselineState: str | None = None  # noqa: N815


class Configuration(msgspec.Struct, frozen=True):
    """What a rule does by default (3.50)."""

    level: str | None = None


class Properties(msgspec.Struct, frozen=True, rename={"severity": "security-severity"}):
    """The property by which security tools say how bad a rule's results are, from 0 to 10."""

    severity: Any = None


class Rule(msgspec.Struct, frozen=True):
    """One rule (3.49)."""

    id: str | None = None
    defaultConfiguration: Configuration | None = None  # noqa: N815
    shortDescription: Text | None = None  # noqa: N815
    messageStrings: dict[str, Text] | None = None  # noqa: N815
    properties: Properties | None = None


class Component(msgspec.Struct, frozen=True):
    """A tool's driver or extension (3.19)."""

    name: str = ""
    rules: list[Rule] | None = None


class Tool(msgspec.Struct, frozen=True):
    """A tool (3.18)."""

    driver: Component


class ArtifactEntry(msgspec.Struct, frozen=True):
    """A file that the run tells of (3.24)."""

    location: Artifact | None = None


class Run(msgspec.Struct, frozen=True):
    """One run of one tool (3.14). Results stay raw, for there may be very many."""

    tool: Tool
    results: list[msgspec.Raw] | None = None
    originalUriBaseIds: dict[str, Artifact] | None = None  # noqa: N815
    artifacts: list[ArtifactEntry] | None = None


class Log(msgspec.Struct, frozen=True):
    """A log (3.13)."""

    version: str
    runs: list[Run] | None = None


LOG: msgspec.json.Decoder[Log] = msgspec.json.Decoder(Log)
RESULT: msgspec.json.Decoder[Result] = msgspec.json.Decoder(Result)
