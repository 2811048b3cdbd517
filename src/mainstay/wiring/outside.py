"""Puts together what stands outside of the store, as the operator's file names it: secrets, keys, anchors, channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import SystemRandom

from mainstay.adapters.anchors.file import FileAnchors
from mainstay.adapters.anchors.late import LateAnchors
from mainstay.adapters.anchors.syslog import SyslogAnchors
from mainstay.adapters.anchors.webhook import WebhookAnchors
from mainstay.adapters.audit_keys.files import KeyFiles
from mainstay.adapters.audit_keys.references import ReferencedKeys
from mainstay.adapters.cache.secret import state_folder
from mainstay.adapters.clock import SystemClock
from mainstay.adapters.notifiers.file import FileNotifier
from mainstay.adapters.notifiers.webhook import WebhookNotifier
from mainstay.adapters.posting import address_of
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.adapters.secrets.looking_up import LocalSecrets
from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.config.operator.setting import AnchorSetting, ChannelSetting, Operator
from mainstay.domain.errors import MainstayError, UsageError
from mainstay.domain.secret import Secret
from mainstay.flows.ticking import Outgoing
from mainstay.ports.anchors import AnchorPlace
from mainstay.ports.audit_keys import AuditKeys
from mainstay.ports.notifier import Notifier


@dataclass(frozen=True)
class Outside:
    """What an operator's file names; `folder` is the one that it lies in, None where there is no file."""

    operator: Operator
    folder: Path | None
    environment: Mapping[str, str]

    @property
    def secrets(self) -> LocalSecrets:
        """What looks secrets up when they are used."""
        return LocalSecrets(self.environment, LocalProcesses(), programs=True)

    def keys(self) -> AuditKeys:
        """Give where the keys of the trail are. Raises UsageError where there is no home to keep them in."""
        setting = self.operator.audit_key
        if setting.now:
            return ReferencedKeys(self.secrets, setting.now, setting.following, setting.before)
        state = state_folder(self.environment)
        if state is None:
            raise UsageError(
                "there is no home to keep the key of the audit trail in", where="HOME", mend="set HOME"
            )
        return KeyFiles(state)

    def anchors(self) -> tuple[AnchorPlace, ...]:
        """Give the places that are told the head of the chain; what is wrong with one shows when it is told."""
        return tuple(
            LateAnchors(setting.kind, partial(self._anchor, setting)) for setting in self.operator.anchors
        )

    def outgoing(self) -> tuple[Outgoing, tuple[MainstayError, ...]]:
        """Give what sends messages, and why some channels cannot be used."""
        known: list[Secret] = []
        notifiers: dict[str, Notifier] = {}
        failures: list[MainstayError] = []
        for setting in self.operator.channels:
            try:
                notifiers[setting.channel.name] = self._notifier(setting, known)
            except MainstayError as failure:
                # Its messages wait, and those of the others are sent.
                failures.append(failure)
        return Outgoing(notifiers, SystemRandom().random, Scrubber(known).scrub), tuple(failures)

    def path(self, text: str) -> Path:
        """Give a path of the operator's file, which counts from its folder. Raises UsageError without a file."""
        if self.folder is None:
            raise UsageError("a path is given, and no operator's file that it could count from")
        return self.folder / text

    def _anchor(self, setting: AnchorSetting) -> AnchorPlace:
        if setting.kind == "file":
            return FileAnchors(self.path(setting.path))
        if setting.kind == "syslog":
            return SyslogAnchors(setting.target)
        address, key = self.secrets.look_up(setting.address), self.secrets.look_up(setting.key)
        return WebhookAnchors(address_of(address), key, SystemClock())

    def _notifier(self, setting: ChannelSetting, known: list[Secret]) -> Notifier:
        if setting.kind == "file":
            return FileNotifier(self.path(setting.path))
        address, key = self.secrets.look_up(setting.address), self.secrets.look_up(setting.key)
        known += [address, key]
        return WebhookNotifier(address_of(address), key, SystemClock())
