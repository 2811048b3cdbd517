"""Secrets in memory."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.domain.errors import ConfigurationError
from mainstay.domain.secret import Keeping, Secret


@dataclass(frozen=True)
class MemorySecrets:
    """Keeps secrets by their whole references, such as `env:NAME`."""

    kept: Mapping[str, str]

    def look_up(self, reference: str) -> Secret:
        kind, colon, rest = reference.partition(":")
        if kind not in set(Keeping) or not colon or not rest:
            raise ConfigurationError("a secret must be given as a reference", where="a setting for a secret")
        if reference not in self.kept:
            raise ConfigurationError("there is no such secret", where=reference)
        return Secret(self.kept[reference])
