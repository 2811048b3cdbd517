"""A repository in memory: commits, trees, contents, renames and a work tree, read through the port `Source`."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mainstay.domain.errors import RunFailed
from mainstay.domain.history import Log, Said
from mainstay.domain.notice import Notice
from mainstay.domain.subject import Repository
from mainstay.ports.source import TreeEntry, WorkTree

FILE, LINK, SUBMODULE = 0o100644, 0o120000, 0o160000
DAY = 86_400


def blob_name(content: bytes) -> str:
    """Name a content as git does."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


@dataclass(frozen=True)
class Made:
    """One commit: its whole tree by path, and what git would tell of it."""

    name: str
    parents: tuple[str, ...]
    time: int
    person: str
    message: bytes
    tree: Mapping[str, TreeEntry]
    renames: Mapping[str, str]


@dataclass
class MadeUpRepository:
    """A repository under construction; each commit is a day later than the one before unless told otherwise."""

    now: int = 1_767_268_800
    head: str = ""
    commits: dict[str, Made] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    work: dict[str, bytes | None] = field(default_factory=dict)

    def commit(
        self,
        files: Mapping[str, bytes | str | None] | None = None,
        message: str = "Change something",
        *,
        by: str = "Ann",
        at: int | None = None,
        renames: Mapping[str, str] | None = None,
        merging: Sequence[str] = (),
        modes: Mapping[str, int] | None = None,
    ) -> str:
        """Commit files (None removes one) after `renames`; `modes` are those of links and submodules; give the name."""
        self.now = self.now + DAY if at is None else at
        tree = dict(self.commits[self.head].tree) if self.head else {}
        moved = {new: replace(tree.pop(old), path=new) for old, new in (renames or {}).items()}
        tree |= moved
        for path, content in (files or {}).items():
            if content is None:
                del tree[path]
                continue
            data = content if isinstance(content, bytes) else content.encode()
            oid = blob_name(data)
            self.contents[oid] = data
            tree[path] = TreeEntry(path, (modes or {}).get(path, FILE), oid)
        parents = tuple(name for name in (self.head, *merging) if name)
        said = repr((parents, self.now, by, message, sorted(tree.items())))
        name = hashlib.sha1(said.encode("utf-8", "surrogatepass")).hexdigest()
        self.commits[name] = Made(name, parents, self.now, by, message.encode(), tree, renames or {})
        self.head = name
        return name

    def months(self, number: int, day: int = 15) -> None:
        """Let about so many months pass."""
        self.now += number * 30 * DAY

    def opened(self, **about: object) -> "FakeSource":
        """Open it as it is now; `about` are fields of Repository."""
        made = self.commits.get(self.head)
        repository = Repository(
            name="made-up",
            path="/made-up",
            git_dir="/made-up/.git",
            work_tree="/made-up",
            head=self.head,
            branch="main",
            committed_at=made.time if made else 0,
        )
        return FakeSource(self, replace(repository, **about))


@dataclass
class FakeBlobs:
    """Contents by object; travels to workers. `missing` are objects that cannot be read."""

    contents: Mapping[str, bytes]
    missing: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)
    closed: bool = False

    def read(self, oids: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        for oid in oids:
            self.asked.append(oid)
            yield oid, None if oid in self.missing else self.contents.get(oid)

    def close(self) -> None:
        self.closed = True


class FakeSource:
    """The port `Source` over a made-up repository; counts what it is asked, and can be broken in places.

    `missing` are objects that nobody can read, `lost` those whose size is not even known, `broken` commits whose tree cannot
    be read.
    """

    def __init__(self, made_up: MadeUpRepository, repository: Repository) -> None:
        self.repository = repository
        self.notices: tuple[Notice, ...] = ()
        self.made_up = made_up
        self.asked: Counter[str] = Counter()
        self.given: list[FakeBlobs] = []
        self.missing: set[str] = set()
        self.lost: set[str] = set()
        self.broken: set[str] = set()
        self.unreadable_work: set[str] = set()
        self.known: Log | None = None

    def __enter__(self) -> "FakeSource":
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def tree(self, commit: str) -> list[TreeEntry]:
        self.asked["tree"] += 1
        if commit in self.broken:
            raise RunFailed("the tree cannot be read", where=commit)
        made = self.made_up.commits[commit]
        return [made.tree[path] for path in sorted(made.tree)]

    def sizes(self, oids: Iterable[str]) -> Mapping[str, int]:
        contents = self.made_up.contents
        return {oid: len(contents[oid]) for oid in oids if oid in contents and oid not in self.lost}

    def objects(self, places: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        commits = self.made_up.commits
        return {
            (commit, path): commits[commit].tree[path].oid
            for commit, path in places
            if commit in commits and path in commits[commit].tree
        }

    def blobs(self) -> FakeBlobs:
        self.given.append(FakeBlobs(self.made_up.contents, frozenset(self.missing | self.lost)))
        return self.given[-1]

    def work_tree(self) -> WorkTree:
        self.asked["work tree"] += 1
        work, made = self.made_up.work, self.made_up.commits.get(self.made_up.head)
        tree = made.tree if made else {}
        stamp = hashlib.sha1(repr(sorted(work.items())).encode("utf-8", "surrogatepass")).hexdigest()
        return WorkTree(
            edited=tuple(path for path, content in work.items() if content is not None and path in tree),
            added=tuple(path for path, content in work.items() if content is not None and path not in tree),
            removed=tuple(path for path, content in work.items() if content is None),
            stamp=stamp if work else "",
        )

    def read_work_file(self, path: str, limit: int) -> bytes | None:
        content = self.made_up.work.get(path)
        if content is None or len(content) > limit or path in self.unreadable_work:
            return None
        return content

    def moved(self) -> str:
        return self.made_up.head

    def log(self, mark: Callable[[bytes], Said], known: Log | None = None) -> Log:
        self.asked["log"] += 1
        self.known = known
        log = Log(self.repository.head)
        people: dict[str, int] = {}
        paths: dict[str, int] = {}
        rows: dict[str, int] = {}
        kept = dict(zip(known.oids, known.marks, strict=True)) if known is not None else {}
        counted = _counted(known) if known is not None else {}
        for row, made in enumerate(self._ordered()):
            rows[made.name] = row
            log.oids.append(made.name)
            log.times.append(made.time)
            log.authors.append(people.setdefault(made.person, len(people)))
            said = mark(made.message) if made.name not in kept else Said(kept[made.name])
            log.authored.append(made.time)
            log.marks.append(said.marks)
            log.topics.append(said.issue)
            log.merges.append(len(made.parents) > 1)
            if len(made.parents) > 1:
                continue
            for path in self._touched(made):
                log.touched.append(row)
                log.touched_paths.append(paths.setdefault(path, len(paths)))
                added, deleted = counted.get((made.name, path), (-1, -1))
                log.added.append(added)
                log.deleted.append(deleted)
            for old, new in made.renames.items():
                log.renames.append(
                    (row, paths.setdefault(old, len(paths)), paths.setdefault(new, len(paths)))
                )
        log.people, log.paths = list(people), list(paths)
        name = self.repository.head
        while name:
            log.first_parents.append(rows[name])
            name = next(iter(self.made_up.commits[name].parents), "")
        return log

    def _ordered(self) -> list[Made]:
        """Give all commits that the head holds, children before parents, else by date."""
        commits, found, left = (
            self.made_up.commits,
            [],
            [self.repository.head] if self.repository.head else [],
        )
        waiting = Counter(parent for made in self._held() for parent in made.parents)
        while left:
            left.sort(key=lambda name: commits[name].time)
            made = commits[left.pop()]
            found.append(made)
            for parent in made.parents:
                waiting[parent] -= 1
                if not waiting[parent]:
                    left.append(parent)
        return found

    def _held(self) -> list[Made]:
        held, left = {}, [self.repository.head] if self.repository.head else []
        while left:
            name = left.pop()
            if name not in held:
                held[name] = self.made_up.commits[name]
                left += held[name].parents
        return list(held.values())

    def _touched(self, made: Made) -> list[str]:
        before = self.made_up.commits[made.parents[0]].tree if made.parents else {}
        paths = [path for path in made.tree if made.tree[path] != before.get(path)]
        gone = [path for path in before if path not in made.tree and path not in made.renames]
        return sorted({*paths, *gone})

    def commit_named(self, name: str) -> str:
        """Know hashes, HEAD and the steps behind them; there are no other references."""
        root, *steps = re.split(r"(?=[~^])", name)
        found = self.repository.head if root in {"HEAD", "@"} else root
        for step in steps:
            number = int(step[1:] or 1)
            for _ in range(number if step[0] == "~" else 1):
                parents = self.parents(found)
                place = number - 1 if step[0] == "^" else 0
                found = parents[place] if place < len(parents) else ""
        return found if found in self.made_up.commits else ""

    def parents(self, commit: str) -> tuple[str, ...]:
        made = self.made_up.commits.get(commit)
        return made.parents if made else ()

    def merge_base(self, one: str, other: str) -> str:
        common = self._above(one) & self._above(other)
        return max(common, key=lambda name: (self.made_up.commits[name].time, name), default="")

    def _above(self, name: str) -> set[str]:
        found, left = set(), [name]
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                left += self.parents(one)
        return found

    def churn(self, log: Log, rows: Sequence[int]) -> int:
        """Count a touched file's lines as added and deleted, all of them."""
        self.asked["churn"] += 1
        wanted = set(rows)
        read = set()
        for place, row in enumerate(log.touched):
            if row not in wanted or log.added[place] >= 0:
                continue
            made = self.made_up.commits[log.oids[row]]
            before = self.made_up.commits[made.parents[0]].tree if made.parents else {}
            path = log.paths[log.touched_paths[place]]
            old = {new: name for name, new in made.renames.items()}.get(path, path)
            log.added[place] = self._lines(made.tree.get(path))
            log.deleted[place] = self._lines(before.get(old))
            read.add(row)
        return len(read)

    def _lines(self, entry: TreeEntry | None) -> int:
        return self.made_up.contents[entry.oid].count(b"\n") if entry is not None else 0


def _counted(log: Log) -> dict[tuple[str, str], tuple[int, int]]:
    """Give the lines that each commit of a log is known to have added to and deleted from each path."""
    touches = zip(log.touched, log.touched_paths, log.added, log.deleted, strict=True)
    return {(log.oids[row], log.paths[path]): (added, deleted) for row, path, added, deleted in touches}
