"""A store that was used for long: people, proposals in all states, what was decided about them, and a sealed trail."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mainstay.adapters.store.opening import open_store
from mainstay.adapters.users import SystemUsers
from mainstay.analysis.chain.telling import told_decision, told_revision
from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.audit import Anchor, Row
from mainstay.domain.decision import Choice, Decision, Door
from mainstay.domain.outbox import Message
from mainstay.domain.plan import Action, Change, Plan, Step
from mainstay.domain.proposal import Proposal, State
from mainstay.flows.auditing import seal_and_anchor
from mainstay.flows.office import Office
from mainstay.ports.store import Store, Work
from mainstay.wiring.record_keeping import Records

ME, FEW, GUEST = "me", "few", "guest"
"""Who leads every team, who leads five, and who may only look."""
TEAMS = tuple(f"team-{number}" for number in range(20))
SUBJECTS, AUTHORS = 500, 50
ROWS = 3
"""Rows of the trail for each proposal."""
_AT_ONCE = 2_000
_CLOSED = (State.REJECTED, State.WAITING, State.EXPIRED, State.WITHDRAWN)
_BEGAN = 1_700_000_000


@dataclass(frozen=True)
class User:
    """Stands for a user of the operating system."""

    user: str

    def name(self) -> str:
        """Give their name."""
        return self.user


@dataclass(frozen=True)
class Place:
    """A store, and the folder with the operator's file, the trail's key and its anchors."""

    kind: str
    address: str
    folder: Path

    @property
    def server_file(self) -> Path:
        """The operator's file."""
        return self.folder / "mainstay-server.yaml"

    @property
    def environment(self) -> dict[str, str]:
        """What commands are run with."""
        return {"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}

    @contextmanager
    def office(self, who: str = ME) -> Iterator[Office]:
        """Open the store for a person, with all that the command line gives them."""
        user = SystemUsers().name() if who == ME else who
        own = Records(str(self.server_file), self.address, self.environment, lambda: "", User(user))
        with own.office() as office:
            yield office


def id_of(number: int) -> str:
    """Give the id of a proposal; like real ones it grows, and begins otherwise than its neighbour after a few digits."""
    return f"{_BEGAN + number * 60:08x}{hashlib.sha256(b'%d' % number).hexdigest()[:8]}"


def made(number: int, state: State = State.WAITING) -> Proposal:
    """Make a proposal like many others."""
    steps = tuple(Step(f"s{step}", Action("set-version", {"file": "a", "to": "1.3"})) for step in range(5))
    subject = f"repo:{number % SUBJECTS}"
    plan = Plan(
        f"key {number}",
        "Raise a library",
        "it is old",
        Change.DEPENDENCY,
        subject,
        "production",
        "4f2a",
        steps,
    )
    content = content_hash(plan)
    author = ME if number % AUTHORS == 0 else f"author-{number % AUTHORS}"
    at = _BEGAN + number
    return Proposal(
        id_of(number), 1, content, plan, author, TEAMS[number % len(TEAMS)], "worker", state, at, at
    )


def furnish(place: Place) -> None:
    """Write the operator's file."""
    people = [{"name": ME, "user": SystemUsers().name()}, {"name": FEW, "user": FEW}]
    people += [{"name": GUEST, "user": GUEST}]
    people += [{"name": f"author-{number}", "user": ""} for number in range(1, AUTHORS)]
    teams = [
        {"name": name, "subjects": [f"repo:{one}" for one in range(number, SUBJECTS, len(TEAMS))]}
        for number, name in enumerate(TEAMS)
    ]
    roles = [{"person": ME, "role": "lead", "team": "*"}, {"person": GUEST, "role": "viewer", "team": "*"}]
    roles += [{"person": FEW, "role": "lead", "team": name} for name in TEAMS[:5]]
    roles += [
        {"person": f"author-{n}", "role": "developer", "team": TEAMS[n % 20]} for n in range(1, AUTHORS)
    ]
    told = {"version": 1, "people": people, "teams": teams, "roles": roles}
    told["anchors"] = [{"kind": "file", "path": "anchors"}]
    # YAML takes JSON as it is.
    place.server_file.write_text(json.dumps(told), encoding="utf-8")
    place.server_file.chmod(0o600)


def fill(place: Place, many: int) -> None:
    """Keep so many proposals, with decisions and a sealed trail: half of them wait, most others are closed."""
    store = open_store(place.address)
    for first in range(0, many, _AT_ONCE):
        with store.writing() as work:
            for number in range(first, min(first + _AT_ONCE, many)):
                _keep(work, made(number, State.WAITING if number >= many // 2 else _CLOSED[number % 4]))
        _anchor(store, first, min(first + _AT_ONCE, many))
    store.close()
    with place.office() as office:
        seal_and_anchor(office.store, office.keys, office.anchors, office.clock)


def _keep(work: Work, one: Proposal) -> None:
    work.proposals.add(one)
    rows = [told_revision(one)]
    if one.state is State.REJECTED:
        rejected = _decided(one, Choice.REJECT)
        work.decisions.add(rejected)
        rows.append(told_decision(rejected))
    at, content = one.submitted_at, one.content
    further = Row(0, at, one.author, "worker", "attest", one.id, content, "it is so")
    work.trail.append([*rows, *[further] * (ROWS - len(rows))])


def _anchor(store: Store, first: int, last: int) -> None:
    with store.writing() as work:
        for number in range(first, last):
            work.trail.anchored(Anchor("long ago", 0, f"{number:064x}", _BEGAN + number))


def decide(work: Work, number: int, name: str, *, audited: bool) -> None:
    """Approve a proposal in the transaction that is open, or take that back; with a row of the trail, or without."""
    was = work.proposals.hold(id_of(number))
    if was is None:
        raise LookupError(number)
    state = State.APPROVED if was.state is State.WAITING else State.WAITING
    work.proposals.change(replace(was, state=state, changed_at=was.changed_at + 1), was)
    decision = replace(_decided(was, Choice.APPROVE), id=name)
    work.decisions.add(decision)
    if audited:
        work.trail.append([told_decision(decision)])
    work.messages.add([Message(f"m{name}", "ops", "proposal.approval", "{}", 9)])


def _decided(one: Proposal, choice: Choice) -> Decision:
    who = "author-1" if one.author == ME else ME
    return Decision(
        f"d{one.id}",
        one.id,
        one.content,
        one.revision,
        choice,
        who,
        "",
        Door.API,
        "good",
        one.submitted_at,
        ("lead",),
        ("",),
    )
