"""Kinds of columns that hold the same on SQLite and PostgreSQL, and refuse alike what one of them cannot hold."""

import math
from typing import Any

from sqlalchemy import BigInteger, Dialect, Double, Integer, LargeBinary, MetaData, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from mainstay.domain.errors import RunFailed

# Constraints have names from the first revision on, for SQLite can change only what is named.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_MOST = 1 << 63


def storable(text: str) -> str:
    """Give a text as it is. Raises RunFailed where it holds what PostgreSQL cannot keep: NUL, or half a surrogate pair."""
    if "\0" in text:
        raise _refused("a text with a NUL character", "take the NUL character (U+0000) out of it")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _refused("a text that is not Unicode", "write the text in UTF-8") from error
    return text


def finite(number: float) -> float:
    """Give a number. Raises RunFailed for one that is not finite, which SQLite would turn to nothing."""
    if not math.isfinite(number):
        raise _refused("a number that is not finite", "give a finite one, or none")
    return float(number)


def _refused(what: str, mend: str) -> RunFailed:
    return RunFailed(f"{what} cannot be kept", where="what was to be written to the store", mend=mend)


class Words(TypeDecorator[str]):
    """Text, in the order of its code points on every machine."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Compare by code points on PostgreSQL too, whatever language its database was made for."""
        return Text(collation="C") if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # its signature
        """Give the text to the driver. Raises RunFailed for what cannot be kept."""
        # A member of a StrEnum is a str that a driver need not know.
        return None if value is None else storable(str(value))


class Packed(TypeDecorator[bytes]):
    """Bytes, which both drivers take and give as they are."""

    impl = LargeBinary
    cache_ok = True


class Whole(TypeDecorator[int]):
    """A whole number of 64 bits."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Be INTEGER on SQLite, which counts up only those."""
        return Integer() if dialect.name == "sqlite" else BigInteger()

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:  # noqa: ARG002  # its signature
        """Give the number to the driver. Raises RunFailed for one beyond 64 bits."""
        if value is None:
            return None
        if not -_MOST <= value < _MOST:
            raise _refused("a number beyond 64 bits", "give a smaller one")
        return int(value)


class Number(TypeDecorator[float]):
    """A finite number of double precision."""

    impl = Double
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> float | None:  # noqa: ARG002  # its signature
        """Give the number to the driver. Raises RunFailed for one that is not finite."""
        return None if value is None else finite(value)
