"""Every method of an opened repository, called once."""

from dataclasses import dataclass, replace
from pathlib import Path

from mainstay.domain.errors import RunFailed
from mainstay.domain.history import Log
from mainstay.ports.source import TreeEntry, WorkTree
from tests.fakes.opened import no_mark, opened


@dataclass(frozen=True)
class Seen:
    """What all methods gave; the work tree's stamp is left out, for it tells the time of files edited just now."""

    notices: tuple[str, ...]
    tree: list[TreeEntry]
    sizes: dict[str, int]
    contents: list[tuple[str, bytes | None]]
    work_tree: WorkTree
    work_files: dict[str, bytes | None]
    log: Log
    grown: Log
    churned: int
    moved: str


def see_everything(path: Path) -> Seen:
    """Open a repository and call every method."""
    with opened(path) as source:
        head = source.repository.head
        tree = source.tree(head)
        oids = [entry.oid for entry in tree]
        work_tree = source.work_tree()
        log = source.log(no_mark)
        older = _older(path, Path(source.repository.git_dir), log)
        return Seen(
            tree=tree,
            sizes=dict(source.sizes(oids)),
            contents=list(source.blobs().read(oids)),
            work_tree=replace(work_tree, stamp=""),
            work_files={entry.path: source.read_work_file(entry.path, 1 << 20) for entry in tree},
            log=log,
            grown=source.log(no_mark, older) if older else log,
            churned=source.churn(log, range(len(log.oids))),
            moved=source.moved(),
            notices=tuple(notice.code for notice in source.notices),
        )


def _older(path: Path, git_dir: Path, log: Log) -> Log | None:
    """A log that ends a commit earlier, read from the same repository."""
    if len(log.oids) < 2:
        return None
    head = git_dir / "HEAD"
    before = head.read_text()
    head.write_text(log.oids[1] + "\n")
    try:
        with opened(path) as source:
            return source.log(no_mark)
    except RunFailed:
        return None
    finally:
        head.write_text(before)
