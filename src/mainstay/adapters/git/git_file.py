"""A `.git` that is a file or a link instead of a folder: followed only where the other end belongs to it.

An unpacked archive may hold a `.git` that leads into any other repository of this machine.
"""

import os
from pathlib import Path

from mainstay.adapters.git.places import Place, is_git_dir
from mainstay.adapters.git.plain_files import read_plain
from mainstay.domain.errors import UsageError

_SMALL = 64 << 10


def follow_git_file(file: Path) -> Place:
    """Follow a `.git` file of a linked work tree or a submodule.

    Raises UsageError when the file is damaged, leads nowhere, or leads where nothing points back.
    """
    git_dir = _target(file)
    if not is_git_dir(git_dir):
        raise UsageError(
            "the .git file leads to a folder that is no git directory",
            where=str(file),
            mend="git worktree repair, or git submodule update --init, in the main repository",
        )
    common = common_folder(git_dir)
    if common != git_dir:
        _check_backlink(file, git_dir)
    elif not _is_submodule(file, git_dir):
        raise UsageError(
            "the .git file leads to a repository that does not belong to this folder",
            where=str(file),
            mend=f"if you trust it, name that repository itself: {git_dir}",
        )
    return Place(str(git_dir), str(common), str(file.parent))


def common_folder(git_dir: Path) -> Path:
    """Give the directory that holds objects and references: `git_dir` itself, or what its `commondir` file names.

    Raises UsageError when that file leads anywhere but to the repository whose `worktrees` hold `git_dir`.
    """
    text = read_plain(git_dir / "commondir", _SMALL)
    if text is None:
        return git_dir
    common = _resolved(git_dir, text)
    if git_dir.parent != common / "worktrees":
        raise UsageError(
            "the repository shares the objects of another one that does not know it",
            where=str(git_dir / "commondir"),
            mend="git worktree repair",
        )
    return common


def _check_backlink(file: Path, git_dir: Path) -> None:
    text = read_plain(git_dir / "gitdir", _SMALL)
    if text is None or _resolved(git_dir, text) != file:
        raise UsageError(
            "the .git file leads to a work tree's directory that does not point back",
            where=str(file),
            mend="git worktree repair, in the main repository",
        )


def _is_submodule(file: Path, git_dir: Path) -> bool:
    for folder in file.parent.parents:
        entry = folder / ".git"
        if entry.is_symlink():
            continue
        homes = []
        if entry.is_dir():
            homes = [entry]
        elif entry.is_file():
            outer = _target(entry)
            # A submodule of a submodule, or of a linked work tree: its directory lies below the outer one's.
            homes = [outer] if _belongs(entry, outer) else []
        if any(git_dir.is_relative_to(home / "modules") for home in homes):
            return True
    return False


def _belongs(file: Path, git_dir: Path) -> bool:
    if not is_git_dir(git_dir):
        return False
    backlink = read_plain(git_dir / "gitdir", _SMALL)
    if backlink is not None:
        return _resolved(git_dir, backlink) == file
    return _is_submodule(file, git_dir)


def _target(file: Path) -> Path:
    text = read_plain(file, _SMALL)
    if text is None or not text.startswith(b"gitdir: "):
        raise UsageError(
            "the .git file does not say where the repository is",
            where=str(file),
            mend='its one line should be "gitdir: " and a path',
        )
    return _resolved(file.parent, text.removeprefix(b"gitdir: "))


def _resolved(folder: Path, text: bytes) -> Path:
    # Only the line's end is taken off: a path may begin or end with blanks.
    name = os.fsdecode(text.rstrip(b"\r\n"))
    try:
        return Path(os.path.realpath(folder / name))
    except ValueError as error:
        raise UsageError(
            "the path in this file is none", where=str(folder), mend="git worktree repair"
        ) from error
