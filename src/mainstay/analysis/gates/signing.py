"""Whether a window's occurrence was announced in time, is signed off, and was not called off."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mainstay.analysis.calendars.wall_words import span, wall
from mainstay.analysis.gates.filling import fill
from mainstay.analysis.gates.holders import owned_roles
from mainstay.domain.calendar import Window
from mainstay.domain.gate import Lack, Missing
from mainstay.domain.occurrence import Mark, Marking, Occurrence
from mainstay.domain.people import EVERY_TEAM, NOBODY, Directory, Need, Role


@dataclass(frozen=True, slots=True)
class Book:
    """What was put down about occurrences, as it counts for a proposal of a `team` by an `author` ("" for nobody's)."""

    marks: Mapping[Occurrence, Sequence[Mark]] = field(default_factory=dict)
    directory: Directory = NOBODY
    team: str = ""
    author: str = ""


EMPTY_BOOK = Book()


def book_of(marks: Iterable[Mark], directory: Directory, team: str, author: str = "") -> Book:
    """Give the book that marks make."""
    found: dict[Occurrence, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.occurrence, []).append(mark)
    return Book(found, directory, team, author)


def lacking(window: Window, about: Occurrence, book: Book, at: int, gate: str = "") -> Iterator[Missing]:
    """Give what an occurrence lacks for being open, each in a sentence; see `shortcomings`."""
    for lack, what in shortcomings(window, about, book, at):
        yield Missing(gate, lack, f"the window {window.name} of {wall(about.opens_at, window.zone)} {what}")


def shortcomings(window: Window, about: Occurrence, book: Book, at: int) -> Iterator[tuple[Lack, str]]:
    """Give what an occurrence lacks, as people's roles are at a moment (seconds since 1970); each as the end of a sentence.

    A sign-off counts while the person still holds, for the proposal's team, the role by which they gave it, and never from
    the proposal's author or by a role that the author lent. When somebody of the team called it off that is all.
    """
    marks = book.marks.get(about, ())
    off = called_off(marks, book.team)
    if off is not None:
        yield Lack.CALLED_OFF, f"was called off by {off.who}" + (f": {off.reason}" if off.reason else "")
        return
    if window.announce:
        told = announced_at(marks)
        wanted = span(window.announce)
        if told is None:
            yield Lack.ANNOUNCEMENT, f"was not announced; {wanted} before are wanted"
        elif told > about.opens_at - window.announce:
            before = f"{span(about.opens_at - told)} before" if told < about.opens_at else "after it opened"
            yield Lack.ANNOUNCEMENT, f"was announced {before}; {wanted} are wanted"
    for need, count in unsigned(window, marks, book, at):
        roles = " or ".join(need.roles)
        by = f"a {roles}" if count == 1 else f"{count} people who are {roles}"
        yield Lack.SIGN_OFF, f"is not signed off by {by}"


def can_still(window: Window, about: Occurrence, book: Book, now: int) -> bool:
    """Whether an occurrence may yet come to be open: what it lacks at `now` can still come in time."""
    marks = book.marks.get(about, ())
    if called_off(marks, book.team) is not None:
        return False
    told = announced_at(marks)
    return not window.announce or (now if told is None else told) <= about.opens_at - window.announce


def announced_at(marks: Iterable[Mark]) -> int | None:
    """Give when an occurrence was announced, None where it was not."""
    return min((one.at for one in marks if one.marking is Marking.ANNOUNCED), default=None)


def called_off(marks: Iterable[Mark], team: str) -> Mark | None:
    """Give who called an occurrence off for a team, None where nobody did; it holds whatever they are by now."""
    return next(
        (one for one in marks if one.marking is Marking.CALLED_OFF and _is_for(one.teams, team)), None
    )


def signers(marks: Iterable[Mark], book: Book, at: int) -> dict[str, dict[str, frozenset[Role]]]:
    """Give the people whose sign-off counts at a moment, in the order in which they gave it, with their roles that count.

    The roles stand by whose they are; what the author lent does not count for what they proposed.
    """
    signed: dict[str, frozenset[str]] = {}
    for mark in marks:
        if mark.marking is Marking.SIGNED_OFF and mark.who not in {"", book.author}:
            named = {
                role
                for role, team in zip(mark.roles, mark.teams, strict=False)
                if team in {book.team, EVERY_TEAM}
            }
            signed[mark.who] = signed.get(mark.who, frozenset()) | named
    return {
        who: {
            owner: frozenset(role for role in held if role in named)
            for owner, held in owned_roles(book.directory, who, book.team, at, book.author).items()
        }
        for who, named in signed.items()
    }


def unsigned(window: Window, marks: Iterable[Mark], book: Book, at: int) -> Iterator[tuple[Need, int]]:
    """Give each need of a window's sign-off that has empty places, with their number."""
    empty: dict[Need, int] = {}
    for need, seat in fill(window.sign_off, signers(marks, book, at)):
        if seat is None:
            empty[need] = empty.get(need, 0) + 1
    yield from empty.items()


def _is_for(teams: Sequence[str], team: str) -> bool:
    return team in teams or EVERY_TEAM in teams
