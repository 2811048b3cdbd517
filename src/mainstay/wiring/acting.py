"""Puts the kinds of action together, each with what the operator's file lets it touch."""

import os
from collections.abc import Callable, Collection, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from mainstay.adapters.actions.check_command import CommandCheck
from mainstay.adapters.actions.check_http import HttpCheck
from mainstay.adapters.actions.check_promql import PromqlCheck
from mainstay.adapters.actions.check_tcp import TcpCheck
from mainstay.adapters.actions.command import CommandAction
from mainstay.adapters.actions.declared import DeclaredKind
from mainstay.adapters.actions.file import FileAction
from mainstay.adapters.actions.git.kept import USUAL, KeptRepository
from mainstay.adapters.actions.git.kind import GitAction
from mainstay.adapters.actions.http import HttpAction
from mainstay.adapters.actions.people import ManualAction, NotifyAction
from mainstay.adapters.actions.programs import Programs
from mainstay.adapters.actions.promising import PromiseAction
from mainstay.adapters.actions.requests import Asking
from mainstay.adapters.actions.service import ServiceAction
from mainstay.adapters.actions.sql.kept import KeptDatabase
from mainstay.adapters.actions.sql.kind import SqlAction, SqlCheck
from mainstay.adapters.actions.waiting import WaitAction, WaitWindowAction
from mainstay.adapters.actions.watch import WatchAction
from mainstay.adapters.cache.secret import state_folder
from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.adapters.prometheus.server import Access, PrometheusServer
from mainstay.analysis.gates.window_times import opens_at
from mainstay.config.operator.acting_setting import MetricsSetting
from mainstay.config.operator.setting import Operator
from mainstay.domain.address import Address, address_in
from mainstay.domain.declared_action import DeclaredAction
from mainstay.domain.errors import Taken, UsageError
from mainstay.domain.outbox import Message
from mainstay.domain.secret import Keeping
from mainstay.flows.office import Office
from mainstay.ports.action import ActionKind
from mainstay.ports.metrics import Metrics
from mainstay.present.announcement_json import notice
from mainstay.wiring.outside import Outside
from mainstay.wiring.plan_secrets import PlanSecrets
from mainstay.wiring.plugin_actions import plugin_actions

Server = TypeVar("Server", bound=PrometheusServer)
BACKUPS = "kept-files"
_TOPIC = "notice"
_SILENT = 1 / 3
"""The share of a lease after which what a silent worker began is ended: long before anybody else can have the lease."""


def action_kinds(
    operator: Operator,
    outside: Outside,
    office: Office,
    declared: Mapping[str, DeclaredAction],
    own: Collection[Path],
) -> Mapping[str, ActionKind]:
    """Give all kinds of action by their names; `own` are files and folders that no plan writes.

    Raises MainstayError where the operator's file names what cannot be used.
    """
    acting = operator.acting
    lent = PlanSecrets(outside.secrets, acting.variables, acting.secrets)
    silence = operator.worker.lease * _SILENT
    programs = Programs(
        LocalSupervisor(), lent, outside.environment, acting.variables, silence, acting.commands, acting.users
    )
    asking = Asking(HttpClient(plain=acting.plain_http), lent)
    servers = metrics_servers(operator, outside)
    databases = {one.name: KeptDatabase(one.address, one.journal) for one in operator.databases}
    checks: tuple[ActionKind, ...] = (CommandCheck(programs), HttpCheck(asking))
    made: tuple[ActionKind, ...] = (
        *checks,
        CommandAction(programs),
        ServiceAction(LocalSupervisor(), acting.units, silence=silence),
        FileAction(
            tuple(map(outside.path, acting.roots)), _backups(operator, outside), acting.hidden, tuple(own)
        ),
        GitAction(_repositories(operator, outside), LocalProcesses(), outside.secrets, outside.environment),
        HttpAction(asking),
        TcpCheck(),
        PromqlCheck(servers),
        SqlAction(databases, outside.secrets),
        SqlCheck(databases, outside.secrets),
        WaitAction(),
        WaitWindowAction(partial(opens_at, office.policy.calendar)),
        ManualAction(),
        NotifyAction(partial(_say, office), tuple(channel.name for channel in office.channels)),
        PromiseAction(servers),
    )
    made = (*made, WatchAction(servers, {one.name: one for one in checks}))
    kinds = {kind.name: kind for kind in (*made, *plugin_actions(operator.actions, lent))}
    return kinds | {name: DeclaredKind(one, kinds) for name, one in declared.items()}


def metrics_servers(operator: Operator, outside: Outside) -> dict[str, Metrics]:
    """Give the metrics servers of the operator's file by their names."""
    return {one.name: metrics_server(one, operator, outside, PrometheusServer) for one in operator.metrics}


def metrics_server(
    setting: MetricsSetting, operator: Operator, outside: Outside, kind: Callable[..., Server]
) -> Server:
    """Give a server of the operator's file as a `kind` of Prometheus server. Raises UsageError where its address is none."""
    address = metrics_address(setting, outside)
    user = outside.secrets.look_up(setting.user).reveal() if setting.user else ""
    access = Access(setting.token, user, setting.password, setting.headers)
    http = HttpClient(plain=operator.acting.plain_http)
    return kind(setting.name, address, http, outside.secrets, access)


def metrics_address(setting: MetricsSetting, outside: Outside) -> Address:
    """Give where a server of the operator's file is. Raises UsageError where its address is none."""
    kept = setting.address.partition(":")[0] in set(Keeping)
    text = outside.secrets.look_up(setting.address).reveal() if kept else setting.address
    try:
        return address_in(text)
    except ValueError as error:
        raise UsageError(
            f"the address of a metrics server cannot be used: {error}", where=setting.name
        ) from error


def _backups(operator: Operator, outside: Outside) -> Path:
    if operator.acting.backups:
        return outside.path(operator.acting.backups)
    state = state_folder(outside.environment)
    # Where there is no home nothing is written: the action says that the folder cannot be used.
    return Path(os.devnull) / BACKUPS if state is None else state / BACKUPS


def _repositories(operator: Operator, outside: Outside) -> dict[str, KeptRepository]:
    return {
        one.name: KeptRepository(
            str(outside.path(one.path).resolve()), one.branches or USUAL, one.remotes, one.author, one.email
        )
        for one in operator.repositories
    }


def _say(office: Office, key: str, channels: tuple[str, ...], text: str) -> str:
    """Put a text into the outbox, once for each channel whatever happens: a second try finds its messages there."""
    named = channels or tuple(channel.name for channel in office.channels)
    now = office.clock.now()
    body = notice(text, key, now)
    messages = [
        Message(sha256(f"{key}\0{name}".encode()).hexdigest()[:32], name, _TOPIC, body, now, next_at=now)
        for name in named
    ]
    for message in messages:
        try:
            with office.store.writing() as work:
                work.messages.add([message])
        except Taken:
            continue
    return ""
