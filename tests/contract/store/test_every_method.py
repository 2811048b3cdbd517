"""What holds for every method of every kind of records, in every kind of store; the methods are found from the ports."""

import inspect
import typing
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from mainstay.domain.audit import Anchor, Link
from mainstay.domain.errors import RunFailed
from mainstay.domain.finding import Urgency
from mainstay.domain.known_finding import KnownFinding
from mainstay.domain.lease import Lease
from mainstay.domain.ledger_case import Came
from mainstay.domain.occurrence import Mark, Marking, Occurrence
from mainstay.domain.plan import Plan
from mainstay.domain.proposal import State
from mainstay.domain.rollup import Rollup
from mainstay.domain.run import Entry, Part, Run, RunState
from mainstay.domain.run import Mark as RunMark
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.domain.subject import Subject
from mainstay.ports.records.proposals import Asked
from mainstay.ports.records.runs import AskedRuns
from mainstay.ports.store import Store, Work
from tests.fakes.forecasts import made_forecast, made_replay
from tests.fakes.records import decision, evidence, message, proposal, row

ONE = proposal("p1", key="k")
RUN = Run("r1", ONE.id, ONE.content, RunState.WAITING, 1, target="t")
ENTRY = Entry("r1", 1, 1, 1, "s", Part.DO, 1, RunMark.BEGUN, "w", memo={"a": ("b", 1)})
LEASE = Lease("t2", 1, "r1", "w", 1)
PREDICTION = replace(made_forecast("l1", "k", 1, 2), value=0.5)
MARK = Mark(Occurrence("night", 1, 2), Marking.SIGNED_OFF, "cyd", 0, "web", ("lead",), ("shop",), "yes")
SERIES = Rollup(
    Signal("host", "k2", "host:a", "disk of /", "disk", "B", {"a": "b"}, Limit(5.0, Side.ABOVE, "its size")),
    *(20_000, 20_001, 1_728_172_799, b"shape", {357: b"days"}),
)
Writing = Callable[[Work, Any], object]

KEPT: dict[str, tuple[object, Writing]] = {
    "proposals.add": (proposal("p2", key="l"), lambda work, one: work.proposals.add(one)),
    "proposals.change": (
        replace(ONE, state=State.APPROVED, revision=2),
        lambda work, one: work.proposals.change(one, ONE),
    ),
    "decisions.add": (decision(ONE), lambda work, one: work.decisions.add(one)),
    "proofs.add": (evidence(ONE), lambda work, one: work.proofs.add([one])),
    "trail.append": (row(), lambda work, one: work.trail.append([one])),
    "trail.anchored": (Anchor("c", 3, "ff", 30), lambda work, one: work.trail.anchored(one)),
    "messages.add": (message("m2"), lambda work, one: work.messages.add([one])),
    "messages.note": (message("m1"), lambda work, one: work.messages.note(one)),
    "subjects.put": (
        Subject("repo:a", "shop", "/a", depends_on=("b",)),
        lambda work, one: work.subjects.put(one),
    ),
    "findings.put": (
        KnownFinding("repo:a", "f", "c", "t", Urgency.LOW, 1, 2, 0, "a:1", ("e",)),
        lambda work, one: work.findings.put([one]),
    ),
    "runs.add": (replace(RUN, id="r2"), lambda work, one: work.runs.add(one)),
    "runs.change": (RUN, lambda work, one: work.runs.change(one, RUN)),
    "runs.write": (ENTRY, lambda work, one: work.runs.write([one])),
    "leases.take": (
        LEASE,
        lambda work, one: work.leases.take(one.target, one.run, one.holder, None) is not None,
    ),
    "ledger.add": (replace(PREDICTION, id="l2"), lambda work, one: work.ledger.add([one])),
    "ledger.judge": (
        replace(PREDICTION, judged_at=3, came=True, value=0.5),
        lambda work, one: work.ledger.judge(one),
    ),
    "ledger.judge_all": (
        replace(PREDICTION, judged_at=3, outcome=Came.HIT, value=0.5),
        lambda work, one: work.ledger.judge_all([one]),
    ),
    "replays.put": (made_replay("y1"), lambda work, one: work.replays.put(one)),
    "windows.add": (MARK, lambda work, one: work.windows.add(one)),
    "series.put": (SERIES, lambda work, one: work.series.put([one])),
}
"""What each method that keeps a record is given, and how it is."""

KEEPS: dict[str, set[str]] = {
    "leases.take": {".target", ".run", ".holder"},
    "messages.note": {".tries", ".next_at", ".error"},
    "ledger.judge": {".judged_at", ".value"},
    "ledger.judge_all": {".judged_at", ".value"},
}
"""The fields that are kept, where not all of them are."""

NAMES = {
    "proposals.change": {".id", ".revision"},
    "trail.append": {".id"},
    "runs.change": {".id"},
    "series.put": {".number", ".turn", ".blocks_from"},
    "replays.put": {".classes.record.outcomes"},
}
"""The fields that say which one is meant, that the store gives itself, or that hold no text of the caller's."""

MOVED: dict[str, Callable[[Work], object]] = {
    "proposals.hold": lambda work: work.proposals.hold("p1"),
    "proposals.open_with": lambda work: work.proposals.open_with("shop", "k"),
    "proposals.unruled": lambda work: work.proposals.unruled("r", 1),
    "proposals.ruled": lambda work: work.proposals.ruled({"p1": None}, "r"),
    "trail.try_to_seal": lambda work: work.trail.try_to_seal(),
    "trail.seal": lambda work: work.trail.seal([Link(1, row(id=1), "ab")]),
    "runs.hold": lambda work: work.runs.hold("r1"),
    "leases.fence": lambda work: work.leases.fence(LEASE),
    "leases.beat": lambda work: work.leases.beat("w"),
    "leases.let_go": lambda work: work.leases.let_go(LEASE, keep_run=False),
    "schedules.put": lambda work: work.schedules.put("nightly", 1, None),
    "messages.take": lambda work: work.messages.take(1, 1),
    "series.drop": lambda work: work.series.drop(1),
}
"""What writes but keeps no record of the caller's."""

NOTHING: dict[str, Callable[[Work], object]] = {
    "proofs.add": lambda work: work.proofs.add([]),
    "trail.append": lambda work: work.trail.append([]),
    "trail.seal": lambda work: work.trail.seal([]),
    "messages.add": lambda work: work.messages.add([]),
    "findings.put": lambda work: work.findings.put([]),
    "ledger.add": lambda work: work.ledger.add([]),
    "ledger.judge_all": lambda work: work.ledger.judge_all([]),
    "runs.write": lambda work: work.runs.write([]),
    "proposals.ruled": lambda work: work.proposals.ruled({}, "r"),
    "series.put": lambda work: work.series.put([]),
}
"""What is asked to write nothing."""

LOOKS: dict[str, Callable[[Work], object]] = {
    "proposals.get": lambda work: work.proposals.get("p"),
    "proposals.with_key": lambda work: work.proposals.with_key("shop", "k"),
    "proposals.starting_with": lambda work: work.proposals.starting_with("p"),
    "proposals.page": lambda work: work.proposals.page(Asked(None)),
    "proposals.count": lambda work: work.proposals.count(None),
    "proposals.due": lambda work: work.proposals.due(1),
    "proposals.every_revision": lambda work: list(work.proposals.every_revision()),
    "decisions.every": lambda work: list(work.decisions.every()),
    "proofs.every": lambda work: list(work.proofs.every()),
    "windows.every": lambda work: list(work.windows.every()),
    "trail.telling": lambda work: work.trail.telling(["c"]),
    "trail.telling_any": lambda work: list(work.trail.telling_any()),
    "trail.count_telling": lambda work: work.trail.count_telling(),
    "proposals.revisions": lambda work: work.proposals.revisions("p"),
    "decisions.about": lambda work: work.decisions.about("p"),
    "decisions.about_each": lambda work: work.decisions.about_each(["p"]),
    "decisions.overrides": lambda work: work.decisions.overrides(not_reviewed=True),
    "proofs.about": lambda work: work.proofs.about(["c"]),
    "trail.unsealed": lambda work: work.trail.unsealed(),
    "trail.last": lambda work: work.trail.last(),
    "trail.links": lambda work: list(work.trail.links()),
    "trail.chain": lambda work: work.trail.chain(),
    "trail.newest": lambda work: work.trail.newest(["a"]),
    "trail.newest_anchor": lambda work: work.trail.newest_anchor(),
    "messages.page": lambda work: work.messages.page(message().delivery),
    "messages.count": lambda work: work.messages.count(),
    "subjects.get": lambda work: work.subjects.get("s"),
    "subjects.page": lambda work: work.subjects.page(None),
    "findings.get": lambda work: work.findings.get("s", "f"),
    "findings.page": lambda work: work.findings.page("s"),
    "runs.get": lambda work: work.runs.get("r"),
    "runs.starting_with": lambda work: work.runs.starting_with("r"),
    "runs.page": lambda work: work.runs.page(AskedRuns(None)),
    "runs.ready": lambda work: work.runs.ready(1),
    "runs.count": lambda work: work.runs.count(None),
    "runs.climbing": lambda work: work.runs.climbing("c"),
    "runs.next_wake": lambda work: work.runs.next_wake(),
    "runs.journal": lambda work: work.runs.journal("r1"),
    "runs.every_entry": lambda work: list(work.runs.every_entry()),
    "leases.get": lambda work: work.leases.get("t"),
    "leases.in_hand": lambda work: work.leases.in_hand(),
    "schedules.get": lambda work: work.schedules.get("nightly"),
    "runs.of": lambda work: work.runs.of("p"),
    "ledger.due": lambda work: work.ledger.due(1),
    "ledger.of": lambda work: work.ledger.of("k"),
    "ledger.open_of": lambda work: work.ledger.open_of("host"),
    "ledger.judged": lambda work: work.ledger.judged("k"),
    "ledger.sorts": lambda work: work.ledger.sorts(),
    "ledger.open_counts": lambda work: work.ledger.open_counts(),
    "ledger.page": lambda work: work.ledger.page(["k"]),
    "replays.latest": lambda work: work.replays.latest(),
    "windows.not_closed": lambda work: work.windows.not_closed(1),
    "series.get": lambda work: work.series.get("host", "k2"),
    "series.known": lambda work: work.series.known("host", ["k2"]),
    "series.page": lambda work: work.series.page("host"),
    "series.stretches": lambda work: list(work.series.stretches((0, 1_000))),
}
"""What only looks."""


def methods() -> Iterator[str]:
    """Name every method of every kind of records, as the ports have them."""
    for kind, port in typing.get_type_hints(Work).items():
        for name, _ in inspect.getmembers(port, inspect.isfunction):
            if not name.startswith("_"):
                yield f"{kind}.{name}"


def test_no_method_of_the_ports_is_forgotten() -> None:
    assert sorted(methods()) == sorted([*KEPT, *MOVED, *LOOKS])


def filled(store: Store) -> Store:
    with store.writing() as work:
        work.proposals.add(ONE)
        work.runs.add(RUN)
        work.ledger.add([PREDICTION])
        work.messages.add([message("m1")])
    return store


def state_of(store: Store) -> list[object]:
    with store.reading() as work:
        looks = [look(work) for look in LOOKS.values()]
        known = [work.proposals.get("p1"), work.runs.get("r1"), work.proposals.get("p2"), work.runs.get("r2")]
        return [*looks, *known, work.decisions.about("p1"), work.proofs.about([ONE.content])]


WRITING = {
    **{name: (lambda work, one=one, write=write: write(work, one)) for name, (one, write) in KEPT.items()},
    **MOVED,
    **{f"{name} of nothing": write for name, write in NOTHING.items()},
}


def test_nothing_can_be_written_while_looking(store: Store) -> None:
    filled(store)
    before = state_of(store)
    for name, write in WRITING.items():
        with store.reading() as work, pytest.raises(RunFailed, match="looked at"):
            write(work)
            pytest.fail(name)
    assert state_of(store) == before


def test_what_can_be_kept_is(store: Store) -> None:
    filled(store)
    for name, (one, write) in KEPT.items():
        with pytest.raises(ZeroDivisionError), store.writing() as work:
            assert write(work, one) in {None, True}, name
            raise ZeroDivisionError


@pytest.mark.parametrize("name", KEPT)
def test_what_some_store_cannot_keep_none_keeps(store: Store, name: str) -> None:
    filled(store)
    before = state_of(store)
    one, write = KEPT[name]
    for where, spoilt in spoils(one):
        if where in NAMES.get(name, ()) or where not in KEEPS.get(name, {where}):
            continue
        with pytest.raises(RunFailed, match="cannot be kept"), store.writing() as work:
            write(work, spoilt)
            pytest.fail(where)
    assert state_of(store) == before


def spoils(record: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Give a record with each of its fields in turn made something that one of the databases cannot keep."""
    for field in fields(record):
        value, place = getattr(record, field.name), f"{where}.{field.name}"
        if isinstance(value, Plan):
            yield from ((place, replace(record, plan=plan)) for plan in _plans(value))
        elif is_dataclass(value):
            yield from (
                (inner, replace(record, **{field.name: made})) for inner, made in spoils(value, place)
            )
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            yield from (
                (inner, replace(record, **{field.name: (made, *value[1:])}))
                for inner, made in spoils(value[0], place)
            )
        else:
            yield from ((place, replace(record, **{field.name: made})) for made in _wrong(value))


def _wrong(value: object) -> list[Any]:
    if isinstance(value, dict) and value and all(isinstance(inner, float) for inner in value.values()):
        return [dict.fromkeys(value, float("nan")), dict.fromkeys(value, float("-inf"))]
    if isinstance(value, tuple):
        return [("a\0b", *value[1:]), ("\ud800", *value[1:])]
    if isinstance(value, bool):
        return []
    return {
        str: ["a\0b", "half \ud800"],
        int: [1 << 63, -(1 << 63) - 1],
        float: [float("nan"), float("inf")],
    }.get(type(value), [])


def _plans(plan: Plan) -> Iterator[Plan]:
    yield from (replace(plan, key=text, title=text) for text in ("a\0b", "\ud800"))
    yield replace(plan, effort=float("nan"))
    yield replace(plan, labels={"a\0b": ""})
    yield replace(plan, labels={"a": "\ud800"})
