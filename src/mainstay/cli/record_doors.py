"""What the commands about proposals and policies ask of the program behind them."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from mainstay.cli.audit_doors import AuditDoors
from mainstay.config.plans.reading import Submitted
from mainstay.domain.channel import Channel
from mainstay.domain.errors import MainstayError
from mainstay.domain.gate import Policy
from mainstay.domain.policy_report import Problem
from mainstay.flows.office import Office
from mainstay.flows.ticking import Ticked
from mainstay.ports.store import Store


class RecordDoors(AuditDoors, Protocol):
    """What `mainstay.wiring.records` gives. All raise MainstayError when the store or the operator's file cannot be used."""

    def office(self) -> AbstractContextManager[Office]:
        """Open the store for the person who runs this, by the operating system and the operator's file.

        Raises UsageError when there is no such person or file.
        """
        ...

    def store(self, *, make: bool = True) -> AbstractContextManager[Store]:
        """Open the store for whoever may write it, where nothing is decided.

        Raises UsageError where there is none and none is to be made.
        """
        ...

    def policy(self) -> Policy:
        """Give the policy of the operator's file, with the freezes of other calendars."""
        ...

    def unread(self) -> tuple[MainstayError, ...]:
        """Tell which calendars of freezes cannot be read; until they can all is frozen. () before the policy was asked for."""
        ...

    def channels(self) -> tuple[Channel, ...]:
        """Give where the operator's file lets people be told."""
        ...

    def carrying_out(self) -> tuple[Problem, ...]:
        """Tell what is wrong with what the operator's file says about carrying out, and with the plans of schedules."""
        ...

    def lines(self) -> Mapping[str, int]:
        """Tell on which line of the operator's file each text first stands, for messages."""
        ...

    def file(self) -> str:
        """Give the path of the operator's file, fit to be shown."""
        ...

    def now(self) -> int:
        """Tell the time in seconds since 1970."""
        ...

    def calendar(self) -> bytes:
        """Give windows and freezes of the policy as an iCalendar file."""
        ...

    def plan(self, data: bytes, file: str) -> Submitted:
        """Read a plan file. Raises ConfigurationError when it is no sound plan."""
        ...

    def tick(self) -> Ticked:
        """Let time pass, announce windows, seal, and send messages that are due."""
        ...
