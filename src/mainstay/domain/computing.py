"""Where blocks of series are computed: here, in processes of this machine, or on a cluster."""

from dataclasses import dataclass, replace
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit


class ExecutorKind(StrEnum):
    """What computes; `auto` chooses by the number of workers."""

    AUTO = "auto"
    SERIAL = "serial"
    THREADS = "threads"
    PROCESSES = "processes"
    DASK = "dask"


@dataclass(frozen=True, slots=True)
class Computing:
    """What computes, by how many `workers` (0: one for each core), and for a cluster its `scheduler` with the files of TLS.

    `authority`, `certificate` and `key` are paths, "" for none.
    """

    executor: ExecutorKind = ExecutorKind.AUTO
    workers: int = 0
    scheduler: str = ""
    authority: str = ""
    certificate: str = ""
    key: str = ""

    def otherwise(self, asked: "Computing") -> "Computing":
        """Give the same with what is `asked` for in its place; defaults ask for nothing, and a scheduler for its cluster."""
        kind = asked.executor
        if kind is ExecutorKind.AUTO:
            kind = ExecutorKind.DASK if asked.scheduler else self.executor
        # Who asks for something else than a cluster has no use for the scheduler of the operator's file.
        known = self.scheduler if kind is ExecutorKind.DASK else ""
        return replace(
            self, executor=kind, workers=asked.workers or self.workers, scheduler=asked.scheduler or known
        )


def refuse_scheduler(address: str) -> None:
    """Raise ValueError, with what is wrong, unless a scheduler may be asked at an address.

    Workers run whatever their scheduler hands them, so it is one of this machine, or is known by its certificate.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if (
        not host
        or not port
        or parts.scheme not in {"tcp", "tls"}
        or parts.path
        or parts.query
        or "@" in parts.netloc
    ):
        raise ValueError(
            "a scheduler's address is tls://HOST:PORT, or tcp://127.0.0.1:PORT for one of this machine"
        )
    if parts.scheme == "tcp" and not _is_here(host):
        raise ValueError(
            "a scheduler of another machine is asked with TLS alone, for its workers run whatever it hands them: tls://HOST:PORT"
        )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
