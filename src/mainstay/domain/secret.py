"""A secret that shows itself only when asked for by name, and references that stand for one."""

from enum import StrEnum
from typing import NoReturn

SHOWN = "***"
"""What stands in the place of a secret wherever it would be shown."""

SHORTEST = 4
"""What has fewer characters cannot be told from ordinary text, and so not be kept out of it."""


class Secret:
    """A value that must not be shown, stored or sent but where it is meant to be.

    Text, format, representation and debugger give SHOWN; it is no JSON; pickling and writing to it raise TypeError. Two are
    equal only when they are the same object, so that nothing can be learnt by comparing.
    """

    __slots__ = ("__value",)
    __value: str

    def __init__(self, value: str) -> None:
        """Close the value in."""
        object.__setattr__(self, "_Secret__value", value)

    def reveal(self) -> str:
        """Give the value, for the one call that needs it."""
        return self.__value

    def __repr__(self) -> str:
        return f"Secret({SHOWN})"

    def __str__(self) -> str:
        return SHOWN

    def __format__(self, form: str) -> str:
        return format(SHOWN, form)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise TypeError("a secret does not change")

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memory: dict[int, object]) -> "Secret":
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written down")


class Keeping(StrEnum):
    """Where a secret is kept, as references begin."""

    ENVIRONMENT = "env"
    FILE = "file"
    PROGRAM = "exec"
