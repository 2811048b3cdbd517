"""Proposals and their revisions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, Select, Update, bindparam, func, select, union_all

from mainstay.adapters.store.plan_text import plan_of, plan_text
from mainstay.adapters.store.prepared import Prepared
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.proposals import PROPOSALS, REVISIONS
from mainstay.domain.proposal import OPEN, RULED, Proposal, State
from mainstay.domain.revision import Revision
from mainstay.ports.records.proposals import Asked

# More pairs of a team and a state than that are looked for one proposal after the other.
_MOST_PAIRS = 60
_BEHIND_ALL = "\U0010ffff"
_PLAIN = (
    "content",
    "author",
    "team",
    "door",
    "state",
    "submitted_at",
    "changed_at",
    "expires_at",
    "wakes_at",
)

_LASTING = tuple(field.name for field in fields(Revision) if field.name != "proposal")


def _putting_in_place(*changed: str) -> Update:
    # Made once, for to make it takes longer than to run it.
    same = (PROPOSALS.c[name] == bindparam(f"was {name}") for name in ("id", "revision", *_PLAIN))
    return PROPOSALS.update().where(*same).values({name: bindparam(f"now {name}") for name in changed})


_SEARCHED = ("key", "subject", "due_at", "ruled_by", "holds_until")
_CHANGING = Prepared(_putting_in_place("revision", *_SEARCHED, *_PLAIN))
_REVISING = _putting_in_place("revision", "plan", *_SEARCHED, *_PLAIN)
_ONE = select(PROPOSALS).where(PROPOSALS.c.id == bindparam("one"))
_NAMED, _HELD = Prepared(_ONE), Prepared(_ONE.with_for_update())
_REPLACED = Prepared(
    select(REVISIONS).where(REVISIONS.c.proposal == bindparam("one")).order_by(REVISIONS.c.revision)
)
_RULING = PROPOSALS.update().where(PROPOSALS.c.id == bindparam("of"), PROPOSALS.c.ruled_by.is_not(None))


class SqlProposals(Records):
    """Proposals by id: each as it is in one row, replaced revisions beside it."""

    def add(self, proposal: Proposal) -> None:
        """Keep a new proposal; see the port."""
        self._in.add(
            PROPOSALS,
            [_plain(proposal) | {"plan": plan_text(proposal.plan)}],
            "the id of the proposal, or its key among open ones of its team,",
        )

    def get(self, proposal: str) -> Proposal | None:
        """Give the newest revision of one, None when there is none of this id."""
        return _first(self._in.rows(_NAMED, values={"one": proposal}))

    def hold(self, proposal: str) -> Proposal | None:
        """Give one as `get` does, and let nobody else change it before this transaction has ended."""
        return _first(self._in.rows(_HELD, hold=True, values={"one": proposal}))

    def open_with(self, team: str, key: str) -> Proposal | None:
        """Give the waiting, snoozed or approved proposal of a team and key, held."""
        chosen = _keyed(team, key).where(PROPOSALS.c.state.in_(OPEN))
        return _first(self._in.rows(chosen, hold=True))

    def with_key(self, team: str, key: str, most: int = 20) -> Sequence[Proposal]:
        """Give the proposals of a team and key, whatever became of them, the newest first."""
        chosen = _keyed(team, key).order_by(PROPOSALS.c.id.desc())
        return [_proposal(row) for row in self._in.rows(chosen.limit(most))]

    def starting_with(self, beginning: str, most: int = 10) -> Sequence[str]:
        """Give ids that begin so, in their order."""
        behind = PROPOSALS.c.id < beginning + _BEHIND_ALL
        chosen = select(PROPOSALS.c.id).where(PROPOSALS.c.id >= beginning, behind)
        return [row.id for row in self._in.rows(chosen.order_by(PROPOSALS.c.id).limit(most))]

    def change(self, proposal: Proposal, was: Proposal) -> bool:
        """Put `proposal` in the place of `was`; see the port."""
        if proposal.id != was.id or (proposal.revision == was.revision and proposal.content != was.content):
            raise ValueError("a changed content is a new revision of the same proposal")
        # The content's hash stands for the plan, which is big.
        revised = proposal.revision != was.revision
        values = {f"was {name}": value for name, value in _plain(was).items()}
        values |= {f"now {name}": value for name, value in _plain(proposal).items()}
        if revised:
            values["now plan"] = plan_text(proposal.plan)
        if not self._in.write(_REVISING if revised else _CHANGING, [values]):
            return False
        if revised:
            kept = {name: getattr(was, name) for name in (*_PLAIN, "revision")}
            kept |= {"proposal": was.id, "plan": plan_text(was.plan)}
            self._in.add(REVISIONS, [kept], "that revision of the proposal")
        return True

    def page(self, asked: Asked) -> Sequence[Proposal]:
        """Give one page."""
        if asked.teams is not None and not asked.teams:
            return []
        chosen = select(PROPOSALS).order_by(PROPOSALS.c.id.desc()).limit(asked.most)
        pairs = _pairs(asked)
        if asked.subject or asked.author or not 0 < len(pairs) <= _MOST_PAIRS:
            return [_proposal(row) for row in self._in.rows(_fitting(chosen, asked))]
        # Each pair alone is one stretch of an index, so that a page costs the same however many there are.
        newest = (
            _fitting(select(PROPOSALS.c.id), Asked(team, states, before=asked.before))
            .order_by(PROPOSALS.c.id.desc())
            .limit(asked.most)
            .subquery()
            for team, states in pairs
        )
        ids = union_all(*(select(one.c.id) for one in newest)).subquery()
        return [_proposal(row) for row in self._in.rows(chosen.where(PROPOSALS.c.id.in_(select(ids.c.id))))]

    def count(self, teams: frozenset[str] | None) -> dict[State, int]:
        """Count the proposals of some teams by state."""
        chosen = select(PROPOSALS.c.state, func.count().label("many")).group_by(PROPOSALS.c.state)
        if teams is not None:
            chosen = chosen.where(PROPOSALS.c.team.in_(sorted(teams)))
        return {State(row.state): row.many for row in self._in.rows(chosen)}

    def due(self, now: int, most: int = 1_000) -> Sequence[Proposal]:
        """Give those that are to expire or to wake by `now`, the longest due first."""
        chosen = select(PROPOSALS).where(PROPOSALS.c.due_at <= now)
        rows = self._in.rows(chosen.order_by(PROPOSALS.c.due_at, PROPOSALS.c.id).limit(most))
        return [_proposal(row) for row in rows]

    def unruled(self, rules: str, now: int, most: int = 100) -> Sequence[Proposal]:
        """Give waiting and approved ones, held, that were not held against these `rules` since they changed, or for no longer.

        `now` is in seconds since 1970. Those that somebody else holds at this moment are left out.
        """
        self._in.must_write()
        by = PROPOSALS.c.ruled_by
        # Each is one stretch of an index, and its order says so: for few rows in any order a server looks through all.
        stretches = (by < rules, by > rules, (by == rules) & (PROPOSALS.c.holds_until <= now))
        ordered = select(PROPOSALS.c.id).order_by(by, PROPOSALS.c.holds_until).limit(most)
        few = (ordered.where(one).subquery() for one in stretches)
        ids = union_all(*(select(one.c.id) for one in few)).subquery()
        names = [row.id for row in self._in.rows(select(ids.c.id).limit(most))]
        if not names:
            return []
        # Asked apart: with both in one statement PostgreSQL goes through all proposals for the order.
        chosen = select(PROPOSALS).where(PROPOSALS.c.id.in_(names), by.is_not(None))
        held = chosen.order_by(PROPOSALS.c.id).with_for_update(skip_locked=True)
        return [_proposal(row) for row in self._in.rows(held)]

    def ruled(self, until: Mapping[str, int | None], rules: str) -> None:
        """Remember that proposals, by their ids, are as `rules` say, each until a time (None while nothing changes)."""
        values = [{"of": name, "moment": moment} for name, moment in until.items()]
        self._in.write(_RULING.values(ruled_by=rules, holds_until=bindparam("moment")), values)

    def revisions(self, proposal: str) -> Sequence[Proposal]:
        """Give all revisions of one as they were when they were replaced, oldest first, the newest as it is."""
        newest = self.get(proposal)
        if newest is None:
            return []
        replaced = self._in.rows(_REPLACED, values={"one": proposal})
        return [*(_proposal(row, proposal) for row in replaced), newest]

    def every_revision(self) -> Iterator[Revision]:
        """Give all revisions of all proposals, without their plans and with few of them in memory."""
        for table, name in ((REVISIONS, "proposal"), (PROPOSALS, "id")):
            for row in self._in.through(table):
                yield Revision(getattr(row, name), *(getattr(row, column) for column in _LASTING))


def due_at(proposal: Proposal) -> int | None:
    """Give when a proposal is next to expire or to wake (seconds since 1970), None for never."""
    times = [proposal.expires_at] if proposal.state in OPEN else []
    times += [proposal.wakes_at] if proposal.state is State.SNOOZED else []
    return min(filter(None, times), default=None)


def _keyed(team: str, key: str) -> Select[Any]:
    return select(PROPOSALS).where(PROPOSALS.c.team == team, PROPOSALS.c.key == key)


def _pairs(asked: Asked) -> list[tuple[frozenset[str] | None, frozenset[State]]]:
    """Give each team and state that is asked for, alone; none where all are."""
    if asked.teams is None:
        return [(None, frozenset({state})) for state in asked.states]
    return [
        (frozenset({team}), frozenset({state})) for team in asked.teams for state in asked.states or State
    ]


def _fitting(chosen: Select[Any], asked: Asked) -> Select[Any]:
    if asked.teams is not None:
        chosen = chosen.where(PROPOSALS.c.team.in_(sorted(asked.teams)))
    if asked.states:
        chosen = chosen.where(PROPOSALS.c.state.in_(sorted(asked.states)))
    for column, value in ((PROPOSALS.c.subject, asked.subject), (PROPOSALS.c.author, asked.author)):
        chosen = chosen.where(column == value) if value else chosen
    return chosen.where(PROPOSALS.c.id < asked.before) if asked.before else chosen


def _plain(proposal: Proposal) -> dict[str, Any]:
    """Give all columns but the plan itself."""
    searched = {"key": proposal.plan.key, "subject": proposal.plan.subject, "due_at": due_at(proposal)}
    # What the rules said of it as it was says nothing of it as it is.
    searched |= {"ruled_by": "" if proposal.state in RULED else None, "holds_until": None}
    return {name: getattr(proposal, name) for name in ("id", "revision", *_PLAIN)} | searched


def _first(rows: Sequence[Row[Any]]) -> Proposal | None:
    return _proposal(rows[0]) if rows else None


def _proposal(row: Row[Any], proposal: str = "") -> Proposal:
    plain = {name: getattr(row, name) for name in _PLAIN}
    plain["state"] = State(row.state)
    return Proposal(id=proposal or row.id, revision=row.revision, plan=plan_of(row.plan), **plain)
