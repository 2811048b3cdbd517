"""Many contents on several workers: every one is told, whatever some of them do to a worker."""

import math
import os
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.adapters.executors.processes import LocalWorkers
from mainstay.analysis.duplication.fingerprints import Shingles
from mainstay.analysis.health.parts import Thresholds
from mainstay.domain.errors import RunFailed
from mainstay.keepers.code import content, examination, worker
from mainstay.keepers.code.content import Ask, Content, decode
from mainstay.keepers.code.examination import Examination
from mainstay.keepers.code.worker import ALIKE, Wanted, key_of
from tests.fakes.progress import WrittenProgress
from tests.fakes.source import FakeBlobs, blob_name
from tests.fakes.workers import DyingError, HereWorkers
from tests.unit.analysis.syntax.stdlib import read, some_stdlib_files

ASK = Ask(Thresholds(), Shingles(100))
LETHAL = b"# kills its worker\n"
PLAIN = b"def f(a):\n    return a and 1\n"


def wanted(contents: Sequence[bytes], size: int = 0) -> list[Wanted]:
    return [Wanted(blob_name(one), "Python", size or len(one)) for one in contents]


def contents_of(number: int, lethal: Sequence[int] = ()) -> list[bytes]:
    return [(LETHAL if place in lethal else PLAIN) + b"# %d\n" % place for place in range(number)]


def blobs_of(contents: Sequence[bytes]) -> FakeBlobs:
    return FakeBlobs({blob_name(one): one for one in contents})


def examined(
    workers, contents: Sequence[bytes], size: int = 0
) -> tuple[dict[bytes, Content], WrittenProgress]:
    """Examine contents; give each one's figures."""
    progress = WrittenProgress()
    asked = wanted(contents, size)
    with Examination(workers, blobs_of(contents), ASK) as examining:
        examining.add(asked)
        progress.stage("Reading code", examining.total)
        results = dict(examining.results(progress))
    found = {}
    for one, raw in zip(asked, contents, strict=True):
        decoded = decode(results[key_of(one, ASK)])
        assert decoded is not None
        found[raw] = decoded
    assert len(results) == len(set(results)) == len(asked)
    return found, progress


def examine_or_die(
    raw: bytes, language: str, ask: Ask, *, copies: bool = True, names: bool = False
) -> Content:
    if raw.startswith(LETHAL):
        raise DyingError
    return content.examine(raw, language, ask, copies=copies, names=names)


@pytest.fixture
def mortal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a lethal content end the worker that examines it."""
    monkeypatch.setattr(worker, "examine", examine_or_die)


def test_all_contents_are_told_once() -> None:
    found, progress = examined(HereWorkers(), contents_of(450))
    assert all(one.parsed and one.cyclomatic == 2 for one in found.values())
    assert progress.done["Reading code"] == 450


def test_large_contents_travel_in_small_company() -> None:
    workers = HereWorkers()
    submitted = []
    opened = workers.open

    def watched(*arguments):
        executor = opened(*arguments)
        submit = executor.submit
        executor.submit = lambda task, chunk: (submitted.append(len(chunk)), submit(task, chunk))[1]
        return executor

    workers.open = watched
    examined(workers, contents_of(10), size=250_000)
    assert submitted == [3, 3, 3, 1]
    submitted.clear()
    examined(workers, contents_of(450), size=10)
    assert submitted == [200, 200, 50]


def test_without_anything_to_do_no_worker_is_started() -> None:
    workers = HereWorkers()
    with Examination(workers, FakeBlobs({}), ASK) as examining:
        examining.add([])
        assert list(examining.results(WrittenProgress())) == []
    assert workers.opened == []


def test_a_content_that_cannot_be_read_is_left_out() -> None:
    contents = contents_of(3)
    asked = wanted(contents)
    blobs = FakeBlobs({blob_name(one): one for one in contents}, frozenset({asked[1].oid}))
    progress = WrittenProgress()
    with Examination(HereWorkers(), blobs, ASK) as examining:
        examining.add(asked)
        progress.stage("Reading code", examining.total)
        results = dict(examining.results(progress))
    assert results.keys() == {key_of(asked[0], ASK), key_of(asked[2], ASK)}
    assert progress.done["Reading code"] == 3


@pytest.mark.usefixtures("mortal")
@pytest.mark.parametrize("lethal", [[0], [4], [9], [2, 3], [0, 9], list(range(10))])
def test_a_content_that_kills_its_worker_is_given_up_and_all_others_are_told(lethal: list[int]) -> None:
    contents = contents_of(10, lethal)
    workers = HereWorkers()
    found, progress = examined(workers, contents)
    for place, raw in enumerate(contents):
        assert found[raw].error.startswith("too hard to parse") == (place in lethal)
        assert found[raw].parsed == (place not in lethal)
        assert found[raw].size == len(raw)
    assert progress.done["Reading code"] == 10
    assert len(workers.opened) == workers.ended


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 60), st.sets(st.integers(0, 59), max_size=12), st.sampled_from((10, 250_000)))
def test_any_lethal_contents_anywhere(number: int, lethal: set[int], size: int) -> None:
    contents = contents_of(number, sorted(lethal))
    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(worker, "examine", examine_or_die)
        found, progress = examined(HereWorkers(), contents, size)
    for place, raw in enumerate(contents):
        assert bool(found[raw].error) == (place in lethal)
    assert progress.done["Reading code"] == number


@pytest.mark.usefixtures("mortal")
def test_after_twenty_of_them_no_more_time_is_spent() -> None:
    contents = contents_of(40, range(30))
    workers = HereWorkers()
    found, progress = examined(workers, contents, size=600_000)
    assert {place for place, raw in enumerate(contents) if not found[raw].parsed} >= set(range(30))
    assert workers.opened.count(1) == 20
    assert progress.done["Reading code"] == 40


@pytest.mark.usefixtures("mortal")
def test_when_enough_time_is_spent_what_repeats_itself_as_much_is_not_tried() -> None:
    # Each takes its worker's time twice: among others, and alone.
    tries = math.ceil(examination._MOST_SPENT / (2 * worker.seconds_for(600_000)))
    contents = contents_of(40, range(30))
    endless = [one + LETHAL * 1_000 for one in contents[:30]]
    various = [
        one + b"".join(b"# %x\n" % Random(line).getrandbits(99) for line in range(1_000))
        for one in contents[30:]
    ]
    workers = HereWorkers()
    found, _ = examined(workers, [*endless, *various], size=600_000)
    assert workers.opened.count(1) <= tries + workers.jobs
    assert sum(found[one].error == ALIKE for one in endless) >= 30 - tries - workers.jobs
    assert all(found[one].error.startswith("too hard to parse") for one in endless)
    assert all(found[one].error != ALIKE and found[one].parsed for one in various)


def test_code_that_people_wrote_does_not_repeat_itself() -> None:
    assert not any(worker.repeats_itself(read(path)) for path in some_stdlib_files(100))
    assert worker.repeats_itself(b"a&&b||" * 10_000)
    assert not worker.repeats_itself(b"a&&b||" * 100)


def test_a_worker_that_dies_while_it_waits_costs_nothing() -> None:
    # As when the system is short of memory: the first task is done, then its process goes.
    died = []

    def dies(_: object) -> bool:
        died.append(1)
        return len(died) == 1

    found, _ = examined(HereWorkers(dies=dies), contents_of(450))
    assert all(one.parsed for one in found.values())


def test_workers_that_die_of_no_content_end_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    def examine_all(_: Sequence[Wanted]) -> list[tuple[str, bytes]]:
        raise DyingError

    monkeypatch.setattr(examination, "examine_all", examine_all)
    workers = HereWorkers()
    with pytest.raises(RunFailed) as caught:
        examined(workers, contents_of(3))
    assert "worker processes" in caught.value.what
    assert caught.value.mend
    assert len(workers.opened) == workers.ended <= 5


def test_workers_that_cannot_begin_end_the_look() -> None:
    progress = WrittenProgress()
    progress.stage("Reading code")
    with Examination(LocalWorkers(1), blobs_of([PLAIN]), ASK) as examining:
        # The folder for notes is gone, as when a clean-up job took it.
        examining._notes.close()
        examining.add(wanted([PLAIN]))
        with pytest.raises(RunFailed):
            list(examining.results(progress))


def test_real_processes_give_up_what_is_too_hard_and_tell_the_rest(tmp_path: Path) -> None:
    # At each of the comments behind the block Python's scanner looks past all the others.
    hard = PLAIN + b"# so\n" * 100_000
    contents = [PLAIN + b"# %d\n" % place for place in range(60)]
    contents.insert(30, hard)
    found, progress = examined(LocalWorkers(2), contents)
    assert found[hard].error.startswith("too hard to parse")
    assert found[hard].size == len(hard)
    del found[hard]
    assert len(found) == 60
    assert all(one.parsed for one in found.values())
    assert progress.done["Reading code"] == 61


def test_real_processes_are_gone_afterwards() -> None:
    contents = contents_of(20)
    with Examination(LocalWorkers(2), blobs_of(contents), ASK) as examining:
        examining.add(wanted(contents))
        progress = WrittenProgress()
        progress.stage("Reading code")
        results = examining.results(progress)
        first = next(results)
        processes = list(examining._executor._processes)
        notes = examining._notes.path
        assert notes.is_dir()
        assert first
    assert not notes.exists()
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
