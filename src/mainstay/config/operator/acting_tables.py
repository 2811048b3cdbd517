"""What carrying out may touch, and with which servers, repositories and databases, as the operator's file holds it."""

from typing import Annotated

from msgspec import Meta, field

from mainstay.config.operator.texts import Glob, Name, Place, Reference, Span, Table, Words

HIDDEN = (
    "**/.ssh/**",
    "**/.gnupg/**",
    "**/.git/**",
    "**/.netrc",
    "**/.pgpass",
    "/etc/shadow*",
    "/etc/gshadow*",
    "/etc/sudoers*",
    "/etc/sudoers.d/**",
    "/proc/**",
    "/sys/**",
    "/dev/**",
)
"""What no plan reads or writes unless the operator says otherwise: keys, passwords, hooks, what is no file at all."""

PathGlob = Annotated[
    str,
    Meta(
        pattern=r"^(?:/|\*\*/)[^\x00-\x1f\x7f]{0,1000}\Z",
        extra={"words": "a glob that begins with / or with **/"},
    ),
]
Variable = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,127}\Z",
        extra={"words": "the name of a variable: letters, digits and _, 128 at most"},
    ),
]
User = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z_][A-Za-z0-9_.-]{0,31}\Z", extra={"words": "a user's name on the operating system"}
    ),
]
Host = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9*?.:\[\]_-]{1,253}\Z",
        extra={"words": "a host, or a glob of hosts, without scheme and path"},
    ),
]
Address = Annotated[
    str,
    Meta(
        pattern=r"^(?:https?://[^\s/?#@]+(?:[/?#]\S*)?|(?:env|file|exec):[^\x00-\x1f\x7f]{1,1000})\Z",
        extra={
            "words": "an address with https:// or http:// and no name or password in it, or a reference: env:NAME, "
            "file:/path or exec:/program"
        },
    ),
]
Needed = Annotated[
    str,
    Meta(
        pattern=r"^(?:env|file|exec):[^\x00-\x1f\x7f]{1,1000}\Z",
        extra={"words": "a reference: env:NAME, file:/path or exec:/program"},
    ),
]


class ActingTable(Table, frozen=True):
    """What actions may touch on the machine where they are carried out. What is not allowed here no approval allows."""

    roots: Annotated[
        tuple[Place, ...],
        Meta(
            max_length=100, description="Folders, below which alone plans may write files; empty for nowhere."
        ),
    ] = ()
    backups: Annotated[
        Place, Meta(description="The folder for what files held before; else one in the user's state.")
    ] = ""
    hidden: Annotated[
        tuple[PathGlob, ...],
        Meta(
            max_length=200,
            description="Globs of paths that plans neither read nor write, `**` for any folders; in the place of those that "
            "come along.",
        ),
    ] = HIDDEN
    units: Annotated[
        tuple[Glob, ...],
        Meta(max_length=200, description="Globs of services that plans may restart, reload, start and stop."),
    ] = ()
    variables: Annotated[
        tuple[Variable, ...],
        Meta(
            max_length=200,
            description="Variables of the worker's environment that plans may give to commands.",
        ),
    ] = ()
    users: Annotated[
        tuple[User, ...],
        Meta(max_length=50, description="Users that commands may run as, beside the worker's own."),
    ] = ()
    plain_http: Annotated[
        tuple[Host, ...],
        Meta(
            max_length=100,
            description="Globs of hosts that may be asked over plain `http`; this machine always may.",
        ),
    ] = ()
    commands: Annotated[
        tuple[PathGlob, ...],
        Meta(
            max_length=200,
            description="Globs of the whole paths of programs that commands may run, links followed, `**` for any folders; "
            "empty for any. With them plans set no variables by which a program would run another.",
        ),
    ] = ()
    secrets: Annotated[
        tuple[PathGlob, ...],
        Meta(
            max_length=200,
            description="Globs of files whose content plans may use as secrets, by `file:/path`, `**` for any folders. "
            "By `env:NAME` they may use what `variables` names.",
        ),
    ] = ()


class MetricsTable(Table, frozen=True):
    """A metrics server that is asked in the language of Prometheus. Where there are several, plans name theirs as `server`."""

    name: Annotated[Name, Meta(description="What plans call it.")]
    address: Annotated[Address, Meta(description="Where its API begins, or a reference to that.")]
    user: Annotated[Reference, Meta(description="The name to ask it with, by reference.")] = ""
    password: Annotated[Reference, Meta(description="The password, by reference.")] = ""
    token: Annotated[
        Reference, Meta(description="The token to ask it with in their place, by reference.")
    ] = ""
    headers: Annotated[
        dict[Words, Words],
        Meta(max_length=20, description="Headers with texts; what is secret stands by reference."),
    ] = field(default_factory=dict)


class RepositoryTable(Table, frozen=True):
    """A repository of git that plans may change."""

    name: Annotated[Name, Meta(description="What plans call it.")]
    path: Annotated[
        Place,
        Meta(
            min_length=1,
            description="Where it lies, from this file's folder on. It should belong to the user who works: another one who "
            "may write in it can change it under a worker's hands.",
        ),
    ]
    branches: Annotated[
        tuple[Glob, ...],
        Meta(min_length=1, max_length=50, description="Globs of branches that plans may change."),
    ] = ("mainstay/*",)
    remotes: Annotated[
        dict[Name, Place],
        Meta(
            max_length=20,
            description="Where plans may push to, by the names that they use: a path, `https://`, `ssh://`, "
            "`user@host:path`, or a reference to one of them.",
        ),
    ] = field(default_factory=dict)
    author: Annotated[Words, Meta(min_length=1, description="The author of commits.")] = "Mainstay"
    email: Annotated[Words, Meta(min_length=1, description="The author's address.")] = "mainstay@localhost"


class DatabaseTable(Table, frozen=True):
    """A database that plans may change or ask."""

    name: Annotated[Name, Meta(description="What plans call it.")]
    address: Annotated[
        Needed,
        Meta(
            description="Where it is and how one gets in, by reference. Give a role that may do no more than plans are to: "
            "functions reach as far as it does, also where a check only reads."
        ),
    ]
    journal: Annotated[
        bool,
        Meta(
            description="Whether a table of Mainstay's own may be made in it, by which it is known after a crash whether a "
            "change was made."
        ),
    ] = False


class WorkerTable(Table, frozen=True):
    """How workers work."""

    lease: Annotated[
        Span,
        Meta(
            description="How long a worker that says nothing more keeps its work, from 5s to 10m; then another takes it over."
        ),
    ] = "30s"
    jobs: Annotated[int, Meta(ge=1, le=64, description="How many runs one worker carries out at once.")] = 4
