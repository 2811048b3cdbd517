"""Names of servers as addresses: asked for before libpq would, for all threads wait while libpq asks."""

import socket
import threading
from collections.abc import Mapping
from queue import Empty, SimpleQueue

from mainstay.adapters.actions.sql.session import Within
from mainstay.domain.errors import RunFailed

_GLANCE = 0.1
_MOST = 8


def reached(parameters: Mapping[str, str], within: Within) -> dict[str, str]:
    """Give the parameters of a connection with the address of each host in `hostaddr`, in the order in which they are tried.

    Raises RunFailed when none of the hosts is known, NotBegun or NotDone when it is to stop or the time is over.
    """
    hosts = [host for host in parameters.get("host", "").split(",") if host]
    if "hostaddr" in parameters or not any(_is_name(host) for host in hosts):
        return dict(parameters)
    ports = parameters.get("port", "").split(",")
    ports = ports if len(ports) == len(hosts) else ports[:1] * len(hosts)
    ways = [
        (host, address, port)
        for host, port in zip(hosts, ports, strict=True)
        for address in _addresses(host, within)
    ]
    if not ways:
        raise RunFailed(f"nobody knows the address of {', '.join(hosts)}", where="databases")
    tried = zip(*ways[:_MOST], strict=True)
    named = {name: ",".join(values) for name, values in zip(("host", "hostaddr", "port"), tried, strict=True)}
    return {**parameters, **{name: value for name, value in named.items() if value.strip(",")}}


def _is_name(host: str) -> bool:
    return not host.startswith(("/", "@"))


def _addresses(host: str, within: Within) -> list[str]:
    if not _is_name(host):
        return [""]
    found: SimpleQueue[list[str]] = SimpleQueue()
    threading.Thread(target=_look_up, args=(host.strip("[]"), found), daemon=True).start()
    while True:
        try:
            return found.get(timeout=_GLANCE)
        except Empty:
            within.go_on()


def _look_up(host: str, found: "SimpleQueue[list[str]]") -> None:
    try:
        known = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        known = []
    found.put(list(dict.fromkeys(str(one[4][0]) for one in known)))
