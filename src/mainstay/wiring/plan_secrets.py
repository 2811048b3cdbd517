"""The secrets that plans may use: not all that this program can read, but what its operator lends them."""

from collections.abc import Collection
from dataclasses import dataclass
from posixpath import normpath

from mainstay.config.path_globs import matches_path
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.secret import Keeping, Secret
from mainstay.ports.secrets import Secrets
from mainstay.present.visible import visible


@dataclass(frozen=True, slots=True)
class PlanSecrets:
    """Looks up in `secrets` what stands in one of some `variables`, or in a file that one of the globs `files` names."""

    secrets: Secrets
    variables: Collection[str]
    files: Collection[str]

    def look_up(self, reference: str) -> Secret:
        """Look a secret up. Raises ConfigurationError where plans may not have it, else as the port says."""
        kind, _, rest = reference.partition(":")
        lent = (kind == Keeping.ENVIRONMENT and rest in self.variables) or (
            kind == Keeping.FILE
            and normpath(rest) == rest
            and any(matches_path(one, rest) for one in self.files)
        )
        if not lent:
            shown = visible(f"{kind}:{rest}", 120) if kind in set(Keeping) else "what stands there"
            raise ConfigurationError(
                f"plans may not use {shown}",
                where="acting in the operator's file",
                mend="name the variable under `variables`, or the file under `secrets`",
            )
        return self.secrets.look_up(reference)
