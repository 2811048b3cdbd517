"""What is this program's own on this machine: plans never write it, whatever folders the operator lets them write below.

Whoever wrote it would change what plans may do, what was decided, or what was told of it.
"""

import shlex
from collections.abc import Iterator
from pathlib import Path

import mainstay
from mainstay.adapters.cache.secret import state_folder
from mainstay.adapters.operator_file import places
from mainstay.adapters.store.addresses import store_address
from mainstay.config.operator.setting import Operator
from mainstay.domain.errors import UsageError
from mainstay.domain.secret import Keeping
from mainstay.wiring.outside import Outside

_BESIDE_A_STORE = ("", "-wal", "-shm", "-journal")


def own_files(file: Path | None, operator: Operator, outside: Outside, store: str) -> tuple[Path, ...]:
    """Give its files and folders: the operator's `file`, all that it names, the store at an address, keys, and the program."""
    # One in a place that is looked at first would count in the place of the other.
    found = [*places(outside.environment), Path(mainstay.__file__).parents[1]]
    if file is not None:
        found += (file, *(outside.path(name) for name in _named(operator)))
    state = state_folder(outside.environment)
    if state is not None:
        found.append(state)
    found += map(Path, _referred(operator))
    return (*found, *_of_store(store))


def _named(operator: Operator) -> Iterator[str]:
    """Give the paths that an operator's file holds, as they were written."""
    yield from operator.declared
    yield from operator.freezes_from
    yield from (schedule.plan for schedule in operator.schedules)
    yield from (channel.path for channel in operator.channels if channel.kind == "file")
    yield from (anchor.path for anchor in operator.anchors if anchor.kind == "file")
    if operator.forecasts.collecting.points:
        yield operator.forecasts.collecting.points
    computing = operator.forecasts.computing
    yield from (name for name in (computing.authority, computing.certificate, computing.key) if name)


def _referred(operator: Operator) -> Iterator[str]:
    """Give the files that references lead to: secrets, and programs that tell one."""
    for reference in _references(operator):
        kind, _, rest = reference.partition(":")
        if kind == Keeping.FILE:
            yield rest
        elif kind == Keeping.PROGRAM:
            try:
                yield from (word for word in shlex.split(rest) if word.startswith("/"))
            except ValueError:
                continue


def _references(operator: Operator) -> Iterator[str]:
    key = operator.audit_key
    yield from (operator.store, key.now, key.following, *key.before)
    yield from (text for channel in operator.channels for text in (channel.address, channel.key))
    yield from (text for anchor in operator.anchors for text in (anchor.address, anchor.key))
    for server in operator.metrics:
        yield from (server.address, server.user, server.password, server.token, *server.headers.values())
    for page in operator.forecasts.collecting.pages:
        yield from (page.address, page.token, *page.headers.values())
    yield from (database.address for database in operator.databases)
    for repository in operator.repositories:
        yield from repository.remotes.values()


def _of_store(place: str) -> Iterator[Path]:
    try:
        file = store_address(place).file
    except UsageError:
        # Nothing can be carried out without one, and whoever opens it says so.
        return
    if file is not None:
        yield from (file.with_name(f"{file.name}{ending}") for ending in _BESIDE_A_STORE)
