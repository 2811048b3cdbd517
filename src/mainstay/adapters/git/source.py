"""A git repository opened for reading."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mainstay.adapters.git import notices as tell
from mainstay.adapters.git import revisions
from mainstay.adapters.git.blobs import GitBlobs
from mainstay.adapters.git.churn import count_churn
from mainstay.adapters.git.log_reading import HistoryReader
from mainstay.adapters.git.places import Place
from mainstay.adapters.git.program import Git
from mainstay.adapters.git.refs import read_head
from mainstay.adapters.git.repacking import unless_packed_meanwhile
from mainstay.adapters.git.shadow import Shadow
from mainstay.adapters.git.trees import SUBMODULE, read_objects, read_sizes, read_tree
from mainstay.adapters.git.work_files import read_work_file
from mainstay.adapters.git.work_tree import read_work_tree
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.history import Log, Said
from mainstay.domain.notice import Notice
from mainstay.domain.subject import Repository
from mainstay.ports.source import TreeEntry, WorkTree


class GitSource:
    """One repository, read through a shadow of it; see the port `Source`. Made by `open_repository`.

    `notices` may grow while it is read: submodules and unreadable contents are seen only then.
    """

    repository: Repository
    notices: tuple[Notice, ...]

    def __init__(
        self,
        repository: Repository,
        notices: tuple[Notice, ...],
        *,
        git: Git,
        place: Place,
        shadow: Shadow,
        cut: frozenset[str],
        partial: bool,
        parallel: int,
    ) -> None:
        """Read `repository`, which lies at `place`, with `git` in `shadow`; `cut` are the ends of a shallow history."""
        self.repository = repository
        self.notices = notices
        self._git = git
        self._place = place
        self._shadow = shadow
        self._cut = cut
        self._partial = partial
        self._parallel = parallel
        self._blobs: list[GitBlobs] = []

    def __enter__(self) -> "GitSource":
        return self

    def __exit__(self, *exc: object) -> None:
        for blobs in self._blobs:
            blobs.close()
        self._shadow.close()

    def tree(self, commit: str) -> list[TreeEntry]:
        """List all entries of a commit's tree; none for "" (nothing committed). Raises RunFailed when unreadable."""
        entries = unless_packed_meanwhile(self._git, lambda: read_tree(self._git, commit)) if commit else []
        if commit == self.repository.head:
            self._tell_of_submodules(entries)
        return entries

    def sizes(self, oids: Iterable[str]) -> Mapping[str, int]:
        """Tell sizes in bytes; an object that is missing is left out."""
        return read_sizes(self._git, oids)

    def objects(self, places: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """Tell which object lies at each place, given as (commit, path); what is not there is left out."""
        return read_objects(self._git, places)

    def blobs(self) -> GitBlobs:
        """Give a reader of contents; it ends with this source, in other processes when its input ends."""
        blobs = GitBlobs(self._git, self.repository.object_format)
        self._blobs.append(blobs)
        return blobs

    def work_tree(self) -> WorkTree:
        """Tell what differs from the head; for a bare repository nothing does. Raises RunFailed for a damaged index."""
        repository, root = self.repository, self._place.work_tree
        if not root:
            return WorkTree((), (), (), "")
        index = str(Path(self._place.git_dir, "index"))
        try:
            self._shadow.copy_index(self._place)
        except PermissionError as error:
            raise RunFailed(
                "no permission to read the index", where=index, mend="run as a user who may read it"
            ) from error
        try:
            return unless_packed_meanwhile(
                self._git,
                lambda: read_work_tree(self._git, root, repository.head, repository.object_format),
            )
        except RunFailed as error:
            what = error.what.replace(str(self._shadow.path), self._place.git_dir)
            raise RunFailed(what, where=index, mend="look what is wrong with: git status") from error

    def read_work_file(self, path: str, limit: int) -> bytes | None:
        """Read a regular file of the work tree; None when it is gone, no such file, a link or above `limit` bytes."""
        return read_work_file(self._place.work_tree, path, limit) if self._place.work_tree else None

    def moved(self) -> str:
        """Tell the head's commit as it is now, "" when there is none any more."""
        try:
            return read_head(self._place).oid
        except (UsageError, OSError):
            return ""

    def log(self, mark: Callable[[bytes], Said], known: Log | None = None) -> Log:
        """Read the history up to the head, going on from `known` if it is a part of it. Raises RunFailed."""
        reader = HistoryReader(self._git, self.repository.head, self._cut, identical_only=self._partial)
        try:
            return unless_packed_meanwhile(self._git, lambda: reader.read(mark, known))
        except RunFailed as error:
            if not self.sizes([self.repository.head]):
                raise self._thrown_away() from error
            if self._partial:
                raise
            # A corrupt or missing content stops git where it looks how alike two files are.
            simpler = replace(reader, identical_only=True)
            log = unless_packed_meanwhile(self._git, lambda: simpler.read(mark, None))
            self._tell(tell.UNREADABLE_CONTENTS)
            return log

    def commit_named(self, name: str) -> str:
        """Tell which commit a revision names, "" for none."""
        return revisions.commit_named(self._git, self._place, name)

    def parents(self, commit: str) -> tuple[str, ...]:
        """Tell a commit's parents, those that a shallow clone cuts off left out."""
        return revisions.parents(self._git, commit)

    def merge_base(self, one: str, other: str) -> str:
        """Tell the best common ancestor of two commits, "" where they have none. Raises RunFailed."""
        return revisions.merge_base(self._git, one, other)

    def churn(self, log: Log, rows: Sequence[int]) -> int:
        """Fill `added` and `deleted` for the touches of those commit rows that have none; give how many were read."""
        return count_churn(self._git, log, rows, self._parallel)

    def _thrown_away(self) -> RunFailed:
        return RunFailed(
            f"the commit {self.repository.head[:12]} was thrown away while it was read",
            where=self._place.git_dir,
            mend="run again when nothing changes the repository",
        )

    def _tell_of_submodules(self, entries: list[TreeEntry]) -> None:
        paths = [entry.path for entry in entries if entry.mode == SUBMODULE]
        if paths:
            self._tell(tell.submodules_notice(paths))

    def _tell(self, notice: Notice) -> None:
        if notice not in self.notices:
            self.notices += (notice,)
