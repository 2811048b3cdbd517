"""From the operator's file to the policy that decides."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeVar

from mainstay.config.conversion import convert, located
from mainstay.config.operator.acting_reading import (
    acting,
    database,
    ladder,
    metrics,
    repository,
    schedule,
    worker,
)
from mainstay.config.operator.calendar_tables import FreezeTable, OverrideTable, WindowTable
from mainstay.config.operator.forecast_reading import forecasts
from mainstay.config.operator.gate_tables import ExampleTable, GateTable, NeedTable, ProofTable
from mainstay.config.operator.model_reading import watched_model
from mainstay.config.operator.objective_reading import objective
from mainstay.config.operator.outside_tables import AnchorTable, AuditKeyTable, ChannelTable
from mainstay.config.operator.people_tables import RoleTable
from mainstay.config.operator.schema import OperatorFile
from mainstay.config.operator.setting import AnchorSetting, AuditKeySetting, ChannelSetting, Operator
from mainstay.config.operator.spans import minutes_of_day, moment, seconds
from mainstay.config.operator.texts import SEVERITIES, WEEKDAYS, Table
from mainstay.config.operator.zones import UnknownZone, known_zone
from mainstay.config.plain_yaml import read
from mainstay.config.yaml_places import places_of
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.channel import Channel
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.evidence import Evidence
from mainstay.domain.gate import Example, Gate, Policy, Proof, When
from mainstay.domain.people import Directory, Holding, Need, Person, Team
from mainstay.domain.plan import Severity

_Row = TypeVar("_Row", bound=Table)
_Record = TypeVar("_Record")
DEFAULT_GATES = "gates.yaml"
# Examples are tried at a fixed moment, so that ages can be told without a clock.
_EXAMPLE_MOMENT = 1_000_000_000
_LONGEST_NOTICE = 12 * 7 * 86_400


@dataclass(frozen=True, slots=True)
class _File:
    """A file as messages call it, and what it holds."""

    name: str
    data: bytes


def policy_of(data: bytes, file: str) -> Policy:
    """Give the policy that an operator's file holds, with the gates that come along unless it says `default_gates: false`.

    A gate of the file takes the place of the one of the same name that comes along.
    Raises ConfigurationError with the place of the first mistake.
    """
    return _policy(convert(read(data, file) or {}, OperatorFile, file, data), _File(file, data))


def operator_of(data: bytes, name: str) -> Operator:
    """Give all that an operator's file holds, also what is no policy. Raises as `policy_of` does."""
    document = convert(read(data, name) or {}, OperatorFile, name, data)
    file = _File(name, data)
    for key in ("channels", "metrics", "repositories", "databases", "schedules", "ladders", "slos", "models"):
        _refuse_twice((row.name for row in getattr(document, key)), file, key)
    _refuse_twice(document.declared, file, "declared")
    return Operator(
        _policy(document, file),
        document.freezes_from,
        KINDS.union(document.actions),
        _each(document.channels, _channel, file, "channels"),
        _each(document.anchors, _anchor, file, "anchors"),
        document.store,
        _audit_key(document.audit_key),
        document.declared,
        _each((document.acting,), acting, file, "acting")[0],
        _each(document.metrics, metrics, file, "metrics"),
        _each(document.repositories, repository, file, "repositories"),
        _each(document.databases, database, file, "databases"),
        _each(document.schedules, schedule, file, "schedules"),
        _each((document.worker,), worker, file, "worker")[0],
        _each((document.forecasts,), forecasts, file, "forecasts")[0],
        _each(document.slos, objective, file, "slos"),
        _each(document.models, watched_model, file, "models"),
    )


def default_gates() -> tuple[Gate, ...]:
    """Give the gates that come along."""
    data = files(__package__).joinpath(DEFAULT_GATES).read_bytes()
    document = convert(read(data, DEFAULT_GATES), OperatorFile, DEFAULT_GATES)
    return _each(document.gates, _gate, _File(DEFAULT_GATES, data), "gates")


def _policy(document: OperatorFile, file: _File) -> Policy:
    # What is put down about a window is put down about its name.
    _refuse_twice((window.name for window in document.windows), file, "windows")
    gates = _each(document.gates, _gate, file, "gates")
    named = {gate.name for gate in gates}
    coming = default_gates() if document.default_gates else ()
    people = document.people
    return Policy(
        (*(gate for gate in coming if gate.name not in named), *gates),
        Directory(
            tuple(Person(one.name, one.user, one.full_name, one.email, one.active) for one in people),
            tuple(Team(team.name, team.subjects) for team in document.teams),
            _each(document.roles, _holding, file, "roles"),
        ),
        Calendar(
            _each(document.windows, _window, file, "windows"),
            _each(document.freezes, _freeze, file, "freezes"),
        ),
        document.override.roles,
        *_each((document.override,), _override, file, "override")[0],
        document.environments,
        _each(document.ladders, ladder, file, "ladders"),
    )


def _each(
    rows: Iterable[_Row], make: Callable[[_Row], _Record], file: _File, key: str
) -> tuple[_Record, ...]:
    made = []
    for at, row in enumerate(rows):
        try:
            made.append(make(row))
        except UnknownZone as error:
            where = located(file.name, f"{key}[{at}].zone", places_of(file.data))
            raise ConfigurationError(str(error), where=where, mend=error.mend) from error
        except ValueError as error:
            where = located(file.name, f"{key}[{at}]", places_of(file.data))
            raise ConfigurationError(str(error), where=where, mend="mend the value") from error
    return tuple(made)


def _holding(row: RoleTable) -> Holding:
    since, until = moment(row.since), moment(row.until, last=True)
    if until and until <= since:
        raise ValueError("it ends before it begins")
    if row.lent_by and not until:
        raise ValueError("a role that is lent needs a last day: until")
    if row.lent_by == row.person:
        raise ValueError("nobody lends a role to themselves")
    return Holding(row.person, row.role, row.team, since, until, row.lent_by, row.reason)


def _gate(row: GateTable) -> Gate:
    return Gate(
        row.name,
        row.about,
        When(
            row.when.changes,
            _severity(row.when.severity),
            row.when.environments,
            row.when.subjects,
            row.when.teams,
            tuple(row.when.labels.items()),
        ),
        tuple(map(_need, row.needs)),
        tuple(map(_proof, row.proofs)),
        seconds(row.lasts),
        row.windows,
        row.frozen,
        tuple(map(_proof, row.automatic)),
        tuple(map(_example, row.examples)),
        row.actions,
    )


def _need(row: NeedTable) -> Need:
    return Need(row.roles, row.count)


def _proof(row: ProofTable) -> Proof:
    return Proof(row.kind, row.outcome, seconds(row.within), row.by, row.author)


def _example(row: ExampleTable) -> Example:
    return Example(
        row.name,
        row.change,
        _severity(row.severity),
        row.environment,
        row.subject,
        tuple(row.labels.items()),
        row.author,
        tuple((one.person, one.role) for one in row.approvals),
        tuple((one.person, one.role) for one in row.others),
        tuple(
            Evidence("", one.kind, one.outcome, one.by, _EXAMPLE_MOMENT - seconds(one.age))
            for one in row.evidence
        ),
        _EXAMPLE_MOMENT,
        row.passes,
        row.missing,
    )


def _window(row: WindowTable) -> Window:
    minutes = seconds(row.lasts) // 60
    if not 1 <= minutes <= 7 * 1440:
        raise ValueError("a window lasts from a minute to a week")
    announce = seconds(row.announce)
    if announce > _LONGEST_NOTICE:
        raise ValueError("a window is announced twelve weeks before at most")
    days = tuple(WEEKDAYS.index(day) for day in row.weekdays)
    return Window(
        row.name,
        known_zone(row.zone),
        days,
        minutes_of_day(row.opens),
        minutes,
        row.weeks,
        row.subjects,
        announce,
        tuple(map(_need, row.sign_off)),
    )


def _freeze(row: FreezeTable) -> Freeze:
    since, until = moment(row.since), moment(row.until, last=True)
    if not since < until:
        raise ValueError("it ends before it begins")
    return Freeze(row.name, since, until, row.reason, row.subjects, row.environments)


def _channel(row: ChannelTable) -> ChannelSetting:
    _needed(row.kind, {"file": ("path",), "webhook": ("address", "key")}, row)
    return ChannelSetting(Channel(row.name, row.topics, row.teams), row.kind, row.path, row.address, row.key)


def _anchor(row: AnchorTable) -> AnchorSetting:
    _needed(row.kind, {"file": ("path",), "webhook": ("address", "key"), "syslog": ("target",)}, row)
    return AnchorSetting(row.kind, row.path, row.address, row.key, row.target)


def _audit_key(row: AuditKeyTable) -> AuditKeySetting:
    return AuditKeySetting(row.now, row.next, row.before, row.by == "tick", row.rekey)


def _needed(kind: str, wanted: Mapping[str, tuple[str, ...]], row: Table) -> None:
    """Hold a row to the keys that its kind has: all of these, and none of another kind's."""
    for name in {name for names in wanted.values() for name in names}:
        given = bool(getattr(row, name))
        if name in wanted[kind] and not given:
            raise ValueError(f"a {kind} needs {name}")
        if name not in wanted[kind] and given:
            raise ValueError(f"a {kind} has no {name}")


def _refuse_twice(names: Iterable[str], file: _File, key: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            where = located(file.name, key, places_of(file.data))
            raise ConfigurationError(
                f"{name} stands here twice", where=where, mend="give each a name of its own"
            )
        seen.add(name)


def _override(row: OverrideTable) -> tuple[int, int]:
    lasts, review = seconds(row.lasts), seconds(row.review_within)
    if not lasts or not review:
        raise ValueError("an override must end, and must be reviewed")
    return lasts, review


def _severity(name: str) -> Severity:
    return Severity(SEVERITIES.index(name))
