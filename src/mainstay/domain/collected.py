"""What plugins told of a repository, once it has been judged: findings, figures, and how each plugin fared."""

from dataclasses import dataclass, field

from mainstay.domain.finding import Urgency
from mainstay.domain.notice import Notice


@dataclass(frozen=True, slots=True)
class Reported:
    """One finding of a plugin. `code` begins with the plugin's name (`license-headers/missing`); `path` is one of the look's.

    `line` is 0 for the whole file. `key` tells findings of one code in one file apart, however the file changes.
    `value` went beyond `limit`. All texts are such as may be shown.
    """

    code: str
    path: str
    line: int
    end_line: int
    symbol: str
    text: str
    urgency: Urgency
    value: float
    limit: float
    repair: str
    evidence: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a plugin about the whole repository: its `name` in a few words, its `value` and its `unit` ("" without)."""

    name: str
    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PluginRun:
    """How one plugin fared: what it is, how many findings it told, and its figures; `failed` says why it told nothing.

    `codes` maps each code that it may tell to a sentence of what it means; `version` is that of its `distribution`.
    """

    name: str
    version: str
    distribution: str
    findings: int = 0
    figures: tuple[Figure, ...] = ()
    codes: dict[str, str] = field(default_factory=dict)
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """All that the plugins of one look told, and what is to be said of them."""

    runs: tuple[PluginRun, ...] = ()
    reported: tuple[Reported, ...] = ()
    notices: tuple[Notice, ...] = ()


NOTHING_COLLECTED = Collected()
