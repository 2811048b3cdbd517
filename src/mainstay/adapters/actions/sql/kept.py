"""A database that plans may change or ask, as the operator lets them."""

import re
from dataclasses import dataclass

from mainstay.adapters.store.addresses import StoreAddress, store_address
from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.errors import ConfigurationError, UsageError
from mainstay.domain.secret import SHORTEST, Secret
from mainstay.ports.secrets import Secrets

_REFERENCE = re.compile(r"(?:env|file|exec):(?!/{2})")


@dataclass(frozen=True, slots=True)
class KeptDatabase:
    """A database by its `address`: `postgresql://...`, the path of a file of SQLite, or a reference to one of these.

    With `journal` a small table `mainstay_done` is made in it, which holds the keys of what was done: only so it is known
    after a crash whether a change was made.
    """

    address: str
    journal: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Where a database is, and what takes the secrets of its address out of texts."""

    address: StoreAddress
    scrubber: Scrubber


def found(name: str, kept: KeptDatabase, secrets: Secrets) -> Found:
    """Look the address of a database up.

    Raises ConfigurationError when it cannot be or is none that is understood, RunFailed when it cannot be read.
    """
    known: list[Secret] = []
    text = kept.address
    if _REFERENCE.match(text):
        known.append(secrets.look_up(text))
        text = known[0].reveal()
    try:
        address = store_address(text)
    except UsageError:
        # Neither the text nor the cause is told, for a password may stand in both.
        raise ConfigurationError(
            f"the address of the database {name} cannot be used",
            where="databases",
            mend="give postgresql://USER:PASSWORD@HOST/DATABASE, or the path of a file of SQLite",
        ) from None
    hidden = [address.url.password, address.url.query.get("password"), address.url.query.get("sslpassword")]
    known += [Secret(one) for one in hidden if isinstance(one, str) and len(one) >= SHORTEST]
    return Found(address, Scrubber(known))
