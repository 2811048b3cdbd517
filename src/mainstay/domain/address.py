"""An address of the web: which machine is asked, and for what."""

import ipaddress
import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

_NAME = re.compile(r"[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?")
_LONGEST_NAME = 253
"""Characters of the name of a machine, RFC 1035."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to ask; `shown` is the part that may be shown, for paths and queries often hold a token."""

    host: str
    port: int
    target: str
    encrypted: bool

    @property
    def authority(self) -> str:
        """The machine as the header Host names it, with its port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.encrypted else 80) else f"{host}:{self.port}"

    @property
    def shown(self) -> str:
        """The machine and the port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def base(self) -> "Address":
        """What all spellings of the same address have in common, and no other: for what is asked below it."""
        host = str(ipaddress.ip_address(self.host)) if ":" in self.host else self.host.rstrip(".")
        return replace(self, host=host, target=self.target.partition("?")[0].rstrip("/") + "/")

    @property
    def is_local(self) -> bool:
        """Whether it is this machine itself."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def below(self, path: str) -> "Address":
        """Give the address of a path below this one, without its query."""
        return replace(self, target=self.target.partition("?")[0].rstrip("/") + path)

    def __repr__(self) -> str:
        return f"Address({self.shown})"


def address_in(text: str) -> Address:
    """Take an address apart. Raises ValueError, which says why and does not show it, where nothing can be asked there."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("it is no address") from None
    if parts.scheme not in {"https", "http"} or not host or not text.isascii():
        raise ValueError("it is no https address")
    if parts.username is not None or any(not char.isprintable() or char == " " for char in text):
        raise ValueError("it holds a name, a password or blanks")
    if not _is_machine(host) or port == 0 or ("[" in parts.netloc) != (":" in host):
        raise ValueError("it names no machine")
    encrypted = parts.scheme == "https"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(host, port or (443 if encrypted else 80), target, encrypted)


def _is_machine(host: str) -> bool:
    if ":" not in host:
        return len(host) <= _LONGEST_NAME and _NAME.fullmatch(host) is not None
    try:
        return ipaddress.IPv6Address(host).scope_id is None
    except ValueError:
        return False
