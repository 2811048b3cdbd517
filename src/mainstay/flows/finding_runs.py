"""The whole id of a run that a beginning stands for."""

from mainstay.domain.errors import UsageError
from mainstay.domain.run import Purpose
from mainstay.flows.beginnings import SHORTEST, the_one
from mainstay.flows.office import Office

_CANDIDATES = 1_000
_NONE = UsageError("there is no such run", mend="`mainstay runs` lists them")


def find_run(office: Office, beginning: str, *, of_proposals: bool = False) -> str:
    """Give the id of the one run that begins so, of those that this person may see.

    With `of_proposals` the beginning of a proposal's id stands for its last run that applied it. Raises UsageError where there
    is none, with the same words whether others have one, and where there are several.
    """
    seen = office.seen()
    with office.store.reading() as work:
        whole = work.runs.get(beginning)
        names = [beginning] if whole is not None else []
        if whole is None and len(beginning) >= SHORTEST:
            names = list(work.runs.starting_with(beginning, _CANDIDATES))
        found = [one for name in names if (one := work.runs.get(name)) is not None]
        if not found and of_proposals and len(beginning) >= SHORTEST:
            proposals = work.proposals.starting_with(beginning, _CANDIDATES)
            last = [
                [one for one in work.runs.of(name) if one.purpose is Purpose.APPLY][-1:] for name in proposals
            ]
            found = [one for runs in last for one in runs]
    found = [one for one in found if seen is None or one.team in seen]
    return the_one(found, beginning, "runs", _NONE).id


def is_there(office: Office, name: str) -> bool:
    """Whether there is a run of this whole id that this person may see."""
    seen = office.seen()
    with office.store.reading() as work:
        run = work.runs.get(name)
    return run is not None and (seen is None or run.team in seen)
