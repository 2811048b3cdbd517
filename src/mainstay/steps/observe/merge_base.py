"""Choosing the commit that a change is held against."""

from mainstay.domain.comparison import Base, Candidate, Question
from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.ports.source import Source
from mainstay.present.visible import visible

_SHOWN = 12


def chosen_base(source: Source, question: Question) -> Base:
    """Choose the base: of the first candidate that there is, the merge base with the head.

    Raises UsageError where no candidate names a commit, EvidenceMissing where the clone does not reach back so far or the
    two have no past in common.
    """
    head = source.repository.head
    if not head:
        raise EvidenceMissing(
            "nothing is committed, so there is no base to hold a change against",
            where=source.repository.path,
            mend="commit first, or leave out --new-only",
        )
    if question.merged and len(parents := source.parents(head)) > 1:
        told = f"the first parent of the merge {head[:_SHOWN]} that the pipeline checked out"
        return Base(parents[0], told)
    for candidate in question.candidates:
        commit = source.commit_named(candidate.name)
        if commit:
            return _met(source, question, candidate, commit)
        if candidate.demanded:
            raise _unknown(source, question, candidate)
    raise _nameless(source, question)


def _met(source: Source, question: Question, candidate: Candidate, commit: str) -> Base:
    head, name = source.repository.head, _name(candidate)
    if candidate.exact:
        return Base(commit, f"{name[:_SHOWN]} ({candidate.told})")
    met = source.merge_base(head, commit)
    if met:
        where = f"{name} ({candidate.told})"
        return Base(met, where if met == commit else f"{met[:_SHOWN]}, where the head left {where}")
    if source.repository.shallow:
        raise _too_shallow(source, question, f"where the head left {name}")
    raise EvidenceMissing(
        f"the head and {name} have no commit in common, so nothing tells what the change introduced",
        where=source.repository.path,
        mend="name another base: --base REF",
    )


def _unknown(source: Source, question: Question, candidate: Candidate) -> Exception:
    name = _name(candidate)
    if source.repository.shallow:
        return _too_shallow(source, question, f"the base {name} ({candidate.told})")
    return UsageError(
        f"there is no commit {name} here ({candidate.told})",
        where=source.repository.path,
        mend="name a branch, tag or hash that `git rev-parse` knows; a remote's branch is origin/NAME, after: git fetch",
    )


def _nameless(source: Source, question: Question) -> Exception:
    if source.repository.shallow:
        return _too_shallow(source, question, "a base")
    tried = ", ".join(dict.fromkeys(_name(candidate) for candidate in question.candidates))
    return UsageError(
        f"there is no base to hold the change against: none of {tried} is here",
        where=source.repository.path,
        mend="name it: --base REF, or fetch it: git fetch origin",
    )


def _too_shallow(source: Source, question: Question, what: str) -> EvidenceMissing:
    return EvidenceMissing(
        f"the clone is shallow and does not reach back to {what}",
        where=source.repository.path,
        mend=question.deepen,
    )


def _name(candidate: Candidate) -> str:
    return visible(candidate.name.removeprefix("refs/remotes/").removeprefix("refs/heads/"), 80)
