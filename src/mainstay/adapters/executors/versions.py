"""Which program computes: the same numbers to the last bit come only from the same versions on all machines."""

import sys
from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

import numpy as np

import mainstay
from mainstay.domain.errors import RunFailed

_Arguments = ParamSpec("_Arguments")
_Made = TypeVar("_Made")


def own_versions() -> Mapping[str, str]:
    """Give the versions of this process, by what they are of."""
    python = ".".join(map(str, sys.version_info[:2]))
    return {"mainstay": mainstay.__version__, "numpy": np.__version__, "python": python}


def by_the_same(
    versions: Mapping[str, str],
    task: Callable[_Arguments, _Made],
    *args: _Arguments.args,
    **kwargs: _Arguments.kwargs,
) -> _Made:
    """Do a task of a process with these versions. Raises RunFailed where this one has others."""
    refuse_others(versions, own_versions(), "a worker")
    return task(*args, **kwargs)


def refuse_others(versions: Mapping[str, str], theirs: Mapping[str, str], who: str) -> None:
    """Raise RunFailed where the versions of somebody are not these."""
    for name, version in versions.items():
        found = theirs.get(name) or "none"
        if found != version:
            raise mismatch(f"{who} has {name} {found}, and this machine has {version}")


def mismatch(what: str) -> RunFailed:
    """Give the failure of workers with other versions."""
    return RunFailed(
        what, where="the cluster", mend="install the same version of Mainstay and numpy on all its machines"
    )
