"""Anchors in the system's log, by RFC 5424: over a socket of this machine, UDP (RFC 5426) or TCP (RFC 6587)."""

import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime

from mainstay.analysis.chain.anchoring import anchor_line
from mainstay.domain.audit import Anchor
from mainstay.domain.errors import ConfigurationError, RunFailed
from mainstay.present.visible import visible

SECONDS = 5.0

# Facility 13 is "log audit", severity 5 "notice": RFC 5424, 6.2.1.
_PRIORITY = 13 * 8 + 5
_FORM = re.compile(
    r"unix:(?P<path>/.+)|(?P<kind>udp|tcp):(?P<host>\[[^\]]+\]|[^:\[\]]+):(?P<port>[0-9]{1,5})"
)
_NOT_PRINTABLE = re.compile(r"[^!-~]")


@dataclass(frozen=True, slots=True)
class SyslogAnchors:
    """Logs the line that a file would hold to `target`: `unix:/dev/log`, `udp:HOST:PORT` or `tcp:HOST:PORT`.

    A log gives no receipt: over UDP nobody knows whether it arrived. Making one raises ConfigurationError where the target
    is none of these.
    """

    target: str
    name: str = "syslog"

    def __post_init__(self) -> None:
        if _FORM.fullmatch(self.target) is None:
            raise ConfigurationError(
                "the place of a system's log cannot be used",
                where=visible(self.target, 100),
                mend="write it as unix:/dev/log, udp:HOST:PORT or tcp:HOST:PORT",
            )

    def tell(self, anchor: Anchor, key: bytes) -> None:
        """Log the anchor; see the port."""
        entry = entry_of(anchor.at, anchor_line(key, anchor, "").rstrip("\n"), socket.gethostname())
        try:
            _send(self.target, entry)
        except OSError as error:
            raise RunFailed(
                f"an anchor was not logged: {error.strerror or type(error).__name__}",
                where=visible(self.target, 100),
                mend="look whether the log's service runs; it is told again",
            ) from error


def entry_of(at: int, text: str, host: str) -> bytes:
    """Give an entry of RFC 5424 for ASCII text, at a time in seconds since 1970."""
    stamp = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    name = _NOT_PRINTABLE.sub("", host)[:255] or "-"
    return f"<{_PRIORITY}>1 {stamp} {name} mainstay - anchor - {text}".encode("ascii", "backslashreplace")


def _send(target: str, entry: bytes) -> None:
    form = _FORM.fullmatch(target)
    if form is None:
        raise OSError(0, "no place")
    if form["path"]:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as log:
            log.settimeout(SECONDS)
            log.connect(form["path"])
            log.sendall(entry)
        return
    host, port = form["host"].strip("[]"), min(int(form["port"]), 65_535)
    if form["kind"] == "tcp":
        with socket.create_connection((host, port), SECONDS) as stream:
            stream.sendall(b"%d " % len(entry) + entry)
        return
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, socket.SOCK_DGRAM) as log:
        log.settimeout(SECONDS)
        log.sendto(entry, address)
