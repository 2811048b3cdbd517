"""What time alone does, once: look at the clock, let time pass, announce windows, seal, and send until nothing more is due."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mainstay.domain.errors import MainstayError
from mainstay.domain.proposal import Proposal
from mainstay.domain.window_view import OccurrenceView
from mainstay.flows import passing
from mainstay.flows.deciding import seal
from mainstay.flows.office import Office
from mainstay.flows.telling import Told, send_due
from mainstay.flows.windows import announce_due
from mainstay.ports.notifier import Notifier
from mainstay.steps.approve.told import NotTold


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What messages go out by: the notifiers by their channels, numbers from 0 to 1 at random, and what takes secrets out."""

    notifiers: Mapping[str, Notifier]
    draw: Callable[[], float]
    scrub: Callable[[str], str]


class Ticked(NamedTuple):
    """What one tick did: proposals that changed, windows that were announced, how sending went, and what failed."""

    changed: tuple[Proposal, ...] = ()
    announced: tuple[OccurrenceView, ...] = ()
    told: Told = Told()
    failures: tuple[MainstayError, ...] = ()


def tick(office: Office, outgoing: Outgoing) -> Ticked:
    """Do all that is due at this moment. Raises RunFailed when the store cannot be used; what was done until then stays.

    The trail is sealed after what the tick itself wrote into it, and messages are sent last, for their receivers are slow.
    """
    changed, stopped = _passed(office)
    clock = passing.clock_trouble(office)
    announced = announce_due(office)
    sealing = seal(office)
    return Ticked(changed, announced, send_all(office, outgoing), (*stopped, *clock, *sealing))


def _passed(office: Office) -> tuple[tuple[Proposal, ...], tuple[MainstayError, ...]]:
    """Let time pass; what was altered in the store stops that, and must not stop the sealing of what is there."""
    try:
        return passing.tick(office), ()
    except NotTold as failure:
        return (), (failure,)


def send_all(office: Office, outgoing: Outgoing) -> Told:
    """Send what is due, portion after portion, until one of them sends nothing more."""
    told = Told()
    while True:
        more = send_due(office.store, outgoing.notifiers, office.clock, outgoing.draw, outgoing.scrub)
        told = Told(told.sent + more.sent, told.later + more.later, told.dead + more.dead)
        if not more.sent:
            return told
