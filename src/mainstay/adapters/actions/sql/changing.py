"""A change in one transaction, made exactly once where there is a journal."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from mainstay.adapters.actions.sql.session import Busy, Lost, NotBegun, NotDone, Session, Torn, Within
from mainstay.domain.errors import RunFailed
from mainstay.domain.run import LONGEST_OUTPUT, Mark, Result

Opening = Callable[[Within, bool], Session]
"""What connects, True for a look alone. Raises RunFailed when that cannot be done."""
_LOOKING_AGAIN = 10.0
_PAUSE = 0.25


@dataclass(frozen=True, slots=True)
class Change:
    """Statements, the key that tells a second try of them, "" without a journal, and how many rows they may change."""

    statements: tuple[str, ...]
    key: str
    most_rows: int | None


def changed(opening: Opening, change: Change, within: Within) -> Result:
    """Make a change. UNKNOWN where the database did not say whether it lasts and there is no journal that tells."""
    try:
        within.go_on()
        session = opening(within, False)
    except NotDone as error:
        return Result(Mark.NOT_BEGUN, str(error))
    except RunFailed as error:
        return Result(Mark.NOT_BEGUN, f"the database cannot be reached: {error}")
    with session:
        try:
            result = _made(session, change, within)
        except NotBegun as error:
            return Result(Mark.NOT_BEGUN, f"nothing was changed: {error}")
        except (Busy, Torn) as error:
            return Result(Mark.UNKNOWN, str(error))
        except NotDone as error:
            return Result(Mark.FAILED, f"nothing was changed: {error}")
        except Lost as error:
            lost = error
        else:
            return result
    if change.key:
        return _found_out(opening, change, within, str(lost))
    return Result(Mark.UNKNOWN, f"nobody knows whether the change was made: {lost}")


def _made(session: Session, change: Change, within: Within) -> Result:
    if change.key:
        session.make_journal()
    session.begin()
    if change.key and not session.claim(change.key):
        return Result(Mark.DONE, "an earlier try has done it")
    told = []
    for number, statement in enumerate(change.statements, 1):
        try:
            told.append(f"{number}: {session.run(statement)}")
        except (NotDone, Torn) as error:
            raise type(error)(f"statement {number}: {error}") from error
        if change.most_rows is not None and session.changed() > change.most_rows:
            raise NotDone(f"statement {number}: more than {change.most_rows} rows would be changed")
    within.go_on()
    session.commit()
    count = len(change.statements)
    words = f"ran {count} {'statement' if count == 1 else 'statements'} in one transaction"
    return Result(Mark.DONE, words, "\n".join(told)[-LONGEST_OUTPUT:])


def _found_out(opening: Opening, change: Change, within: Within, lost: str) -> Result:
    """Look into the journal: whoever can write the key anew knows that the change was taken back."""
    ends = min(within.deadline, time.monotonic() + _LOOKING_AGAIN)
    short = replace(within, deadline=ends)
    while not within.stopped() and time.monotonic() < ends:
        try:
            with opening(short, False) as session:
                session.begin()
                if session.claim(change.key):
                    return Result(Mark.FAILED, f"nothing was changed: {lost}")
                return Result(
                    Mark.DONE, f"the database did not answer ({lost}), but its journal says that it is done"
                )
        except RunFailed:
            # It may be starting again, or still be at work on the change itself.
            time.sleep(_PAUSE)
    return Result(Mark.UNKNOWN, f"nobody knows whether the change was made: {lost}")
