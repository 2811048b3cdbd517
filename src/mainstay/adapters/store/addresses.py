"""Where a store is: a file, or a database of a PostgreSQL server."""

import os
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from mainstay.domain.errors import UsageError

_SERVERS = ("postgresql", "postgres", "postgresql+psycopg")
_FORMS = "give a path, sqlite:///PATH, or postgresql://USER:PASSWORD@HOST/DATABASE"


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Where a store is: `url` to connect to, `shown` to a person (never with a password), `file` None on a server."""

    url: URL
    shown: str
    file: Path | None


def store_address(text: str) -> StoreAddress:
    """Read the address of a store: a plain path, `sqlite:///PATH`, or `postgresql://...`.

    Raises UsageError when it is none of these.
    """
    if "://" not in text:
        return _of_file(text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # Neither the text nor the cause is told, for a password may stand in both.
        raise UsageError("the address of the store cannot be read", where="--store", mend=_FORMS) from None
    if url.drivername == "sqlite":
        if url.host or url.query:
            raise UsageError(
                "an SQLite address has a path alone", where="--store", mend="write sqlite:///PATH"
            )
        return _of_file(url.database or "")
    if url.drivername not in _SERVERS:
        raise UsageError("a store is kept with SQLite or PostgreSQL", where="--store", mend=_FORMS)
    # What stands behind the question mark may be a password too.
    plain = {name: url.query[name] for name in ("host", "port") if name in url.query}
    bare = url.set(drivername="postgresql", query=plain, password=None)
    reached = url.set(drivername="postgresql+psycopg")
    if "sslmode" not in url.query and not _is_here(url):
        # By default libpq takes whoever answers, and sends the password in clear to who offers no TLS.
        reached = reached.update_query_dict({"sslmode": "verify-full"})
    return StoreAddress(reached, bare.render_as_string(), None)


def _is_here(url: URL) -> bool:
    """Tell whether all servers that an address names are on this machine: reached by a socket or a loopback address."""
    if "service" in url.query or "PGSERVICE" in os.environ:
        return False
    named = [url.host or "", *_texts(url, "host"), *_texts(url, "hostaddr")]
    if not any(named):
        named = [os.environ.get("PGHOST", "")]
    named.append(os.environ.get("PGHOSTADDR", ""))
    return all(_is_local(host) for text in named for host in text.split(","))


def _texts(url: URL, name: str) -> tuple[str, ...]:
    found = url.query.get(name, ())
    return (found,) if isinstance(found, str) else found


def _is_local(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _of_file(text: str) -> StoreAddress:
    if not text or "\0" in text or text == ":memory:":
        raise UsageError("the address of the store names no file", where="--store", mend=_FORMS)
    path = Path(os.path.abspath(Path(text).expanduser()))  # noqa: PTH100  # links stay as they are
    return StoreAddress(URL.create("sqlite", database=os.fspath(path)), os.fspath(path), path)
