"""Secrets by reference, looked up when they are used."""

from typing import Protocol

from mainstay.domain.secret import Secret


class Secrets(Protocol):
    """References are `env:NAME`, `file:/path` and, where the operator's own file holds them, `exec:PROGRAM ARGUMENTS`."""

    def look_up(self, reference: str) -> Secret:
        """Look a secret up now; nothing is kept.

        Raises ConfigurationError when the reference cannot be one or its secret is not there, RunFailed when it cannot be
        read. Neither shows the secret, nor a text that is no reference: it may be the secret itself.
        """
        ...
