"""What a history says of each file, by following every touch by itself from commit to commit; and made-up histories."""

from array import array
from dataclasses import dataclass, field
from itertools import combinations

from hypothesis import strategies as st

from mainstay.domain.history import Log, Mark

YEAR = 365 * 86_400


@dataclass
class Commit:
    """One commit: who, when, what it says, and what it did. `mainline` tells whether it is on the head's first parents."""

    time: int
    person: str
    mark: int = 0
    merge: bool = False
    mainline: bool = True
    touches: list[tuple[str, int, int]] = field(default_factory=list)
    renames: dict[str, str] = field(default_factory=dict)


@dataclass
class FileFigures:
    """What is known of one file at a moment."""

    times: list[int]
    recent: list[int]
    fixes: int
    people: list[str]
    recent_people: list[str]
    added: int
    deleted: int


@dataclass
class History:
    """Commits, newest first; every question is answered by walking through them."""

    commits: list[Commit]
    written: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Let no commit be younger than the head, which holds them all."""
        self.written = [commit.time for commit in self.commits]
        head = next((commit.time for commit in self.commits if commit.mainline), None)
        for commit in self.commits:
            commit.time = commit.time if head is None else min(commit.time, head)

    def newest_name(self, row: int, name: str) -> str | None:
        """Follow a name from just after one commit to the newest; None when another file took its place."""
        for commit in reversed(self.commits[:row]):
            if name in commit.renames:
                name = commit.renames[name]
            elif name in commit.renames.values():
                return None
        return name

    def first_name(self, name: str) -> str:
        """Follow a name as it is now back to the one that it began with."""
        for commit in self.commits:
            back = {new: old for old, new in commit.renames.items()}
            if name in back:
                name = back[name]
            elif name in commit.renames:
                break
        return name

    def effective_time(self, row: int) -> int:
        """Give when a commit counts as made: one of the mainline no later than any that came after it there."""
        commit = self.commits[row]
        later = [other.time for other in self.commits[: row + 1] if other.mainline]
        return min(later) if commit.mainline else commit.time

    def name_now(self, name: str, at: int) -> str | None:
        """Follow a name as it stood at a moment."""
        for row in reversed(range(len(self.commits))):
            renames = self.commits[row].renames
            if self.effective_time(row) > at and (name in renames or name in renames.values()):
                return self.newest_name(row + 1, name)
        return name

    def mainline_before(self, at: int) -> int | None:
        """Give the row of the newest mainline commit that counts as made by then."""
        rows = [row for row, commit in enumerate(self.commits) if commit.mainline]
        return next((row for row in rows if self.effective_time(row) <= at), None)

    def active(self, at: int) -> set[str]:
        """Name everybody who committed anything in the year before."""
        return {commit.person for commit in self.commits if at - YEAR < commit.time <= at}

    def of_file(self, name: str, at: int) -> FileFigures:
        """Gather what was done to the file of this newest name up to a moment."""
        found = FileFigures([], [], 0, [], [], 0, 0)
        for row, commit in enumerate(self.commits):
            for touched, added, deleted in commit.touches:
                if commit.time > at or self.newest_name(row, touched) != name:
                    continue
                found.times.append(commit.time)
                found.people.append(commit.person)
                if commit.time > at - YEAR:
                    found.recent.append(commit.time)
                    found.recent_people.append(commit.person)
                    found.fixes += bool(commit.mark & Mark.FIX)
                    found.added = -1 if -1 in (found.added, added) else found.added + added
                    found.deleted = -1 if -1 in (found.deleted, deleted) else found.deleted + deleted
        return found

    def coupled(self, names: list[str], at: int, largest: int) -> dict[frozenset[str], tuple[int, int]]:
        """Count for each pair the small commits of the year that touched both and those that touched either."""
        sets = []
        for row, commit in enumerate(self.commits):
            files = {self.newest_name(row, touched) for touched, _, _ in commit.touches} & set(names)
            if at - YEAR < commit.time <= at and len(files) <= largest:
                sets.append(files)
        return {
            frozenset(pair): (
                sum(1 for files in sets if files >= set(pair)),
                sum(1 for files in sets if files & set(pair)),
            )
            for pair in combinations(sorted(names), 2)
        }

    def log(self) -> Log:
        """Write the history down as the program reads it."""
        log = Log(head=f"{0:040x}" if self.commits else "")
        people: dict[str, int] = {}
        paths: dict[str, int] = {}
        for row, commit in enumerate(self.commits):
            log.oids.append(f"{row:040x}")
            log.times.append(self.written[row])
            log.authors.append(people.setdefault(commit.person, len(people)))
            log.authored.append(self.written[row])
            log.marks.append(commit.mark)
            log.topics.append(0)
            log.merges.append(commit.merge)
            if commit.mainline:
                log.first_parents.append(row)
            for touched, added, deleted in commit.touches:
                log.touched.append(row)
                log.touched_paths.append(paths.setdefault(touched, len(paths)))
                log.added.append(added)
                log.deleted.append(deleted)
            for old, new in commit.renames.items():
                pair = paths.setdefault(old, len(paths)), paths.setdefault(new, len(paths))
                log.renames.append((row, *pair))
        log.people, log.paths = list(people), list(paths)
        assert isinstance(log.times, array)
        return log


NAMES = ("a.py", "b.py", "c.py", "lib/a.py", "lib/b.py")
START = 1_700_000_000
LINES = st.sampled_from((-1, 0, 1, 5, 200))


@st.composite
def histories(draw: st.DrawFn, longest: int = 14) -> History:
    """Give a history with edits, renames, swaps, recreations, deletions, merges and clocks that were wrong."""
    commits: list[Commit] = []
    live: set[str] = set()
    now = START
    for _ in range(draw(st.integers(0, longest))):
        now += draw(st.sampled_from((0, 3600, 20 * 86_400, 200 * 86_400)))
        skew = draw(st.sampled_from((0, 0, 0, -400 * 86_400, 30 * 86_400)))
        commit = Commit(
            time=now + skew,
            person=draw(st.sampled_from(("Ann", "Ben", "Cleo"))),
            mark=int(draw(st.sampled_from((Mark.NONE, Mark.FIX, Mark.FIX | Mark.ISSUE, Mark.REVERT)))),
            merge=draw(st.sampled_from((False, False, False, True))),
            mainline=draw(st.sampled_from((True, True, False))),
        )
        commits.insert(0, commit)
        if not commit.merge:
            live = _fill(draw, commit, live)
    if commits:
        commits[0].mainline = True
    return History(commits)


def _fill(draw: st.DrawFn, commit: Commit, live: set[str]) -> set[str]:
    touched: set[str] = set()
    free = set(NAMES) - live
    if len(live) > 1 and draw(st.booleans()):
        # Renames, onto free names or in a ring: two files swap their names.
        movers = draw(st.permutations(sorted(live)))[: draw(st.integers(1, 3))]
        ring = draw(st.booleans()) and len(movers) > 1
        targets = [*movers[1:], movers[0]] if ring else sorted(free)[: len(movers)]
        commit.renames = dict(zip(movers, targets, strict=False))
        touched |= set(commit.renames.values())
        live = (live - commit.renames.keys()) | touched
    touched |= set(draw(st.lists(st.sampled_from(NAMES), max_size=4)))
    gone = (
        touched & live - set(commit.renames.values())
        if draw(st.sampled_from((False, False, True)))
        else set()
    )
    commit.touches = [(name, draw(LINES), draw(LINES)) for name in sorted(touched)]
    return (live | touched) - gone
