"""From the tables about carrying out to their records; each raises ValueError with one sentence on what is wrong."""

import re
from collections.abc import Sequence

from mainstay.analysis.schedules.expressions import fault
from mainstay.analysis.scrubbing.likely_secrets import in_parameters, in_text
from mainstay.config.operator.acting_setting import (
    ActingSetting,
    DatabaseSetting,
    MetricsSetting,
    RepositorySetting,
    WorkerSetting,
)
from mainstay.config.operator.acting_tables import (
    ActingTable,
    DatabaseTable,
    MetricsTable,
    RepositoryTable,
    WorkerTable,
)
from mainstay.config.operator.schedule_tables import LadderTable, ScheduleTable
from mainstay.config.operator.spans import seconds
from mainstay.config.operator.zones import known_zone
from mainstay.domain.ladder import Ladder, Rung
from mainstay.domain.schedule import Schedule

_SHORTEST_LEASE, _LONGEST_LEASE = 5, 600
_LONGEST_BUDGET, _LONGEST_STAY = 31 * 86_400, 366 * 86_400
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# Git takes `helper::address` for the name of a program to run, and what begins with a dash for an option.
_REMOTE = re.compile(
    r"(?:https?|ssh)://[^\s/@]+(?:@[^\s/@]+)?/\S*|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^\s:]\S*|(?:env|file|exec):(?!/{2})\S.*"
    r"|[^\s:-][^:]*"
)


def acting(row: ActingTable) -> ActingSetting:
    """Give what actions may touch."""
    for name in ("roots", "units", "variables", "users", "plain_http", "commands", "secrets"):
        _refuse_twice(getattr(row, name), name)
    if "" in row.roots:
        raise ValueError("a root is empty; name a folder")
    return ActingSetting(
        row.roots,
        row.backups,
        row.hidden,
        row.units,
        row.variables,
        row.users,
        row.plain_http,
        row.commands,
        row.secrets,
    )


def metrics(row: MetricsTable) -> MetricsSetting:
    """Give a metrics server."""
    if bool(row.user) != bool(row.password):
        raise ValueError("a user and a password go together")
    if row.token and row.user:
        raise ValueError("it is asked with a token, or with a user and a password, not with both")
    for name, text in row.headers.items():
        if not _HEADER.fullmatch(name) or not text:
            raise ValueError("a header has a name of letters, digits and dashes, and a text")
    for place, found in in_parameters(row.headers, "headers"):
        raise ValueError(f"{place} holds {found}; write env:NAME or file:/path in its place")
    return MetricsSetting(row.name, row.address, row.user, row.password, row.token, dict(row.headers))


def repository(row: RepositoryTable) -> RepositorySetting:
    """Give a repository."""
    for name, address in row.remotes.items():
        if in_text(address):
            raise ValueError(
                f"the address of {name} holds a password; give it by reference: env:NAME or file:/path"
            )
        if not _REMOTE.fullmatch(address):
            raise ValueError(
                f"the address of {name} is neither a path, https://, ssh://, user@host:path, nor a reference"
            )
    return RepositorySetting(row.name, row.path, row.branches, dict(row.remotes), row.author, row.email)


def database(row: DatabaseTable) -> DatabaseSetting:
    """Give a database."""
    return DatabaseSetting(row.name, row.address, row.journal)


def worker(row: WorkerTable) -> WorkerSetting:
    """Give how workers work."""
    lease = seconds(row.lease)
    if not _SHORTEST_LEASE <= lease <= _LONGEST_LEASE:
        raise ValueError(f"lease is from 5s to 10m, not {row.lease!r}")
    return WorkerSetting(lease, row.jobs)


def schedule(row: ScheduleTable) -> Schedule:
    """Give a schedule; what its cron means is told apart where its times are reckoned."""
    if told := fault(row.cron):
        raise ValueError(told)
    budget = seconds(row.budget)
    if budget > _LONGEST_BUDGET or (row.budget and not budget):
        raise ValueError(f"budget is from 1s to 31d, not {row.budget!r}")
    return Schedule(
        row.name, " ".join(row.cron.split()), known_zone(row.zone), row.plan, row.missed, budget, row.team
    )


def ladder(row: LadderTable) -> Ladder:
    """Give a ladder."""
    _refuse_twice([rung.environment for rung in row.rungs], "rungs")
    _refuse_twice(row.changes, "changes")
    rungs = tuple(Rung(rung.environment, seconds(rung.stays)) for rung in row.rungs)
    for rung in rungs:
        if rung.stays > _LONGEST_STAY:
            raise ValueError(f"a change stays in {rung.environment} for 366d at most")
    return Ladder(row.name, row.changes, rungs)


def _refuse_twice(texts: Sequence[str], name: str) -> None:
    for text in texts:
        if texts.count(text) > 1:
            raise ValueError(f"{text} stands twice in {name}")
