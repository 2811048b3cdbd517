"""Where people are told what happened, and about what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel by its name: `topics` and `teams` are globs of what is told there and about whose proposals."""

    name: str
    topics: tuple[str, ...] = ("*",)
    teams: tuple[str, ...] = ("*",)
