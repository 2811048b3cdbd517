"""Processes that decide, each by itself, and what must hold of what they left."""

import ctypes
import multiprocessing
import os
import signal
from collections.abc import Callable, Collection
from multiprocessing.connection import Connection

from mainstay.adapters.store.checking import check
from mainstay.adapters.store.opening import open_store
from mainstay.domain.outbox import Delivery
from tests.fakes.records import decision, evidence, message, proposal, row

_PR_SET_PDEATHSIG = 1  # of prctl(2)
_FORKING = multiprocessing.get_context("fork")


def start(work: Callable[..., None], *arguments: object) -> multiprocessing.Process:
    """Start a process that begins where this one is."""
    process = _FORKING.Process(target=_bound, args=(work, *arguments))
    process.start()
    return process


def end(process: multiprocessing.Process) -> int:
    """Wait until a process has ended and give its exit code."""
    process.join(120)
    assert process.exitcode is not None
    return process.exitcode


def pipe() -> tuple[Connection, Connection]:
    """Give the two ends of a pipe: one to read from and one to write to."""
    return _FORKING.Pipe(duplex=False)


def decide_for_ever(place: str, who: str, told: Connection) -> None:
    """Propose, decide, note and tell, over and over; tell the number of each once it is acknowledged."""
    store = open_store(place)
    number = 0
    while True:
        name = f"{who}-{number:06}"
        one = proposal(name, key=name, author=who)
        with store.writing() as work:
            work.proposals.add(one)
            work.decisions.add(decision(one, id=name))
            work.proofs.add([evidence(one, detail=name)])
            work.trail.append([row(about=name)])
            work.messages.add([message(name)])
        told.send(name)
        number += 1


def acknowledged(told: Connection, at_least: int) -> list[str]:
    """Give what was told until now, waiting for so many."""
    names = [told.recv() for _ in range(at_least)]
    while told.poll():
        names.append(told.recv())
    return names


def drained(told: Connection) -> list[str]:
    """Give what a process told before it ended."""
    names = []
    try:
        while told.poll():
            names.append(told.recv())
    except EOFError:
        pass
    return names


def kill(process: multiprocessing.Process) -> None:
    """End a process at this instant."""
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    assert end(process) == -signal.SIGKILL


def all_or_nothing(place: str, accepted: Collection[str]) -> int:
    """Hold a store to what it promised; give how many decisions it has."""
    store = open_store(place)
    with store.reading() as work:
        names = list(work.proposals.starting_with("", most=100_000))
        decided = [one for name in names for one in work.decisions.about(name)]
        audited = [one.about for one in work.trail.unsealed(100_000)]
        announced = sorted(one.id for one in work.messages.page(Delivery.DUE, most=100_000))
    store.close()
    assert not set(accepted) - set(names), "accepted and lost"
    assert sorted(one.id for one in decided) == names, "a decision without a proposal, lost or doubled"
    assert sorted(audited) == names, "the trail tells something else"
    assert announced == names, "what is to be told is something else"
    assert check(place).wrong == ()
    return len(names)


def _bound(work: Callable[..., None], *arguments: object) -> None:
    # Whatever becomes of the tests, no process of theirs stays behind.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    work(*arguments)
