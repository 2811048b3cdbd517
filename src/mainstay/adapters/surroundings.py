"""Looks whether this machine has what the program needs: git, a cache that can be written, space, a terminal's encoding."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from mainstay.adapters.cache.opening import open_cache
from mainstay.adapters.cache.secret import state_folder
from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.git.program import find_git
from mainstay.domain.diagnosis import Condition, Diagnosis
from mainstay.domain.errors import MainstayError
from mainstay.domain.subject import Repository
from mainstay.ports.process import Processes

_OLDEST_PYTHON = (3, 11)
_SPACE = 512 << 20
_TRIAL = "trial"


def look(
    path: str, environment: Mapping[str, str], processes: Processes, cache_folder: str, version: str
) -> tuple[Diagnosis, ...]:
    """Look at everything that a check of `path` by this `version` needs. Never raises for what does not work.

    `cache_folder` is the name of the cache's folder in the work tree, or in the git directory of a bare repository.
    """
    found = [_python(), _git(environment, processes), _space(), _encoding()]
    repository, diagnosis = _repository(path, processes)
    found.append(diagnosis)
    if repository is not None:
        folder = Path(repository.work_tree or repository.git_dir) / cache_folder
        found.append(_cache(folder, environment, version))
    return tuple(found)


def _python() -> Diagnosis:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= _OLDEST_PYTHON:
        return Diagnosis("python", Condition.GOOD, f"Python {version}")
    return Diagnosis(
        "python", Condition.BROKEN, f"Python {version} is too old", "install Python 3.11 or newer"
    )


def _git(environment: Mapping[str, str], processes: Processes) -> Diagnosis:
    def version() -> Diagnosis:
        git = find_git(processes, environment, tempfile.gettempdir())
        return Diagnosis("git", Condition.GOOD, git.read("version").decode("ascii", "replace").strip())

    return _tried("git", version)


def _tried(name: str, attempt: Callable[[], Diagnosis]) -> Diagnosis:
    try:
        return attempt()
    except MainstayError as error:
        where = f" ({error.where})" if error.where else ""
        return Diagnosis(name, Condition.BROKEN, f"{error.what}{where}", _as_of_a_check(error.mend))


def _space() -> Diagnosis:
    folder = tempfile.gettempdir()
    free = shutil.disk_usage(folder).free
    text = f"{free / (1 << 30):.1f} GiB free in {folder}"
    if free < _SPACE:
        return Diagnosis("space", Condition.LIMITED, text, "free some space, or set TMPDIR to another folder")
    return Diagnosis("space", Condition.GOOD, text)


def _encoding() -> Diagnosis:
    encoding = (getattr(sys.stdout, "encoding", None) or "none").lower()
    if encoding.replace("-", "") == "utf8":
        return Diagnosis("terminal", Condition.GOOD, "writes UTF-8")
    return Diagnosis(
        "terminal",
        Condition.LIMITED,
        f"writes {encoding}: charts are drawn with plain letters",
        "set LANG=C.UTF-8",
    )


def _as_of_a_check(mend: str) -> str:
    """Say of an option that it is one of the commands that look at the code: this one has none."""
    return mend.replace("run again with --follow", "run mainstay check with --follow")


def _repository(path: str, processes: Processes) -> tuple[Repository | None, Diagnosis]:
    opened: list[Repository] = []

    def open_it() -> Diagnosis:
        with open_repository(path, processes) as source:
            opened.append(source.repository)
            limits = [notice.text for notice in source.notices]
            where = f"{source.repository.path} at {source.repository.head[:10] or 'no commit'}"
            mends = [notice.mend for notice in source.notices if notice.mend]
            if limits:
                return Diagnosis(
                    "repository",
                    Condition.LIMITED,
                    f"{where}. {' '.join(limits)}",
                    _as_of_a_check("; ".join(mends)),
                )
            return Diagnosis("repository", Condition.GOOD, where)

    diagnosis = _tried("repository", open_it)
    return (opened[0] if opened else None), diagnosis


def _cache(folder: Path, environment: Mapping[str, str], version: str) -> Diagnosis:
    before = os.path.lexists(folder)
    # In the very file that a check uses: opening that of another version would remove it.
    cache = open_cache(folder, version=version, state=state_folder(environment), enabled=True)
    try:
        cache.put(_TRIAL, {_TRIAL: b"kept"})
        kept = cache.get(_TRIAL, [_TRIAL]) == {_TRIAL: b"kept"}
        cache.keep_only(_TRIAL, ())
        notices = cache.notices
    finally:
        cache.close()
    if kept and not notices:
        text = str(folder) if before else f"{folder} (made now; it ignores itself in git)"
        return Diagnosis("cache", Condition.GOOD, text)
    text = " ".join(notice.text for notice in notices) or "nothing is kept between runs"
    mend = "; ".join(notice.mend for notice in notices if notice.mend)
    return Diagnosis("cache", Condition.LIMITED, text, mend)
