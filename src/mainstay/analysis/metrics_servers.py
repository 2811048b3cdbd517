"""Which of the metrics servers of the operator's file a plan means."""

from collections.abc import Mapping
from typing import TypeVar

from mainstay.domain.errors import UsageError
from mainstay.domain.plan import Value

Server = TypeVar("Server")


def meant(servers: Mapping[str, Server], named: "Value | None") -> Server:
    """Give the server that is `named`, or the only one where none is (None or "").

    Raises UsageError, with the servers that there are, when there is none of that name, and when none is named and there
    are several: which one was asked must not hang on the order in which they stand.
    """
    if not servers:
        raise UsageError("there is no metrics server in the operator's file")
    known = ", ".join(sorted(servers))
    if named is None or named == "":
        if len(servers) > 1:
            raise UsageError(f"no metrics server is named, and the operator's file has several: {known}")
        return next(iter(servers.values()))
    server = servers.get(str(named))
    if server is None:
        raise UsageError(f"there is no metrics server {named}; the operator's file has {known}")
    return server
