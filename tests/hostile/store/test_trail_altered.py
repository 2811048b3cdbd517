"""A real store's audit trail that was edited, cut or swapped behind its back, or whose key is gone: it is found and told."""

import io
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mainstay.adapters.anchors.file import FileAnchors, anchor_lines
from mainstay.adapters.audit_keys.files import KeyFiles
from mainstay.adapters.store.opening import open_store
from mainstay.domain.audit import Defect
from mainstay.domain.errors import EvidenceMissing, RunFailed
from mainstay.flows.auditing import export_trail, seal_and_anchor, verify_trail
from mainstay.verifier import verify_audit
from tests.fakes.clock import SetClock
from tests.fakes.records import row

ROWS = 6


@dataclass(frozen=True)
class Kept:
    """A store, its key and its anchors, each in a place of its own."""

    folder: Path

    @property
    def store(self) -> str:
        return str(self.folder / "store.sqlite")

    @property
    def keys(self) -> KeyFiles:
        return KeyFiles(self.folder / "state")

    @property
    def anchors(self) -> Path:
        return self.folder / "anchors"

    def fill(self, who: str) -> None:
        (self.folder / "state").mkdir(parents=True)
        for number in range(ROWS):
            self.seal(row(who=who, about=f"p{number}", detail=f"{who} {number}"))

    def seal(self, *rows: object) -> None:
        store = open_store(self.store)
        with store.writing() as work:
            work.trail.append(rows)  # type: ignore[arg-type]
        try:
            seal_and_anchor(store, self.keys, [FileAnchors(self.anchors, self.keys)], SetClock())
        finally:
            store.close()

    def found(self) -> set[Defect]:
        """Give what both verifiers find: the program's own, and the one that stands apart, over an export."""
        store = open_store(self.store, make=False)
        known, lines = self.keys.known(), list(anchor_lines(self.anchors))
        here = {fault.defect for fault in verify_trail(store, known, lines).faults}
        if known:
            export = "".join(export_trail(store, self.keys.current(), SetClock())).encode()
            apart = verify_audit.verify(io.BytesIO(export), list(known), lines)
            assert {str(fault.defect) for fault in apart.faults} == set(map(str, here))
        store.close()
        return here

    def sql(self, *statements: str, other: str = "") -> None:
        with sqlite3.connect(self.store) as database:
            if other:
                database.execute("ATTACH ? AS other", (other,))
            for statement in statements:
                database.execute(statement)
        database.close()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give the folders of two stores that were made alike."""
    folders = tmp_path_factory.mktemp("ada"), tmp_path_factory.mktemp("bob")
    for folder in folders:
        Kept(folder).fill(folder.name)
    return folders


@pytest.fixture
def two(filled: tuple[Path, Path], tmp_path: Path) -> Iterator[tuple[Kept, Kept]]:
    for folder, name in zip(filled, ("one", "other"), strict=True):
        shutil.copytree(folder, tmp_path / name)
    yield Kept(tmp_path / "one"), Kept(tmp_path / "other")


def test_whole_trails_verify(two: tuple[Kept, Kept]) -> None:
    assert [kept.found() for kept in two] == [set(), set()]


COLUMNS = "at, who, door, act, about, content, detail, record, rules"
# Each column takes what the same column of the row at another place holds; places and seals stay.
EXCHANGED = (
    "CREATE TEMP TABLE kept AS SELECT * FROM trail",
    *(
        f"UPDATE trail SET ({COLUMNS}) = (SELECT {COLUMNS} FROM kept WHERE kept.place = {there}) WHERE place = {here}"
        for here, there in ((2, 5), (5, 2))
    ),
)
MOVED = (
    "UPDATE trail SET place = -2 WHERE place = 2",
    "UPDATE trail SET place = 2 WHERE place = 5",
    "UPDATE trail SET place = 5 WHERE place = -2",
)
ALTERED: dict[str, tuple[tuple[str, ...], set[Defect]]] = {
    "who": (("UPDATE trail SET who = 'mallory' WHERE place = 3",), {Defect.ALTERED}),
    "time": (("UPDATE trail SET at = at + 1 WHERE place = 3",), {Defect.ALTERED}),
    "over a border": (
        ("UPDATE trail SET about = about || substr(content || detail, 1, 1) WHERE place = 3",),
        {Defect.ALTERED},
    ),
    "seal": (
        ("UPDATE trail SET seal = substr(seal, 2) || substr(seal, 1, 1) WHERE place = 3",),
        {Defect.ALTERED},
    ),
    "first cut": (("DELETE FROM trail WHERE place = 1",), {Defect.GAP}),
    "middle cut": (("DELETE FROM trail WHERE place = 3",), {Defect.GAP}),
    "end cut": ((f"DELETE FROM trail WHERE place > {ROWS - 2}",), {Defect.TRUNCATED}),
    "all cut": (("DELETE FROM trail",), {Defect.TRUNCATED}),
    "two exchanged": (EXCHANGED, {Defect.ALTERED}),
    "two moved with their seals": (MOVED, {Defect.SWAPPED}),
    "unsealed again": (
        (f"UPDATE trail SET place = NULL, seal = NULL WHERE place = {ROWS}",),
        {Defect.TRUNCATED},
    ),
}


@pytest.mark.parametrize("case", ALTERED)
def test_rows_that_were_edited_cut_or_swapped(two: tuple[Kept, Kept], case: str) -> None:
    kept, _ = two
    statements, defects = ALTERED[case]
    kept.sql(*statements)
    assert kept.found() - {Defect.UNSEALED} >= defects, case


FOREIGN = f"SELECT {COLUMNS} FROM other.trail AS theirs WHERE theirs.place = trail.place"


def test_a_row_of_another_store_in_the_place_of_one(two: tuple[Kept, Kept]) -> None:
    kept, other = two
    kept.sql(f"UPDATE trail SET ({COLUMNS}) = ({FOREIGN}) WHERE place = 4", other=other.store)
    assert Defect.ALTERED in kept.found()


def test_a_row_of_another_store_with_its_seal(two: tuple[Kept, Kept]) -> None:
    kept, other = two
    sealed = FOREIGN.replace(COLUMNS, f"{COLUMNS}, seal")
    kept.sql(f"UPDATE trail SET ({COLUMNS}, seal) = ({sealed}) WHERE place = 4", other=other.store)
    assert Defect.ALTERED in kept.found()


@pytest.mark.parametrize("same_key", [False, True])
def test_another_store_in_the_place_of_this_one(two: tuple[Kept, Kept], same_key: bool) -> None:
    kept, other = two
    shutil.copy(other.store, kept.store)
    if same_key:
        shutil.copy(other.folder / "state" / "audit-key", kept.folder / "state" / "audit-key")
    assert kept.found() & {Defect.FOREIGN, Defect.ANCHORS}
    assert (Defect.KEY in kept.found()) is not same_key


ANCHORS: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "edited": lambda lines: [lines[0].replace(b'"count":1', b'"count":2'), *lines[1:]],
    "cut within": lambda lines: [*lines[:1], *lines[2:]],
    "swapped": lambda lines: [lines[1], lines[0], *lines[2:]],
    "half a line": lambda lines: [*lines[:2], lines[2][:40] + b"\n", *lines[3:]],
}


@pytest.mark.parametrize("case", ANCHORS)
def test_anchors_that_were_edited_cut_or_swapped(two: tuple[Kept, Kept], case: str) -> None:
    kept, _ = two
    lines = kept.anchors.read_bytes().splitlines(keepends=True)
    assert len(lines) == ROWS
    kept.anchors.write_bytes(b"".join(ANCHORS[case](lines)))
    assert kept.anchors.read_bytes() != b"".join(lines)
    assert Defect.ANCHORS in kept.found()


def test_anchors_of_another_store(two: tuple[Kept, Kept]) -> None:
    kept, other = two
    shutil.copy(other.anchors, kept.anchors)
    assert kept.found() & {Defect.FOREIGN, Defect.ANCHORS}


def test_a_lost_key_proves_nothing_and_stops_the_sealer(two: tuple[Kept, Kept]) -> None:
    kept, other = two
    (kept.folder / "state" / "audit-key").unlink()
    assert kept.found() == {Defect.KEY}
    with pytest.raises(EvidenceMissing, match="is lost"):
        kept.seal(row(who="ada"))
    assert kept.found() == {Defect.KEY, Defect.UNSEALED}
    # Another one in its place is not taken for it.
    shutil.copy(other.folder / "state" / "audit-key", kept.folder / "state" / "audit-key")
    with pytest.raises(EvidenceMissing, match="with another key"):
        kept.seal()
    (kept.folder / "state" / "audit-key").write_bytes(b"half")
    with pytest.raises(RunFailed, match="has not 32 bytes"):
        kept.seal()
