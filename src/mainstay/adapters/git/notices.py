"""What is unusual about a repository and limits what can be told of it."""

import os
from collections.abc import Iterator
from pathlib import Path

from mainstay.adapters.git.names import path_text
from mainstay.adapters.git.places import Place
from mainstay.adapters.git.refs import Head
from mainstay.adapters.git.settings import Settings
from mainstay.domain.notice import Notice, Weight

_EXAMPLES = 5

UNREADABLE_CONTENTS = Notice(
    "unreadable-history",
    "Some old contents cannot be read, so a renamed file is followed only where it stayed the same.",
    Weight.LIMIT,
    mend="git fsck",
)


def notices_at_opening(
    place: Place, settings: Settings, head: Head, cut: bool, replaced: bool
) -> Iterator[Notice]:
    """Tell what is unusual; `cut` for a shallow clone, `replaced` where objects are substituted for others."""
    if not head.oid:
        yield Notice("no-commits", "Nothing is committed yet.", mend="git commit")
    elif not head.branch:
        yield Notice("detached-head", f"No branch is checked out; this is about commit {head.oid[:12]}.")
    if not place.work_tree:
        yield Notice(
            "bare-repository", "The repository is bare: there is no work tree, only what is committed."
        )
    if cut:
        yield Notice(
            "shallow-clone",
            "The clone is shallow: older history is missing.",
            Weight.LIMIT,
            mend="git fetch --unshallow",
        )
    if place.work_tree and settings.work_tree and not _is_at(place, settings.work_tree):
        yield Notice(
            "work-tree-elsewhere",
            "The repository's config names another folder as its work tree, which was not followed.",
            Weight.LIMIT,
            mend="git config --unset core.worktree",
        )
    if settings.partial:
        yield Notice(
            "partial-clone",
            "The clone is partial: contents that are not here are not fetched, and count as unreadable.",
            Weight.LIMIT,
            mend="git fetch --refetch --no-filter",
        )
    if settings.sparse:
        yield Notice(
            "sparse-checkout", "Only a part of the commit is checked out; the rest is read from the commit."
        )
    if replaced:
        yield Notice("replaced-objects", "Substitutes made with git replace are not followed.")
    if (Path(place.common_dir) / "info" / "grafts").is_file():
        yield Notice(
            "grafts",
            "Parents changed in info/grafts are not followed.",
            mend="git replace --convert-graft-file",
        )


def _is_at(place: Place, work_tree: str) -> bool:
    """Whether the config says what is known anyway, as it does in every submodule."""
    return os.path.realpath(Path(place.git_dir, work_tree)) == place.work_tree


def alternates_notice(folders: tuple[str, ...]) -> Notice:
    """Tell that a repository borrows objects from others, which were left alone."""
    return Notice(
        "alternates",
        "The repository borrows objects from others, which were not followed.",
        Weight.LIMIT,
        mend="if you trust them, run again with --follow-alternates",
        count=len(folders),
        examples=tuple(
            path_text(folder.encode("utf-8", "surrogateescape")) for folder in folders[:_EXAMPLES]
        ),
    )


def submodules_notice(paths: list[str]) -> Notice:
    """Tell which submodules stand in the tree; they are repositories of their own."""
    return Notice(
        "submodules",
        "Submodules are repositories of their own and were not looked into.",
        mend="look at each with: mainstay check PATH",
        count=len(paths),
        examples=tuple(paths[:_EXAMPLES]),
    )
