"""Finding the repository that a path belongs to, by looking only: nothing is run, and no setting is believed."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from mainstay.adapters.git.git_file import common_folder, follow_git_file
from mainstay.adapters.git.places import Place, closed, is_git_dir, starting_folder
from mainstay.domain.errors import UsageError


def find_place(path: str | os.PathLike[str], *, follow_links: bool = False) -> Place:
    """Find the repository that holds `path`: in that folder or the nearest one above, with a work tree or bare.

    Raises UsageError when there is none, when it may not be read, or when its `.git` leads elsewhere; with
    `follow_links` a `.git` that is a symbolic link is followed all the same.
    """
    start = starting_folder(path)
    for folder in (start, *start.parents):
        try:
            place = _place_at(folder, follow_links=follow_links)
        except PermissionError as error:
            raise closed(str(folder)) from error
        if place is not None:
            return place
    raise UsageError(
        "there is no git repository here, nor in a folder above",
        where=str(start),
        mend="name the folder of a git repository, or begin one with: git init",
    )


def _place_at(folder: Path, *, follow_links: bool) -> Place | None:
    entry = folder / ".git"
    with suppress(FileNotFoundError):
        if stat.S_ISLNK(entry.lstat().st_mode):
            entry = _linked(folder, entry, follow_links=follow_links)
        if entry.is_file():
            return follow_git_file(entry)
        if entry.is_dir() and any(entry.iterdir()):
            return _git_dir_at(entry, str(folder))
    if is_git_dir(folder):
        return _git_dir_at(folder, str(folder.parent) if folder.name == ".git" else "")
    return None


def _linked(folder: Path, link: Path, *, follow_links: bool) -> Path:
    target = Path(os.path.realpath(link))
    if not follow_links and not target.is_relative_to(folder):
        raise UsageError(
            "the .git here is a link to a repository elsewhere",
            where=str(link),
            mend="if you trust it, run again with --follow-alternates",
        )
    return target


def _git_dir_at(git_dir: Path, work_tree: str) -> Place:
    if not is_git_dir(git_dir):
        raise UsageError(
            "the repository is damaged: HEAD, objects or refs is missing",
            where=str(git_dir),
            mend="clone it again, or begin one with: git init",
        )
    return Place(str(git_dir), str(common_folder(git_dir)), work_tree)
