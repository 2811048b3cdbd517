"""What people wait for with a store that was used for long: each flow in a process that is warm, and each whole command."""

import sys
import time
from collections.abc import Callable, Iterator
from itertools import count, islice

from benchmarks.measuring import Command, take
from benchmarks.store_contents import AUTHORS, FEW, GUEST, TEAMS, Place, id_of, made
from mainstay.domain.decision import Choice
from mainstay.domain.proposal import State
from mainstay.flows.auditing import verify_trail
from mainstay.flows.deciding import Naming, choose, submit_plan
from mainstay.flows.looking import Wish, find, listed, shown
from mainstay.flows.office import Office
from mainstay.flows.passing import tick

Timed = tuple[str, list[float]]
"""What was done, and how many milliseconds it took each time."""


def warm(place: Place, many: int, times: int) -> Iterator[Timed]:
    """Time what the commands ask of the program, so often each, in an office that stays open."""
    wishes = {
        "list: all that I may see": Wish(),
        "list: one team": Wish(team=TEAMS[3]),
        "list: what waits": Wish(frozenset({State.WAITING})),
        "list: a state that nothing has": Wish(frozenset({State.SNOOZED})),
        "list: my own": Wish(mine=True),
        "list: what waits for me": Wish(waiting_for_me=True),
        "list: from the middle on": Wish(before=id_of(many // 2)),
    }
    with place.office() as office:
        for name, wish in wishes.items():
            yield name, _timed(times, lambda wish=wish: listed(office, wish))  # type: ignore[misc]
        yield "show", _timed(times, lambda: shown(office, find(office, id_of(many // 3)[:12])))
        numbers = _waiting(many)
        yield "approve", _timed(times, lambda: _approve(office, next(numbers)))
        more = count(many)
        yield "submit", _timed(times, lambda: _submit(office, next(more)))
    with place.office(FEW) as office:
        yield "list: all of five teams", _timed(times, lambda: listed(office, Wish()))
    with place.office(GUEST) as office:
        wish = Wish(waiting_for_me=True)
        yield "list: what waits for who decides nothing", _timed(times, lambda: listed(office, wish))


def growing(place: Place, many: int, times: int) -> Iterator[Timed]:
    """Time what a timer does, and what goes through all of the trail."""
    with place.office() as office:
        yield "tick: under rules that are new, once", _timed(1, lambda: tick(office))
        yield "tick: nothing was decided since", _timed(times, lambda: tick(office))
        numbers = _waiting(many, behind=1_000)

        def after_one() -> object:
            _approve(office, next(numbers))
            began = time.perf_counter()
            tick(office)
            return (time.perf_counter() - began) * 1_000

        yield "tick: one was decided since", [float(str(after_one())) for _ in range(times)]
        yield (
            "verify the whole trail, once",
            _timed(1, lambda: verify_trail(office.store, office.keys, {})),
        )


def commands(place: Place, many: int, times: int) -> Iterator[Timed]:
    """Time whole commands, from their start to their end."""
    numbers = _waiting(many, behind=2_000)
    look = ["show", id_of(many // 3)[:12]]
    yield "mainstay --version", [_run(place, ["--version"], with_store=False) for _ in range(times)]
    yield "mainstay proposals", [_run(place, ["proposals"]) for _ in range(times)]
    yield "mainstay show ID", [_run(place, look) for _ in range(times)]
    yield "mainstay approve ID", [_run(place, _approving(next(numbers))) for _ in range(times)]
    yield "mainstay tick", [_run(place, ["tick"]) for _ in range(times)]


def _timed(times: int, work: Callable[[], object]) -> list[float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1_000)
    return taken


def _waiting(many: int, behind: int = 0) -> Iterator[int]:
    """Give numbers of proposals that wait and are not this person's own."""
    numbers = (number for number in range(many // 2, many) if number % AUTHORS)
    return islice(numbers, min(behind, many // 4), None)


def _approve(office: Office, number: int) -> None:
    one = find(office, id_of(number))
    done = choose(office, Naming(one.id, one.content, "good"), Choice.APPROVE)
    if done.proposal.state is not State.APPROVED or done.trouble:
        raise RuntimeError(f"{number} is {done.proposal.state}: {done.trouble}")


def _submit(office: Office, number: int) -> None:
    one = made(number)
    submit_plan(office, one.plan, one.content)


def _approving(number: int) -> list[str]:
    return ["approve", id_of(number), "--content", made(number).content]


def _run(place: Place, words: list[str], *, with_store: bool = True) -> float:
    where = ["--server-file", str(place.server_file), "--store", place.address] if with_store else []
    argv = [sys.executable, "-m", "mainstay", *words, *where]
    return take(Command(argv, place.folder, place.environment)).wall * 1_000
