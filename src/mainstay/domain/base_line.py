"""What a repository builds on: a release of a program that one of its files names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BaseLine:
    """The release `version` of a `product` (`python`, `3.9.7`) that `line` of the file `path` names, as `text` stands there.

    `admitted` says that it is the oldest of several that the line admits, as a range of versions or a list to test with does.
    """

    path: str
    line: int
    product: str
    version: str
    text: str
    admitted: bool = False
