"""What the operator's file says beside the policy: where decisions are kept, and whom the program tells what."""

from dataclasses import dataclass, field

from mainstay.config.operator.acting_setting import (
    ActingSetting,
    DatabaseSetting,
    MetricsSetting,
    RepositorySetting,
    WorkerSetting,
)
from mainstay.config.operator.forecast_setting import ForecastsSetting
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.budget import Objective
from mainstay.domain.channel import Channel
from mainstay.domain.gate import Policy
from mainstay.domain.people import Role
from mainstay.domain.schedule import Schedule
from mainstay.domain.watched_model import WatchedModel


@dataclass(frozen=True, slots=True)
class ChannelSetting:
    """A channel and how it is reached: `path` for a file, references `address` and `key` for a webhook."""

    channel: Channel
    kind: str
    path: str
    address: str
    key: str


@dataclass(frozen=True, slots=True)
class AnchorSetting:
    """A place of anchors and how it is reached, as for channels; `target` is that of a system's log."""

    kind: str
    path: str
    address: str
    key: str
    target: str


@dataclass(frozen=True, slots=True)
class AuditKeySetting:
    """References of the keys that seal the trail: the one of now, the one to follow, those before (newest first).

    With `now` empty they are files in the folder of the user's state. `by_tick` says that `mainstay tick` alone seals.
    `rekey` are the roles of those who may change the key.
    """

    now: str = ""
    following: str = ""
    before: tuple[str, ...] = ()
    by_tick: bool = False
    rekey: tuple[Role, ...] = (Role.MANAGER, Role.TECHNICAL_DIRECTOR)


@dataclass(frozen=True, slots=True)
class Operator:
    """The whole file: the policy, calendars to read freezes from, kinds of action, channels, anchors, the store's address.

    `actions` are the kinds that come along and those that the file names, without those in the files `declared`. Paths are as
    they were written; those that are relative begin at the file's folder. `store` is an address or a reference
    to a secret that holds one, "" where nothing was said.
    """

    policy: Policy
    freezes_from: tuple[str, ...] = ()
    actions: frozenset[str] = KINDS
    channels: tuple[ChannelSetting, ...] = ()
    anchors: tuple[AnchorSetting, ...] = ()
    store: str = ""
    audit_key: AuditKeySetting = AuditKeySetting()
    declared: tuple[str, ...] = ()
    acting: ActingSetting = field(default_factory=ActingSetting)
    metrics: tuple[MetricsSetting, ...] = ()
    repositories: tuple[RepositorySetting, ...] = ()
    databases: tuple[DatabaseSetting, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    worker: WorkerSetting = field(default_factory=WorkerSetting)
    forecasts: ForecastsSetting = field(default_factory=ForecastsSetting)
    slos: tuple[Objective, ...] = ()
    models: tuple[WatchedModel, ...] = ()
