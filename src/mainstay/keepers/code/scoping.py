"""What a look is of: the head with or without the work tree's files, and what is to be said where that is not whole."""

from collections.abc import Set
from dataclasses import replace

from mainstay.domain.notice import Notice, Weight
from mainstay.domain.subject import Scope
from mainstay.keepers.code.listing import Lister, Overlay, overlay_of
from mainstay.ports.source import Source, WorkTree


def overlaid(source: Source, work_tree: WorkTree, lister: Lister) -> Overlay:
    """Read what is not committed; what is excluded is not read, for a folder of data may hold more than there is memory."""
    edited, added = (
        tuple(path for path in paths if not lister.leaves_out(path))
        for paths in (work_tree.edited, work_tree.added)
    )
    work_tree = replace(work_tree, edited=edited, added=added)
    return overlay_of(source, work_tree, source.repository.object_format)


def unreadable(overlay: Overlay) -> tuple[Notice, ...]:
    """Tell which files of the work tree could not be read."""
    if not overlay.unreadable:
        return ()
    text = "Files of the work tree could not be read: gone meanwhile, no plain files, too large, or not permitted."
    examples = overlay.unreadable[:5]
    count = len(overlay.unreadable)
    mend = "give yourself leave to read them, or name them under exclude in mainstay.toml"
    return (Notice("unreadable-work-files", text, Weight.LIMIT, mend, count, examples),)


def scope_of(
    source: Source, overlay: Overlay, committed: Set[str], committed_at: int, taken_at: int
) -> Scope:
    """Tell what is looked at: the head, committed at `committed_at` and looked at at `taken_at`, and what is laid over it."""
    repository = source.repository
    edited = sum(entry.path in committed for entry in overlay.entries)
    return Scope(
        commit=repository.head,
        committed_at=committed_at,
        taken_at=taken_at,
        branch=repository.branch,
        edited=edited,
        added=len(overlay.entries) - edited,
        removed=len(overlay.gone),
    )


def moved_meanwhile(source: Source) -> tuple[Notice, ...]:
    """Tell whether the head moved while it was looked at."""
    before, now = source.repository.head, source.moved()
    if now == before:
        return ()
    text = f"The head moved from {before[:10] or 'nothing'} to {now[:10] or 'nothing'} meanwhile; "
    text += "this report is of the former."
    return (Notice("head-moved", text, mend="run the command again"),)
