"""Keys of the audit trail that are kept elsewhere, by reference: nothing is made or changed here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.domain.errors import ConfigurationError, EvidenceMissing
from mainstay.ports.secrets import Secrets

_KEY = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ReferencedKeys:
    """Each key is a secret of 64 hexadecimal digits; see the port.

    `following` is the reference of the key that is to follow, "" for none, `older` are those from before, newest first.
    """

    secrets: Secrets
    sealing: str
    following: str = ""
    older: tuple[str, ...] = ()

    def current(self) -> bytes | None:
        """Look the key up that seals. Raises ConfigurationError too, when there is none."""
        return self._key(self.sealing)

    def prepared(self) -> bytes | None:
        """Look the key up that is to follow."""
        return self._key(self.following) if self.following else None

    def known(self) -> Sequence[bytes]:
        """Look all up, newest first."""
        return [self._key(one) for one in (self.following, self.sealing, *self.older) if one]

    def make(self) -> bytes:
        """Give the key that seals: it is made where it is kept."""
        return self._key(self.sealing)

    def prepare(self) -> bytes:
        """Give the key that is to follow. Raises EvidenceMissing when the settings name none."""
        if not self.following:
            raise EvidenceMissing(
                "the settings name no key that is to follow",
                where="the key of the audit trail",
                mend="make one where the keys are kept (openssl rand -hex 32), and name it as the next one",
            )
        return self._key(self.following)

    def promote(self) -> None:
        """Do nothing: the operator moves the references; until then the prepared key is found by what it sealed."""

    def _key(self, reference: str) -> bytes:
        text = self.secrets.look_up(reference).reveal()
        if not _KEY.fullmatch(text):
            raise ConfigurationError(
                "a key of the audit trail is not 64 hexadecimal digits",
                where="the key of the audit trail",
                mend="make one with: openssl rand -hex 32",
            )
        return bytes.fromhex(text)
