"""What deciding needs at hand: the store, the rules, and who sits there."""

from dataclasses import dataclass

from mainstay.analysis.gates.holders import teams_seen
from mainstay.domain.channel import Channel
from mainstay.domain.decision import Door
from mainstay.domain.doing import Doing
from mainstay.domain.gate import Policy
from mainstay.ports.anchors import AnchorPlace
from mainstay.ports.audit_keys import AuditKeys
from mainstay.ports.clock import Clock
from mainstay.ports.ids import Ids
from mainstay.ports.store import Store


@dataclass(frozen=True, slots=True)
class Office:
    """A store that is open, the policy, and the person (by their name in it) who came in through a door.

    `advisory` says that this person could also write the store without this program, so that rules about who may decide
    what are advice to them and no barrier. `seals` says that what they do is sealed at once; else `tick` does it later.
    """

    store: Store
    policy: Policy
    who: str
    door: Door
    clock: Clock
    ids: Ids
    keys: AuditKeys
    anchors: tuple[AnchorPlace, ...] = ()
    channels: tuple[Channel, ...] = ()
    advisory: bool = False
    seals: bool = True

    def doing(self) -> Doing:
        """Say that this person does something now."""
        return Doing(self.who, self.door, self.clock.now())

    def seen(self) -> frozenset[str] | None:
        """Give the teams whose proposals this person may see, None for every team."""
        return teams_seen(self.policy.directory, self.who, self.clock.now())
