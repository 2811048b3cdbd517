"""In words how many promises were kept."""

from mainstay.domain.promise import PromiseTally
from mainstay.present.numbers import count, plural


def tally_words(tally: PromiseTally) -> str:
    """Tell it in one line: of 12 promises 8 were kept, 2 were not, 1 is not known, 1 is not due; 1 of the kept came back."""
    if not tally.promises:
        return "no promises were given"
    told = [
        f"{count(tally.kept)} {_were(tally.kept)} kept",
        f"{count(tally.broken)} {_were(tally.broken)} not",
    ]
    if tally.unknown:
        told.append(f"{count(tally.unknown)} {_are(tally.unknown)} not known")
    if tally.waiting:
        told.append(f"{count(tally.waiting)} {_are(tally.waiting)} not due")
    back = f"; {count(tally.came_back)} of the kept came back" if tally.came_back else ""
    return f"of {plural(tally.promises, 'promise')} {', '.join(told)}{back}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
