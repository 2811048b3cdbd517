"""Which revisions of the store this program knows, and what it makes of a store that it meets."""

from enum import Enum

from sqlalchemy import Connection, inspect, text

from mainstay.domain.errors import RunFailed

REVISIONS = ("0001", "0002", "0003", "0004")
"""All revisions of the tables, oldest first; each is a file in `migrations/versions`."""
NEWEST = REVISIONS[-1]
TABLE = "mainstay_revision"
"""The table that holds the store's revision, under a name that no other program has."""
READ = f"SELECT version_num FROM {TABLE}"  # noqa: S608  # a constant


class Standing(Enum):
    """What a store is to this program."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"


def standing(connection: Connection, where: str) -> tuple[Standing, str]:
    """Tell what the store behind a connection is, and its revision ("" for an empty one).

    Raises RunFailed when another program made it, or a newer version of this one.
    """
    names = inspect(connection).get_table_names()
    if not names:
        return Standing.EMPTY, ""
    if TABLE not in names:
        raise RunFailed(
            "that is the database of another program",
            where=where,
            mend="name a new file, or a database or schema that is empty",
        )
    revision = connection.execute(text(READ)).scalar()
    if revision == NEWEST:
        return Standing.CURRENT, NEWEST
    if revision in REVISIONS:
        return Standing.OLDER, str(revision)
    raise newer(where)


def must_be_newest(revision: object, where: str) -> None:
    """Raise RunFailed unless `revision` is the one that this program works on."""
    if revision == NEWEST:
        return
    if revision in REVISIONS:
        raise older(where)
    raise newer(where)


def older(where: str) -> RunFailed:
    """Give the failure that stands for a store which must be migrated first."""
    return RunFailed(
        "the store was made by an older Mainstay", where=where, mend="run `mainstay store migrate`"
    )


def newer(where: str) -> RunFailed:
    """Give the failure that stands for a store from the future."""
    return RunFailed("the store was made by a newer Mainstay", where=where, mend="upgrade Mainstay")
