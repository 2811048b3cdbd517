"""Backups and restores between both kinds of real stores, and what is refused."""

import gzip
import hashlib
import json
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from mainstay.adapters.store.addresses import store_address
from mainstay.adapters.store.checking import check
from mainstay.adapters.store.drafting import drafted
from mainstay.adapters.store.moving import backup, restore
from mainstay.adapters.store.opening import open_store
from mainstay.domain.audit import Anchor, Link
from mainstay.domain.decision import Choice
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.finding import Urgency
from mainstay.domain.known_finding import KnownFinding
from mainstay.domain.occurrence import Mark, Marking, Occurrence
from mainstay.domain.prediction import Prediction
from mainstay.domain.proposal import State
from mainstay.domain.run import Entry, Part, Run, RunState
from mainstay.domain.run import Mark as RunMark
from mainstay.domain.subject import Subject
from mainstay.steps.apply.journal import write
from tests.fakes.forecasts import made_forecast, made_replay
from tests.fakes.records import decision, evidence, message, plan, proposal, row
from tests.fakes.rollups import made_rollup
from tests.fakes.told import tell

MARK = Mark(
    Occurrence("night", 10, 20), Marking.SIGNED_OFF, "é", 5, "web", ("lead", "cab"), ("*", "shop"), "ok"
)


def fill(place: str) -> None:
    """Keep something in every table."""
    store = open_store(place)
    first = proposal("p1", plan=plan(title='it\'s "quoted"\n\té\U0001f600', labels={"": "\\u0000"}))
    again = replace(first, revision=2, changed_at=-(2**62))
    with store.writing() as work:
        work.proposals.add(first)
        assert work.proposals.change(again, first)
        work.proposals.add(proposal("p2", state=State.APPROVED))
        work.decisions.add(decision(first))
        held = work.proposals.get("p2")
        assert held is not None
        work.decisions.add(decision(held, Choice.OVERRIDE))
        work.proofs.add([evidence(first)])
        assert work.windows.add(MARK)
        tell(work)
        work.trail.append([row(), row(), row()])
        rows = work.trail.unsealed()
        work.trail.seal([Link(place, one, "ab") for place, one in enumerate(rows[:2], 1)])
        work.trail.anchored(Anchor("c", 2, "ab", 9))
        work.messages.add([message("m")])
        work.subjects.put(Subject("repo:a", "shop"))
        work.findings.put([KnownFinding("repo:a", "f", "c", "t", Urgency.LOW, 1, 2)])
        work.runs.add(Run("r", "p1", first.content, RunState.RUNNING, 5, target="t"))
        entry = Entry("r", 1, 6, 1, "s", Part.DO, 1, RunMark.BEGUN, "w", memo={"a": (1, None)})
        write(work, first.content, [entry])
        assert work.leases.take("t", "r", "w", None)
        assert work.schedules.put("nightly", 5, None)
        work.series.put([made_rollup("disk")])
        work.replays.put(made_replay("y"))
        work.ledger.add(
            [made_forecast("f"), Prediction("l", "k", "s", "t", 1, 2, 0.1, -1e-300, 1e300, 0.8, 3, True, 5.0)]
        )
    store.close()


@pytest.fixture
def filled(place: str) -> str:
    fill(place)
    return place


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of another new and empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'other.sqlite'}"
    return str(request.getfixturevalue("postgresql_server").new_place())


def test_a_store_moves_to_either_kind_and_goes_on_there(filled: str, other: str, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    told = backup(filled, str(first))
    assert told.counts["proposals"] == 2
    assert all(told.counts.values())
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert restore(other, str(first)).counts == told.counts
    assert backup(other, str(second)).counts == told.counts
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []
    assert check(other).wrong == ()
    store = open_store(other)
    with store.writing() as work:
        last = work.trail.last()
        assert last is not None
        assert last.place == 2
        work.trail.append([row(act="after")])
        work.decisions.add(decision(proposal("p1")))
        work.trail.anchored(Anchor("c", 3, "cd", 10))
        ids = [one.id for one in work.trail.unsealed()]
        assert ids == sorted(set(ids))
        assert ids[-1] > last.row.id
        assert len(work.decisions.about("p1")) == 2
        assert not work.windows.add(MARK)
        assert work.windows.add(replace(MARK, who="bob"))
        assert list(work.windows.not_closed(0)) == [MARK, replace(MARK, who="bob")]
    store.close()


def test_a_store_in_which_nothing_was_kept_yet_counts_as_empty(
    filled: str, other: str, tmp_path: Path
) -> None:
    file = str(tmp_path / "backup")
    backup(filled, file)
    open_store(other).close()
    restore(other, file)
    with pytest.raises(RunFailed, match="not empty"):
        restore(other, file)
    store = open_store(other)
    with store.reading() as work:
        assert work.proposals.starting_with("") == ["p1", "p2"]
    store.close()


def test_many_rows_pass_through(place: str, other: str, tmp_path: Path) -> None:
    store = open_store(place)
    with store.writing() as work:
        work.trail.append([row(act=f"act {number}") for number in range(1_234)])
        for number in range(250):
            first = proposal(f"p{number:05}")
            work.proposals.add(first)
            work.proposals.change(replace(first, revision=2), first)
        tell(work)
    store.close()
    file = str(tmp_path / "backup")
    backup(place, file)
    counts = restore(other, file).counts
    assert (counts["trail"], counts["proposals"], counts["revisions"]) == (1_234 + 500, 250, 250)
    assert check(other).wrong == ()


SOURCE = ("source.sqlite", "source.sqlite-wal", "source.sqlite-shm")


def packed(lines: list[bytes], path: Path) -> str:
    path.write_bytes(gzip.compress(b"".join(lines)))
    return str(path)


def signed(lines: list[bytes]) -> list[bytes]:
    """Give lines with a last one that is true of them."""
    counts: dict[str, int] = {}
    name = ""
    for line in lines[1:]:
        told = json.loads(line)
        if isinstance(told, dict):
            name = told["table"]
            counts[name] = 0
        else:
            counts[name] += 1
    digest = hashlib.sha256(b"".join(lines)).hexdigest()
    return [*lines, json.dumps({"end": counts, "sha256": digest}).encode() + b"\n"]


@pytest.fixture
def lines(tmp_path: Path) -> list[bytes]:
    """Give the lines of a good backup."""
    place, file = str(tmp_path / "source.sqlite"), tmp_path / "good"
    fill(place)
    backup(place, str(file))
    return gzip.decompress(file.read_bytes()).splitlines(keepends=True)


def test_what_was_signed_anew_is_read(lines: list[bytes], place: str, tmp_path: Path) -> None:
    restore(place, packed(signed(lines[:-1]), tmp_path / "again"))


SPOILT = {
    "cut": lambda lines: lines[:-1],
    "row lost": lambda lines: [line for number, line in enumerate(lines) if number != 3],
    "row twice": lambda lines: [*lines[:4], lines[3], *lines[4:]],
    "byte": lambda lines: [*lines[:-2], re.sub(rb"[0-8]", b"9", lines[-2]), lines[-1]],
    "more behind": lambda lines: [*lines, b"[]\n"],
    "no line": lambda lines: [lines[0], b"{" * 9 + b"\n"],
    "no JSON": lambda lines: [lines[0], b"\xff\n"],
    "deep": lambda lines: [lines[0], b"[" * 200_000 + b"\n"],
    "other column": lambda lines: signed(
        [lines[0], b'{"table":"store","columns":["id","secret"]}\n', b'[1,"x"]\n']
    ),
    "other table": lambda lines: signed(
        [lines[0], b'{"table":"mainstay_revision","columns":["version_num"]}\n', b'["9"]\n']
    ),
    "no such table": lambda lines: signed([lines[0], b'{"table":"pg_user","columns":["id"]}\n', b"[1]\n"]),
    "a table less": lambda lines: signed(lines[:3]),
    "NUL": lambda lines: signed([line.replace(b'"shop"', b'"\\u0000"') for line in lines[:-1]]),
    "half a pair": lambda lines: signed([line.replace(b'"shop"', b'"\\ud800"') for line in lines[:-1]]),
    "a list": lambda lines: signed([line.replace(b'"shop"', b"[]") for line in lines[:-1]]),
    "bytes for text": lambda lines: signed(
        [line.replace(b'"shop"', b'{"base64":"AAAA"}') for line in lines[:-1]]
    ),
    "text for bytes": lambda lines: signed(
        [line.replace(b'{"base64":', b"").replace(b'"}]', b'"]') for line in lines[:-1]]
    ),
    "nothing for bytes": lambda lines: signed(
        [re.sub(rb'\{"base64":"[^"]*"\}', b"null", line) for line in lines[:-1]]
    ),
    "bytes that are none": lambda lines: signed(
        [line.replace(b'{"base64":"', b'{"base64":"!') for line in lines[:-1]]
    ),
    "a table for bytes": lambda lines: signed(
        [line.replace(b'{"base64":', b'{"base46":') for line in lines[:-1]]
    ),
    "not finite": lambda lines: signed([line.replace(b"1e+300", b"NaN") for line in lines[:-1]]),
    "beyond all numbers": lambda lines: signed([line.replace(b"1e+300", b"1e999") for line in lines[:-1]]),
    "row before table": lambda lines: [lines[0], b"[1]\n"],
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_damaged_backup_is_refused_and_nothing_is_restored(
    lines, place: str, spoil, tmp_path: Path
) -> None:
    with pytest.raises(RunFailed, match="damaged") as refused:
        restore(place, packed(spoil(lines), tmp_path / "spoilt"))
    assert refused.value.where == str(tmp_path / "spoilt")
    assert refused.value.mend
    # Neither a new file nor a part of one is left.
    assert {path.name for path in tmp_path.iterdir()} - {"spoilt", "good", *SOURCE} == set()
    store = open_store(place)
    with store.reading() as work:
        assert work.proposals.starting_with("") == []
    store.close()


@pytest.mark.parametrize("part", range(1, 10))
def test_a_file_that_was_cut_anywhere_is_refused(lines: list[bytes], tmp_path: Path, part: int) -> None:
    whole = (tmp_path / "good").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) * part // 10])
    with pytest.raises(RunFailed, match="damaged"):
        restore(str(tmp_path / "new.sqlite"), str(tmp_path / "cut"))


@pytest.mark.parametrize("field", [("revision", "9999"), ("format", 2)])
def test_a_backup_from_the_future_is_refused(
    lines, place: str, field: tuple[str, object], tmp_path: Path
) -> None:
    first = {**json.loads(lines[0]), field[0]: field[1]}
    file = packed(signed([json.dumps(first).encode() + b"\n", *lines[1:-1]]), tmp_path / "future")
    with pytest.raises(RunFailed, match="newer Mainstay"):
        restore(place, file)


def test_a_store_that_was_made_meanwhile_stays(lines: list[bytes], tmp_path: Path) -> None:
    place = tmp_path / "new.sqlite"
    with pytest.raises(RunFailed, match="not empty"), drafted(store_address(str(place))) as draft:
        assert draft.file is not None
        draft.file.write_bytes(b"restored")
        open_store(str(place)).close()
    assert {path.name for path in tmp_path.iterdir()} - {"good", *SOURCE} == {"new.sqlite"}
    store = open_store(str(place))
    with store.reading() as work:
        assert work.proposals.starting_with("") == []
    store.close()


def test_where_no_file_can_be_made_nothing_is_restored(lines: list[bytes], tmp_path: Path) -> None:
    with pytest.raises(RunFailed, match="cannot be opened"):
        restore(str(tmp_path / "none" / "new.sqlite"), str(tmp_path / "good"))
    assert not (tmp_path / "none").exists()


def test_what_is_no_backup_is_refused(place: str, tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"hello\n")
    (tmp_path / "other.gz").write_bytes(gzip.compress(b"{}\n"))
    with pytest.raises(RunFailed, match="damaged"):
        restore(place, str(tmp_path / "text"))
    with pytest.raises(RunFailed, match="no backup"):
        restore(place, str(tmp_path / "other.gz"))
    for wrong in (tmp_path / "none", tmp_path):
        with pytest.raises((UsageError, RunFailed)):
            restore(place, str(wrong))


def test_a_backup_never_takes_the_place_of_a_file(filled: str, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    with pytest.raises(UsageError, match="already"):
        backup(filled, str(taken))
    assert taken.read_text() == "mine"
    with pytest.raises(RunFailed, match="cannot be written"):
        backup(filled, str(tmp_path / "no" / "folder"))


def test_no_backup_is_made_of_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no store"):
        backup(str(tmp_path / "none"), str(tmp_path / "file"))
    assert list(tmp_path.iterdir()) == []
