"""What every opener of executors promises, tried on this process, threads, processes, and a real cluster of three workers."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from mainstay.adapters.executors.dask_cluster import DaskExecutors
from mainstay.adapters.executors.here import SerialExecutors, ThreadExecutors
from mainstay.adapters.executors.pools import ProcessExecutors
from mainstay.domain.computing import Computing, ExecutorKind
from mainstay.flows.blocks import Blocks
from mainstay.ports.executors import Executors
from tests.fakes.block_tasks import doubled, failing, is_three, killed_once, killing, slow_first, whose
from tests.servers.cluster import Cluster, cluster

MANY = 12
DOUBLED = [(f"k{number}", 2 * number) for number in range(MANY)]


@pytest.fixture(scope="module")
def three() -> Iterator[Cluster]:
    with cluster(3) as made:
        yield made


@pytest.fixture(params=["serial", "threads", "processes", "dask"])
def executors(request: pytest.FixtureRequest) -> Executors:
    if request.param == "serial":
        return SerialExecutors()
    if request.param == "threads":
        return ThreadExecutors(2)
    if request.param == "processes":
        return ProcessExecutors(2)
    address = request.getfixturevalue("three").address
    return DaskExecutors(Computing(ExecutorKind.DASK, scheduler=address))


def numbers(many: int = MANY) -> Iterator[tuple[str, int]]:
    return ((f"k{number}", number) for number in range(many))


def test_it_has_a_name_and_some_width(executors: Executors) -> None:
    assert executors.name
    assert executors.width >= 1
    assert executors.worth >= 0


def test_tasks_are_done_and_their_futures_hold_what_came(executors: Executors) -> None:
    executor = executors.open()
    futures = [executor.submit(doubled, number) for number in range(MANY)]
    assert [one.result(60) for one in futures] == [2 * number for number in range(MANY)]
    executors.end(executor)


def test_more_than_one_can_be_open_and_each_ends_alone(executors: Executors) -> None:
    first, second = executors.open(), executors.open()
    executors.end(first)
    assert second.submit(doubled, 4).result(60) == 8
    executors.end(second)


def test_blocks_come_in_their_order_whatever_is_done_first(executors: Executors) -> None:
    with Blocks(executors) as blocks:
        assert list(blocks.each(slow_first, numbers())) == DOUBLED
    assert blocks.notices() == ()


def test_no_more_is_taken_than_can_be_under_way(executors: Executors) -> None:
    taken, given = 0, 0

    def counted() -> Iterator[tuple[str, int]]:
        nonlocal taken
        for one in numbers(40):
            taken += 1
            yield one

    with Blocks(executors) as blocks:
        for _ in blocks.each(doubled, counted()):
            given += 1
            assert taken - given <= max(executors.width + 1, executors.worth)
    assert (taken, given) == (40, 40)


def test_what_a_task_raises_comes_in_its_turn(executors: Executors) -> None:
    done = []
    with Blocks(executors) as blocks, pytest.raises(ValueError, match="three cannot be doubled"):
        done += list(blocks.each(failing, numbers()))
    assert done == []


def test_nothing_is_nothing(executors: Executors) -> None:
    with Blocks(executors) as blocks:
        assert list(blocks.each(doubled, ())) == []


def test_who_goes_away_early_leaves_nothing_behind(executors: Executors) -> None:
    with Blocks(executors) as blocks:
        found = blocks.each(doubled, numbers())
        assert next(found) == ("k0", 0)
    executor = executors.open()
    assert executor.submit(doubled, 1).result(60) == 2
    executors.end(executor)


@pytest.mark.parametrize("kind", ["processes", "dask"])
def test_a_worker_that_is_killed_in_the_middle_costs_nothing(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    note = tmp_path / "note"
    task = partial(killed_once, doubled, is_three, str(note))
    if kind == "processes":
        with killing(note) as killed, Blocks(ProcessExecutors(2)) as blocks:
            assert list(blocks.each(task, numbers())) == DOUBLED
        assert [one.code for one in blocks.notices()] == ["workers-died"]
    else:
        with cluster(3) as made, killing(note) as killed:
            with Blocks(DaskExecutors(Computing(ExecutorKind.DASK, scheduler=made.address))) as blocks:
                assert list(blocks.each(task, numbers())) == DOUBLED
            assert killed[0] in {worker.pid for worker in made.workers}
        assert blocks.notices() == ()
    assert len(killed) == 1


def test_few_blocks_start_no_process() -> None:
    with Blocks(ProcessExecutors(2)) as blocks:
        assert [made for _, made in blocks.each(whose, numbers(2))] == [os.getpid()] * 2
        assert os.getpid() not in [made for _, made in blocks.each(whose, numbers(3))]
