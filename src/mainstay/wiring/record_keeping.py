"""Puts together what works on the store: deciding, looking, the audit trail, the outbox, as the operator's file says.

Loaded only by commands that need the store, so what is heavy stands at the top.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from mainstay.adapters.anchors.file import anchor_lines
from mainstay.adapters.clock import SystemClock
from mainstay.adapters.ids import TimeIds
from mainstay.adapters.operator_file import NAME, place_of, places, read_own
from mainstay.adapters.store.opening import open_store
from mainstay.adapters.users import SystemUsers
from mainstay.analysis.gates.carrying_out import Conditions, carrying_problems
from mainstay.analysis.gates.holders import everything, person_of_user, subjects_of, teams_seen
from mainstay.config import plain_yaml
from mainstay.config.operator.reading import operator_of
from mainstay.config.operator.setting import Operator
from mainstay.config.plans.reading import Submitted, plan_of
from mainstay.domain.audit import Checked, Link
from mainstay.domain.channel import Channel
from mainstay.domain.decision import Door
from mainstay.domain.declared_action import DeclaredAction
from mainstay.domain.errors import MainstayError, UsageError
from mainstay.domain.gate import Policy
from mainstay.domain.outbox import Message
from mainstay.domain.plan import Plan
from mainstay.domain.policy_report import Fault, Problem
from mainstay.domain.schedule import Schedule
from mainstay.domain.secret import Keeping
from mainstay.flows import auditing, dead_letters
from mainstay.flows.deciding import seal
from mainstay.flows.office import Office
from mainstay.flows.ticking import Ticked, tick
from mainstay.ports.store import Store
from mainstay.ports.users import Users
from mainstay.present.visible import visible
from mainstay.steps.approve.passing_time import CLOCK
from mainstay.steps.seal.permitting import refuse_rekey
from mainstay.steps.seal.rekeying import rekey
from mainstay.wiring import calendar_text
from mainstay.wiring.declared_actions import declared_actions
from mainstay.wiring.foreign_calendars import foreign_freezes
from mainstay.wiring.outside import Outside

_FILE = "the operator's file"


@dataclass(frozen=True)
class Records:
    """The doors to what is kept: `server_file` and `place` are as a person gave them, "" where they did not.

    `default_place` gives the address of the user's own store, for where nothing names one.
    """

    server_file: str
    place: str
    environment: Mapping[str, str]
    default_place: Callable[[], str]
    users: Users = field(default_factory=SystemUsers)

    @contextmanager
    def office(self) -> Iterator[Office]:
        """Open the store for the person whom the operator's file knows by the name of the user who runs this.

        Raises UsageError when there is no such person or file, MainstayError when something of it cannot be used.
        """
        self._needed_file()
        person = person_of_user(self.policy().directory, self.users.name())
        if person is None:
            raise self._nobody()
        with self._opened() as store:
            yield self._office(store, person.name)

    @contextmanager
    def store(self, *, make: bool = True) -> Iterator[Store]:
        """Open the store for whoever may write it, where nothing is decided; see `cli.record_doors`."""
        with self._opened(make=make) as store:
            yield store

    def may_see(self) -> Callable[[str], bool]:
        """Tell about which subjects the user who runs this may see what is kept: those of their teams.

        Where nobody is named all is everybody's who has the store. Raises UsageError where people are named, and not this one.
        """
        directory = self._operator.policy.directory
        if not directory.people:
            return everything
        person = person_of_user(directory, self.users.name())
        if person is None:
            raise self._nobody()
        return subjects_of(directory, teams_seen(directory, person.name, self.now()))

    def policy(self) -> Policy:
        """Give the policy of the operator's file, with the freezes of other calendars. Raises as `office` does."""
        return self._rules[0]

    def unread(self) -> tuple[MainstayError, ...]:
        """Tell which calendars of freezes cannot be read, where the policy was asked for; see `cli.record_doors`."""
        return self._rules[1] if "_rules" in vars(self) else ()

    def channels(self) -> tuple[Channel, ...]:
        """Give where people are told. Raises as `office` does."""
        return tuple(setting.channel for setting in self._operator.channels)

    def lines(self) -> Mapping[str, int]:
        """Tell on which line of the operator's file each text first stands. Raises as `office` does."""
        return plain_yaml.lines(read_own(self._needed_file(), plain_yaml.LARGEST, _FILE))

    def file(self) -> str:
        """Give the path of the operator's file, fit to be shown. Raises as `office` does."""
        return visible(str(self._needed_file()), 300)

    def now(self) -> int:
        """Tell the time in seconds since 1970."""
        return SystemClock().now()

    def calendar(self) -> bytes:
        """Give windows and freezes of the policy as an iCalendar file. Raises as `office` does."""
        return calendar_text(self.policy().calendar, self.now())

    def plan(self, data: bytes, file: str) -> Submitted:
        """Read a plan file. Raises ConfigurationError when it is no sound plan."""
        return plan_of(data, file, self._operator.actions, self.declared())

    def declared(self) -> Mapping[str, DeclaredAction]:
        """Give the declared actions of the files that the operator's file names, by their names.

        Raises UsageError, ConfigurationError or RunFailed for a file that is not there, wrong, or not to be read.
        """
        return declared_actions(self._file, self._operator.declared)

    def carrying_out(self) -> tuple[Problem, ...]:
        """Tell what is wrong with what the operator's file says about carrying out; see `cli.record_doors`."""
        operator = self._operator
        said = Conditions(
            operator.actions.union(self.declared()),
            operator.schedules,
            operator.policy.ladders,
            operator.acting.roots,
            operator.acting.users,
            operator.acting.commands,
        )
        return (*carrying_problems(self.policy(), said), *self._unusable_plans())

    def scheduled_plan(self, schedule: Schedule) -> tuple[Plan, str]:
        """Read the plan of a schedule, with the hash of its content. Raises MainstayError where it cannot be used."""
        path = self._outside.path(schedule.plan)
        mend = "write it there, or name another one in the schedule: paths go from the operator's file's folder on"
        told = self.plan(
            read_own(path, plain_yaml.LARGEST, f"the plan of the schedule {schedule.name}", mend),
            visible(str(path), 300),
        )
        return told.plan, told.content

    def _unusable_plans(self) -> Iterator[Problem]:
        """Give the plans of schedules that a worker could not read, or would not take."""
        for schedule in self._operator.schedules:
            try:
                self.scheduled_plan(schedule)
            except MainstayError as failure:
                places = failure.where.replace("\n", "; ")
                text = f"the schedule {schedule.name} has no plan to carry out: {failure.what}: {places}"
                yield Problem(Fault.PLAN, (), text, name=schedule.plan)

    def tick(self) -> Ticked:
        """Let time pass, announce windows, seal, and send messages that are due; see `cli.record_doors`.

        Without an operator's file the trail is sealed and nothing else is done: no gate can be asked. Raises MainstayError
        when the store cannot be used, or neither it nor the file is there.
        """
        without = self._without_file()
        if without is not None:
            return Ticked(failures=(without, *self._sealed_alone(without)))
        outgoing, failures = self._outside.outgoing()
        with self._opened() as store:
            done = tick(self._office(store, CLOCK), outgoing)
        return done._replace(failures=(*done.failures, *failures))

    def _sealed_alone(self, without: UsageError) -> tuple[MainstayError, ...]:
        """Seal what waits in a store that is there; where there is none nothing is made, for nobody asked for it."""
        try:
            with self._opened(make=False) as store:
                return seal(self._office(store, CLOCK))
        except UsageError as nothing_there:
            raise without from nothing_there

    def store_place(self) -> str:
        """Give the address of the store that the options, else the operator's file, else the user's folder give.

        Raises MainstayError when it cannot be told.
        """
        place = self.place or self._operator.store
        if place.partition(":")[0] in set(Keeping):
            place = self._outside.secrets.look_up(place).reveal()
        return place or self.default_place()

    def verify_audit(self, anchors: str) -> Checked:
        """Verify the trail, against the file of anchors at a path, "" for those of the operator's file."""
        own = [
            self._outside.path(setting.path) for setting in self._operator.anchors if setting.kind == "file"
        ]
        files = [Path(anchors)] if anchors else own
        with self._opened(make=False) as store:
            return auditing.verify_trail(
                store, self._outside.keys(), {str(path): anchor_lines(path) for path in files}
            )

    def key_advice(self) -> str:
        """Say what to do where the key is not here; see `cli.audit_doors`."""
        if self._operator.audit_key.by_tick:
            return "The key is kept by the user who runs mainstay tick: ask them to verify."
        return "Bring the key back from its copy. Where it is lost for good: mainstay audit rekey --lost --reason TEXT"

    def export_audit(self) -> Iterator[str]:
        """Give the lines of an export."""
        with self._opened(make=False) as store:
            yield from auditing.export_trail(store, self._outside.keys(), SystemClock())

    def rekey_audit(self, reason: str, *, lost: bool) -> Link:
        """Let the chain go on under a new key, as the person who runs this, and tell it to the outside."""
        clock, setting = SystemClock(), self._operator.audit_key
        directory = self._operator.policy.directory
        found = person_of_user(directory, self.users.name())
        person = "" if found is None else found.name
        refuse_rekey(directory, person, setting.rekey, clock.now(), by_tick=setting.by_tick, lost=lost)
        with self._opened(make=False) as store:
            keys = self._outside.keys()
            link = rekey(store, keys, clock, person, Door.COMMAND_LINE, reason, lost=lost)
            auditing.seal_and_anchor(store, keys, self._outside.anchors(), clock)
            return link

    def dead_messages(self) -> tuple[Sequence[Message], int]:
        """Give the dead messages, the oldest first, and the time (seconds since 1970)."""
        with self._opened(make=False) as store:
            return dead_letters.dead(store), SystemClock().now()

    def send_again(self, ids: Collection[str]) -> None:
        """Let dead messages be due at once."""
        with self._opened(make=False) as store:
            dead_letters.send_again(store, SystemClock(), ids, self._who(), Door.COMMAND_LINE)

    def drop_messages(self, ids: Collection[str], reason: str) -> None:
        """Give dead messages up."""
        with self._opened(make=False) as store:
            dead_letters.drop(store, SystemClock(), ids, self._who(), Door.COMMAND_LINE, reason)

    def _who(self) -> str:
        """Name who runs this: the person if the operator's file knows one, else the user, who may bear any person's name."""
        user = self.users.name()
        person = person_of_user(self._operator.policy.directory, user)
        return f"user:{user}" if person is None else person.name

    @cached_property
    def _rules(self) -> tuple[Policy, tuple[MainstayError, ...]]:
        """Give the policy with the freezes of other calendars, and what is to be told of those that cannot be read."""
        file = self._needed_file()
        policy = self._operator.policy
        freezes, unread = foreign_freezes(file.parent, self._operator.freezes_from, self.now())
        calendar = replace(policy.calendar, freezes=(*policy.calendar.freezes, *freezes))
        return replace(policy, calendar=calendar), unread

    @cached_property
    def _operator(self) -> Operator:
        file = self._file
        if file is None:
            return Operator(Policy())
        return operator_of(read_own(file, plain_yaml.LARGEST, _FILE), visible(str(file), 300))

    @property
    def operator(self) -> Operator:
        """What the operator's file says; where there is none, what holds without. Raises as `office` does."""
        return self._operator

    @property
    def outside(self) -> Outside:
        """What stands outside of the store, as the operator's file names it."""
        return self._outside

    @property
    def _outside(self) -> Outside:
        file = self._file
        return Outside(self._operator, None if file is None else file.parent, self.environment)

    @property
    def _file(self) -> Path | None:
        return place_of(self.server_file, self.environment)

    def _needed_file(self) -> Path:
        missing, file = self._without_file(), self._file
        if missing is not None or file is None:
            raise missing or UsageError(f"{_FILE} is not there")
        return file

    def _nobody(self) -> UsageError:
        shown = visible(self.users.name(), 80)
        return UsageError(
            f"the user {shown} is nobody who may decide",
            where=self.file(),
            mend=f"write there under people: - {{name: {shown}, user: {shown}}}, and give the person a role under roles",
        )

    def _without_file(self) -> UsageError | None:
        """Give what is to be told where there is no operator's file."""
        if self._file is not None:
            return None
        return UsageError(
            f"{_FILE} is not there",
            where="\n".join(visible(str(path), 300) for path in places(self.environment)),
            mend=f"make it: mainstay policy sample -q > {NAME}; then name it with --server-file, or lay it there",
        )

    @contextmanager
    def _opened(self, *, make: bool = True) -> Iterator[Store]:
        store = open_store(self.store_place(), make=make)
        try:
            yield store
        finally:
            store.close()

    def _office(self, store: Store, who: str) -> Office:
        clock = SystemClock()
        keys = self._outside.keys()
        return Office(
            store,
            self.policy() if self._file is not None else Policy(),
            who,
            Door.COMMAND_LINE,
            clock,
            TimeIds(clock),
            keys,
            self._outside.anchors(),
            self.channels(),
            # Whoever decides here opened the store themselves, and so can write it without this program.
            advisory=True,
            seals=not self._operator.audit_key.by_tick,
        )
