"""Asking an address of the web for one answer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from mainstay.domain.address import Address

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
FRAMING = frozenset(
    {"connection", "content-length", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"}
)
"""Headers that say where a request ends and what becomes of its connection; they are the client's own."""

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}")
_VALUE = re.compile(r"[\t\x20-\x7e\xa0-\xff]{0,16384}")


def never() -> bool:
    """Say that nobody wants it to stop."""
    return False


def is_header(name: str, value: str) -> bool:
    """Whether a header may be given to a request (RFC 9110, 5.1 and 5.5): of fitting characters, and none of FRAMING."""
    fits = _NAME.fullmatch(name) is not None and _VALUE.fullmatch(value) is not None
    return fits and name.lower() not in FRAMING


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `most` is how many bytes of the answer's body are kept, 0 for none of it."""

    method: str
    address: Address
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    most: int = 64 << 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever its status; names of headers are in small letters.

    `missing` says why `body` is not all of the answer's body, "" where it is.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    missing: str = ""


class NoAnswer(Exception):
    """No status came back; the text says why, and holds nothing of the address but its machine."""


class NotSent(NoAnswer):
    """Surely nobody got anything of the request; `refused` where the machine is there and lets nobody in at the port."""

    def __init__(self, reason: str, *, refused: bool = False) -> None:
        """Say why nothing was sent."""
        super().__init__(reason)
        self.refused = refused


class MaybeSent(NoAnswer):
    """Some or all of the request was sent, and nobody knows what became of it."""


class Http(Protocol):
    """What asks. It follows no redirect, uses no proxy, remembers nothing, and trusts nobody who does not prove their name."""

    def hold_fit(self, request: Request) -> None:
        """Raise NotSent where a request may not be sent, or cannot; nothing is sent."""
        ...

    def ask(self, request: Request, seconds: float, stopped: Callable[[], bool] = never) -> Answer:
        """Send a request and give its answer, in at most so many seconds however slowly the other side talks.

        `stopped` is asked again and again; once it is true the request is given up. Raises NotSent where surely nothing was
        sent, MaybeSent where something was and no status came back.
        """
        ...
