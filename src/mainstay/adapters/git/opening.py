"""Opening a repository: finding it, judging its settings, and making the shadow that it is read through."""

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from mainstay.adapters.git.borrowed import alternates, links_elsewhere
from mainstay.adapters.git.discovery import find_place
from mainstay.adapters.git.names import path_text
from mainstay.adapters.git.notices import alternates_notice, notices_at_opening
from mainstay.adapters.git.personal import personal_ignores
from mainstay.adapters.git.places import Place, closed
from mainstay.adapters.git.program import Git, GitFailed, find_git
from mainstay.adapters.git.refs import Head, cut_commits, has_replacements, read_head
from mainstay.adapters.git.repacking import unless_packed_meanwhile
from mainstay.adapters.git.settings import read_settings
from mainstay.adapters.git.shadow import Shadow
from mainstay.adapters.git.source import GitSource
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.subject import Repository
from mainstay.ports.process import Processes

# Dates of more digits than git can hold count as none, as they do for git.
_COMMITTED = re.compile(rb"^committer [^\n]*> (-?[0-9]{1,16}) [+-][0-9]{1,8}$", re.MULTILINE)
_HEADER = 1 << 18
_TRIES = 3


def open_repository(
    path: str | os.PathLike[str],
    processes: Processes,
    *,
    environment: Mapping[str, str] | None = None,
    follow_alternates: bool = False,
    parallel: int = 2,
) -> GitSource:
    """Open the git repository that holds `path`; leave it as a context manager.

    Of `environment` (the caller's own by default) only PATH is used, to find git, and HOME and XDG_CONFIG_HOME, to find
    the person's own list of ignored files. `follow_alternates` reads objects that the repository borrows from others,
    and follows links out of it. `parallel` programs count churn.
    Nothing of the repository is run, whoever owns it: git sees its objects and its files, never its settings.
    Raises UsageError when there is no repository or it cannot be used as it is, RunFailed when its head is not there.
    """
    place = find_place(path, follow_links=follow_alternates)
    surroundings = os.environ if environment is None else environment
    head = _head(place)
    for _ in range(_TRIES):
        try:
            return _shadowed(place, head, processes, surroundings, follow_alternates, parallel)
        except RunFailed:
            # The commit may have been thrown away since; then there is another one now.
            before, head = head, _head(place)
            if head == before:
                raise
    raise RunFailed(
        "the repository changed again and again while it was opened",
        where=place.git_dir,
        mend="run again when nothing changes it",
    )


def _head(place: Place) -> Head:
    try:
        return read_head(place)
    except PermissionError as error:
        raise closed(str(error.filename or place.git_dir)) from error


def _shadowed(
    place: Place,
    head: Head,
    processes: Processes,
    surroundings: Mapping[str, str],
    follow_alternates: bool,
    parallel: int,
) -> GitSource:
    shadow = Shadow()
    try:
        git = find_git(processes, surroundings, str(shadow.path))
        ignores = personal_ignores(git, surroundings)
        return _opened(
            place, head, shadow, git, ignores, follow_alternates=follow_alternates, parallel=parallel
        )
    except PermissionError as error:
        shadow.close()
        raise closed(str(error.filename or place.git_dir)) from error
    except BaseException:
        # Ctrl-C included.
        shadow.close()
        raise


def _opened(
    place: Place,
    head: Head,
    shadow: Shadow,
    git: Git,
    ignores: bytes,
    *,
    follow_alternates: bool,
    parallel: int,
) -> GitSource:
    # The head was read before: what it needs is now in the folders of objects that the shadow shows.
    settings = read_settings(git, place)
    if settings.bare and place.git_dir == place.common_dir:
        place = replace(place, work_tree="")
    borrowed = _borrowed(place, follow_alternates)
    shadow.show(place, settings, borrowed if follow_alternates else (), ignores)
    left_alone = () if follow_alternates else borrowed
    cut = cut_commits(place, settings.object_format)
    if cut:
        shadow.cut_at(sorted(cut))
    git = replace(git, mend=_mend(bool(left_alone), settings.partial), stands_for=place.common_dir)
    committed_at = unless_packed_meanwhile(git, lambda: _committed_at(git, head, place)) if head.oid else 0
    if head.oid:
        shadow.stand_at(head.oid)
    notices = list(notices_at_opening(place, settings, head, bool(cut), has_replacements(place)))
    if left_alone:
        notices.append(alternates_notice(left_alone))
    return GitSource(
        _repository(place, head, settings.object_format, committed_at, shallow=bool(cut)),
        tuple(notices),
        git=git,
        place=place,
        shadow=shadow,
        cut=cut,
        partial=settings.partial,
        parallel=parallel,
    )


def _borrowed(place: Place, follow: bool) -> tuple[str, ...]:
    links = links_elsewhere(place)
    if links and not follow:
        raise UsageError(
            "the repository's objects are links to places outside it",
            where=links[0],
            mend="if you trust it, run again with --follow-alternates",
        )
    return alternates(place)


def _mend(left_alone: bool, partial: bool) -> str:
    if left_alone:
        return "the missing objects may be in a borrowed repository: if you trust it, run again with --follow-alternates"
    return "git fetch --refetch --no-filter" if partial else "git fsck"


def _committed_at(git: Git, head: Head, place: Place) -> int:
    """Read the commit's own words, so that a spoilt tree or parent is met only by those who need it."""
    with git.start("cat-file", "commit", head.oid) as running:
        # A message may be of any length, and is not what is asked for.
        beginning = running.stdout.read(_HEADER)
    if not beginning.startswith(b"tree "):
        raise GitFailed(
            f"the commit {head.oid[:12]} that is checked out cannot be read",
            where=place.git_dir,
            mend=git.mend,
        )
    found = _COMMITTED.search(beginning.partition(b"\n\n")[0])
    return int(found[1]) if found else 0


def _repository(
    place: Place, head: Head, object_format: str, committed_at: int, *, shallow: bool
) -> Repository:
    root = Path(place.work_tree or place.git_dir)
    name = root.name if place.work_tree else root.name.removesuffix(".git")
    return Repository(
        name=path_text(os.fsencode(name)) or "repository",
        path=str(root),
        git_dir=place.git_dir,
        work_tree=place.work_tree,
        head=head.oid,
        branch=head.branch,
        shallow=shallow,
        object_format=object_format,
        committed_at=committed_at,
    )
