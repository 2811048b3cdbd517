"""What is looked after: a git repository as it was found, and subjects of any kind as they are kept."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository as it was found, before anything in it was read.

    `head` is the commit's full hash, "" while nothing is committed, `committed_at` when it was made (seconds since
    1970, UTC; 0 without one); `branch` is "" on a detached head;
    `work_tree` is "" for a bare repository. Paths are absolute.
    """

    name: str
    path: str
    git_dir: str
    work_tree: str
    head: str
    branch: str
    shallow: bool = False
    object_format: str = "sha1"
    committed_at: int = 0

    @property
    def bare(self) -> bool:
        """Whether there is no work tree beside the objects."""
        return not self.work_tree


@dataclass(frozen=True, slots=True)
class Scope:
    """What exactly the figures of a report are about, and how fresh they are.

    Times are seconds since 1970 (UTC). `edited`, `added` and `removed` count uncommitted files that
    entered the figures; all are 0 when the report is of a commit alone.
    """

    commit: str
    committed_at: int
    taken_at: int
    branch: str = ""
    edited: int = 0
    added: int = 0
    removed: int = 0

    @property
    def clean(self) -> bool:
        """Whether the figures are those of the commit, with nothing uncommitted mixed in."""
        return not (self.edited or self.added or self.removed)


class Tier(IntEnum):
    """How much hangs on a subject; 1 is the most."""

    CRITICAL = 1
    IMPORTANT = 2
    USUAL = 3
    MINOR = 4


class Stage(StrEnum):
    """Where a subject is in its life."""

    PLANNED = "planned"
    LIVE = "live"
    ENDING = "ending"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is looked after, by an id that lasts: its kind and its name (`repo:shop`, `db:orders`).

    `team` owns it, `depends_on` are ids of subjects that it cannot do without, `place` is where it is found (a path, an
    address). Times are seconds since 1970.
    """

    id: str
    team: str
    place: str = ""
    tier: Tier = Tier.USUAL
    stage: Stage = Stage.LIVE
    depends_on: tuple[str, ...] = ()
    added_at: int = 0
    changed_at: int = 0
