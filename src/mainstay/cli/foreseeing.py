"""What each step of a proposal would do: the dry run."""

from mainstay.cli.answers import JSON, look
from mainstay.cli.run_doors import RunDoors
from mainstay.cli.session import Session
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode
from mainstay.domain.run import Mark
from mainstay.flows.applying import foresee
from mainstay.flows.looking import find
from mainstay.present.decision_words import SHORT
from mainstay.present.run_json import render_foreseen
from mainstay.present.text.runs import foreseen_text


def foresee_proposal(session: Session, doors: RunDoors, beginning: str, form: str) -> ExitCode:
    """Tell what a proposal's steps would do; leave with 3 when one of them could not be done."""
    with doors.shop() as shop:
        proposal = find(shop.office, beginning)
        found = foresee(shop, proposal.id)
    write_result(render_foreseen(found) if form == JSON else foreseen_text(found, look()))
    if any(one.result.mark is Mark.NOT_BEGUN for one in found):
        return ExitCode.FAILED
    session.say(f"Next: mainstay apply {proposal.id[:SHORT]}")
    return ExitCode.DONE
