"""Makes the rows of the trail that tell a record: each carries the record's digest, so that the two can be held together."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from typing import TypeAlias

from mainstay.analysis.contents.canonical import encode
from mainstay.domain.audit import Row
from mainstay.domain.decision import Decision
from mainstay.domain.evidence import Evidence
from mainstay.domain.occurrence import Mark
from mainstay.domain.plan import Value
from mainstay.domain.proposal import Act, Proposal
from mainstay.domain.revision import Revision, revision_of
from mainstay.domain.run import Entry

Record: TypeAlias = Decision | Evidence | Mark | Revision | Entry
"""What a row of the trail may tell."""

RUN_ACT = "run"
"""Begins the act of a row that tells an entry of a journal."""

ATTEST = "attest"
"""The act of a row that tells a statement."""

# Says what is digested, and by which rules; a record that gets another field gets another number.
_PURPOSE = b"mainstay/record/1\n"
_ENTRY = tuple(field.name for field in fields(Entry))


def record_digest(record: Record) -> str:
    """Give the SHA-256 (hex) over all fields of a record, by their names."""
    kind, named = _named(record)
    return hashlib.sha256(_PURPOSE + encode((kind, named))).hexdigest()


def told_decision(decision: Decision, rules: str = "") -> Row:
    """Give the row that tells a decision, made under `rules` (their digest); of a review first what it came to."""
    return Row(
        0,
        decision.at,
        decision.person or decision.policy,
        decision.door,
        decision.choice,
        decision.proposal,
        decision.content,
        f"{decision.judgement}: {decision.reason}" if decision.judgement else decision.reason,
        record_digest(decision),
        rules,
    )


def told_statement(evidence: Evidence, proposal: str, door: str) -> Row:
    """Give the row that tells a statement that came in about a proposal through a door."""
    detail = f"{evidence.kind}: {evidence.outcome}" + (f", {evidence.detail}" if evidence.detail else "")
    return Row(
        0, evidence.at, evidence.by, door, ATTEST, proposal, evidence.content, detail, record_digest(evidence)
    )


def told_mark(mark: Mark, act: str, about: str, detail: str) -> Row:
    """Give the row that tells a mark: what was done (`act`) to which window (`about`), and more in words (`detail`)."""
    return Row(0, mark.at, mark.who, mark.door, act, about, "", detail, record_digest(mark))


def told_revision(proposal: Proposal) -> Row:
    """Give the row that tells that a revision of a proposal came in."""
    act = Act.SUBMIT if proposal.revision == 1 else Act.REVISE
    return Row(
        0,
        proposal.submitted_at,
        proposal.author,
        proposal.door,
        act,
        proposal.id,
        proposal.content,
        proposal.plan.title,
        record_digest(revision_of(proposal)),
    )


def told_entry(entry: Entry, door: str, content: str) -> Row:
    """Give the row that tells an entry of a run's journal; `content` is the hash of the plan that is carried out."""
    what = f"{entry.step}, {entry.part} {entry.number}"
    said = f" {entry.answer}" if entry.answer else ""
    detail = f"{what}:{said} {entry.detail}" if entry.detail or said else what
    return Row(
        0,
        entry.at,
        entry.by,
        door,
        f"{RUN_ACT}.{entry.mark}",
        entry.run,
        content,
        detail,
        record_digest(entry),
    )


def name_of(record: Record) -> str:
    """Name a record by what it is found by."""
    if isinstance(record, Decision):
        return f"decision {record.id}"
    if isinstance(record, Revision):
        return f"proposal {record.proposal}, revision {record.revision}"
    if isinstance(record, Mark):
        about = record.occurrence
        return f"mark {record.marking} of the window {about.window} ({about.opens_at}) by {record.who}"
    if isinstance(record, Entry):
        return f"run {record.run}, entry {record.place}"
    return f"statement {record.kind} by {record.by} about {record.content[:12]}"


def _named(record: Record) -> tuple[str, Mapping[str, Value]]:
    if isinstance(record, Decision):
        return "decision", {
            "id": record.id,
            "proposal": record.proposal,
            "content": record.content,
            "revision": record.revision,
            "choice": record.choice,
            "person": record.person,
            "policy": record.policy,
            "door": record.door,
            "reason": record.reason,
            "at": record.at,
            "roles": record.roles,
            "lent_by": record.lent_by,
            "until": record.until,
            "judgement": record.judgement,
        }
    if isinstance(record, Evidence):
        return "statement", {
            "content": record.content,
            "kind": record.kind,
            "outcome": record.outcome,
            "by": record.by,
            "at": record.at,
            "detail": record.detail,
            "digest": record.digest,
        }
    if isinstance(record, Mark):
        return "mark", {
            "window": record.occurrence.window,
            "opens_at": record.occurrence.opens_at,
            "closes_at": record.occurrence.closes_at,
            "marking": record.marking,
            "who": record.who,
            "at": record.at,
            "door": record.door,
            "roles": record.roles,
            "teams": record.teams,
            "reason": record.reason,
        }
    if isinstance(record, Entry):
        return "entry", {name: getattr(record, name) for name in _ENTRY}
    return "revision", {
        "proposal": record.proposal,
        "revision": record.revision,
        "content": record.content,
        "author": record.author,
        "team": record.team,
        "door": record.door,
        "submitted_at": record.submitted_at,
        "expires_at": record.expires_at,
    }
