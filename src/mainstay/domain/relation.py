"""How a number that was found stands to one that is wanted."""

from enum import StrEnum


class Relation(StrEnum):
    """The words by which plans say it."""

    BELOW = "below"
    ABOVE = "above"
    AT_MOST = "at-most"
    AT_LEAST = "at-least"
    EQUAL = "equal"

    def holds(self, found: float, wanted: float) -> bool:
        """Whether a number stands so to the one that is wanted; what is no number (NaN) never does."""
        return {
            Relation.BELOW: found < wanted,
            Relation.ABOVE: found > wanted,
            Relation.AT_MOST: found <= wanted,
            Relation.AT_LEAST: found >= wanted,
            Relation.EQUAL: found == wanted,
        }[self]
