"""What each step of a proposal would do: the dry run."""

from mainstay.cli.answers import JSON, look
from mainstay.cli.choosing import named_content
from mainstay.cli.run_doors import RunDoors
from mainstay.cli.session import Session
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode
from mainstay.domain.run import Mark
from mainstay.flows.looking import find
from mainstay.flows.looking_at_runs import foresee
from mainstay.present.decision_words import SHORT
from mainstay.present.foresight_json import render
from mainstay.present.text.foresight import foreseen


def foresee_proposal(session: Session, doors: RunDoors, beginning: str, content: str, form: str) -> ExitCode:
    """Tell what a proposal's steps would do; leave with 3 when one of them could not be done.

    Raises UsageError when a `content` is named that is not the proposal's.
    """
    with doors.shop() as shop:
        proposal = find(shop.office, beginning)
        if content:
            named_content(proposal.id, proposal.content, content)
        found = foresee(shop, proposal)
    write_result(render(found) if form == JSON else foreseen(found, look()))
    if any(one.mark is Mark.NOT_BEGUN for one in found.actions):
        return ExitCode.FAILED
    session.say(f"Next: mainstay {'apply' if found.allowed else 'show'} {found.proposal[:SHORT]}")
    return ExitCode.DONE
