"""Contents by object."""

import gc
import multiprocessing
import os
import pickle
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from mainstay.adapters.git import blob_reader
from mainstay.adapters.git import blobs as blobs_module
from mainstay.adapters.git.blobs import GitBlobs
from mainstay.domain.errors import RunFailed
from tests.fakes.opened import opened
from tests.fakes.repositories import Repo, make_repository, small_repository
from tests.fakes.watched import children

MISSING = "4" * 40


def readers() -> set[int]:
    """The git programs that this process has started and that still run."""
    found = set()
    for pid in children():
        with suppress(OSError):
            if "cat-file" in Path(f"/proc/{pid}/cmdline").read_text():
                found.add(pid)
    return found


def files(repo: Repo, count: int, size: int = 100) -> list[tuple[str, bytes]]:
    """Commit files of growing size and give (hash, content) of each."""
    contents = [f"{number} ".encode() * size for number in range(count)]
    repo.commit({f"{number}": content for number, content in enumerate(contents)})
    listing = dict(line.split("\t")[::-1] for line in repo.git("ls-tree", "HEAD").splitlines())
    return [(listing[f"{number}"].split()[2], content) for number, content in enumerate(contents)]


def test_contents_in_the_asked_order(tmp_path: Path) -> None:
    known = files(make_repository(tmp_path), 700)
    asked = known[::-1] + known[:5]
    with opened(tmp_path) as source:
        assert list(source.blobs().read([oid for oid, _ in asked])) == asked
        assert list(source.blobs().read([])) == []


def test_large_contents_between_small_ones(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    repo.commit({"large": os.urandom(5 << 20), "empty": "", "small": "x"})
    with opened(tmp_path) as source:
        oids = [entry.oid for entry in source.tree(repo.head)] * 3
        contents = {(tmp_path / name).read_bytes() for name in ("large", "empty", "small")}
        assert {content for _, content in source.blobs().read(oids)} == contents


def test_missing_objects_and_other_kinds(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    known = repo.git("rev-parse", "HEAD:README.md")
    oids = [MISSING, known, repo.head, known, repo.git("rev-parse", "HEAD^{tree}"), MISSING, known]
    with opened(tmp_path) as source:
        contents = [content for _, content in source.blobs().read(oids)]
    assert contents == [None, b"# Small\n", None, b"# Small\n", None, None, b"# Small\n"]


def test_one_program_serves_many_readings(tmp_path: Path) -> None:
    known = files(make_repository(tmp_path), 20)
    with opened(tmp_path) as source:
        blobs = source.blobs()
        assert readers() == set()
        list(blobs.read([known[0][0]]))
        started = readers()
        assert len(started) == 1
        for oid, content in known:
            assert list(blobs.read([oid])) == [(oid, content)]
        assert readers() == started
        blobs.close()
        assert readers() == set()
        assert list(blobs.read([known[3][0]])) == [known[3]]
    assert readers() == set()


def test_a_reading_given_up_ends_its_program_and_the_next_one_works(tmp_path: Path) -> None:
    known = files(make_repository(tmp_path), 50)
    with opened(tmp_path) as source:
        blobs = source.blobs()
        reading = blobs.read([oid for oid, _ in known])
        assert next(reading) == known[0]
        del reading
        gc.collect()
        assert readers() == set()
        assert list(blobs.read([known[7][0]])) == [known[7]]


def test_two_readings_at_once(tmp_path: Path) -> None:
    known = files(make_repository(tmp_path), 300)
    oids = [oid for oid, _ in known]
    with opened(tmp_path) as source:
        blobs = source.blobs()
        assert [pair for both in zip(blobs.read(oids), blobs.read(oids), strict=True) for pair in both] == [
            pair for pair in known for _ in range(2)
        ]


def test_a_program_ended_from_outside_is_replaced(tmp_path: Path) -> None:
    known = files(make_repository(tmp_path), 300)
    with opened(tmp_path) as source:
        reading = source.blobs().read([oid for oid, _ in known])
        seen = [next(reading) for _ in range(10)]
        for pid in readers():
            os.kill(pid, signal.SIGKILL)
        assert seen + list(reading) == known


def test_old_programs_are_renewed_without_losing_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = files(make_repository(tmp_path), 300)
    monkeypatch.setattr(blob_reader, "_OLD", 0.0)
    with opened(tmp_path) as source:
        blobs = source.blobs()
        assert list(blobs.read([oid for oid, _ in known])) == known
        assert list(blobs.read([oid for oid, _ in known])) == known


def test_contents_above_the_limit_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = files(make_repository(tmp_path), 12, size=1)
    monkeypatch.setattr(blob_reader, "_LARGEST", 2)
    with opened(tmp_path) as source:
        contents = [content for _, content in source.blobs().read([oid for oid, _ in known])]
    assert contents == [f"{number} ".encode() if number < 10 else None for number in range(12)]


def total(blobs: GitBlobs, oids: list[str]) -> int:
    """Read in a worker process."""
    return sum(len(content or b"") for _, content in blobs.read(oids))


def test_it_travels_to_spawned_workers(tmp_path: Path) -> None:
    known = files(make_repository(tmp_path), 100)
    oids = [oid for oid, _ in known]
    with opened(tmp_path) as source:
        blobs = source.blobs()
        list(blobs.read(oids[:3]))
        assert total(pickle.loads(pickle.dumps(blobs)), oids) == sum(len(content) for _, content in known)
        assert len(readers()) == 1
        with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
            sums = list(pool.map(total, [blobs] * 4, [oids[part::4] for part in range(4)]))
    assert sum(sums) == sum(len(content) for _, content in known)


def test_reading_after_the_end_says_so(tmp_path: Path) -> None:
    known = files(make_repository(tmp_path), 3)
    with opened(tmp_path) as source:
        blobs = source.blobs()
    with pytest.raises(RunFailed, match="closed while it was read"):
        list(blobs.read([oid for oid, _ in known]))


def test_ending_in_the_middle_of_a_reading_says_so(tmp_path: Path) -> None:
    known = files(make_repository(tmp_path), 300)
    with opened(tmp_path) as source:
        reading = source.blobs().read([oid for oid, _ in known])
        next(reading)
    assert readers() == set()
    with pytest.raises(RunFailed, match="closed while it was read"):
        list(reading)


def test_contents_that_take_too_long_together_end_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chains of differences can make each of a thousand files take minutes; all reading after that is given up."""
    repo = make_repository(tmp_path)
    wanted = files(repo, 5)
    oids = [oid for oid, _ in wanted]
    monkeypatch.setattr(blobs_module, "_SLOW", 0.0)
    with opened(tmp_path) as source:
        patient = source.blobs()
        assert list(patient.read(oids)) == wanted
        monkeypatch.setattr(blobs_module, "_PATIENCE", 0.0)
        blobs = source.blobs()
        assert list(blobs.read(oids)) == [wanted[0], *((oid, None) for oid in oids[1:])]
        assert list(blobs.read(oids)) == [(oid, None) for oid in oids]
