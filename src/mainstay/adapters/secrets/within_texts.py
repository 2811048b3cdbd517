"""References within texts that are sent: each gives way to its secret, and what was found is kept out of answers."""

import base64
import re
from collections.abc import Mapping

from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.plan import Value
from mainstay.domain.secret import Keeping, Secret
from mainstay.ports.secrets import Secrets

_REFERENCE = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|(?:file|exec):/.+")
_WITH_SCHEME = re.compile(r"([A-Za-z]{1,20})[ \t]+(.+)")


class TextSecrets:
    """Looks up the references that it meets, and knows afterwards what must not be shown.

    `programs` allows `exec:`; it is set for texts of the operator's own file alone.
    """

    def __init__(self, secrets: Secrets, *, programs: bool = False) -> None:
        """Begin, knowing none."""
        self._secrets = secrets
        self._programs = programs
        self._found: list[Secret] = []

    @property
    def scrubber(self) -> Scrubber:
        """What takes all that was found out of texts."""
        return Scrubber(self._found)

    def in_value(self, value: Value) -> Value:
        """Give a value with each text that is a reference replaced, however deep. Raises MainstayError as `Secrets` does."""
        if isinstance(value, str):
            return self.in_text(value)
        if isinstance(value, Mapping):
            return {name: self.in_value(one) for name, one in value.items()}
        return tuple(map(self.in_value, value)) if isinstance(value, tuple) else value

    def in_text(self, text: str) -> str:
        """Give the secret where the whole text is a reference, else the text. Raises MainstayError as `Secrets` does."""
        return self.look_up(text) if _REFERENCE.fullmatch(text) else text

    def in_header(self, text: str) -> str:
        """Give the value of a header; a reference may stand after a scheme there too, as in `Bearer env:NAME`.

        Raises MainstayError as `Secrets` does.
        """
        parts = _WITH_SCHEME.fullmatch(text)
        if parts and _REFERENCE.fullmatch(parts[2]):
            return f"{parts[1]} {self.look_up(parts[2])}"
        return self.in_text(text)

    def basic(self, user: str, reference: str) -> str:
        """Give the value of the header Authorization for a user and a password (RFC 7617)."""
        pair = f"{user}:{self.look_up(reference)}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"

    def look_up(self, reference: str) -> str:
        """Give the secret that a reference stands for. Raises MainstayError as `Secrets` does."""
        if reference.startswith(f"{Keeping.PROGRAM}:") and not self._programs:
            raise ConfigurationError(
                "a program that tells a secret may stand in the operator's own file alone",
                where="exec: reference",
                mend="use env:NAME or file:/path here",
            )
        secret = self._secrets.look_up(reference)
        self._found.append(secret)
        return secret.reveal()
