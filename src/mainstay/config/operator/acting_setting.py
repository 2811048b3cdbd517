"""What the operator's file says about carrying out: what may be touched, and with what. Paths are as they were written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mainstay.config.operator.acting_tables import HIDDEN


@dataclass(frozen=True, slots=True)
class ActingSetting:
    """What actions may touch: folders below which they write, globs of what is hidden, units, programs and plain hosts.

    `backups` is "" for a folder in the user's state. `commands` empty lets every program be run; all other lists that are
    empty allow nothing. `variables` are names of the worker's environment, `users` whom commands may run as,
    `secrets` globs of files that plans may use as secrets.
    """

    roots: tuple[str, ...] = ()
    backups: str = ""
    hidden: tuple[str, ...] = HIDDEN
    units: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    plain_http: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MetricsSetting:
    """A metrics server: `address` plain or a reference, `user` with `password` or `token` as references, "" for none.

    Values of `headers` are texts, in which what is secret stands by reference.
    """

    name: str
    address: str
    user: str = ""
    password: str = ""
    token: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RepositorySetting:
    """A repository at `path`, globs of its branches that may be changed, and its remotes by their names."""

    name: str
    path: str
    branches: tuple[str, ...]
    remotes: Mapping[str, str]
    author: str
    email: str


@dataclass(frozen=True, slots=True)
class DatabaseSetting:
    """A database by a reference to its `address`; with `journal` a table of ours may be made in it."""

    name: str
    address: str
    journal: bool = False


@dataclass(frozen=True, slots=True)
class WorkerSetting:
    """How long a worker's lease lasts in seconds, and how many runs it carries out at once."""

    lease: int = 30
    jobs: int = 4
