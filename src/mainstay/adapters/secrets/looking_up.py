"""The Secrets port on this machine: environment, files, and programs where they are allowed."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.secrets.private_file import read_private
from mainstay.domain.errors import ConfigurationError, RunFailed
from mainstay.domain.secret import SHORTEST, Keeping, Secret
from mainstay.ports.process import Limits, Processes
from mainstay.present.visible import visible

LARGEST = 64 << 10
"""The largest secret, in bytes."""

SECONDS = 30.0
"""How long a program may take to tell one."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,199}")


@dataclass(frozen=True, slots=True, repr=False)
class LocalSecrets:
    """Looks secrets up in `environment`, in files, and by `processes`.

    `programs` allows `exec:`; it is set for references from the operator's own file alone, for whoever writes such a
    reference chooses what is run.
    """

    environment: Mapping[str, str]
    processes: Processes
    programs: bool = False

    def look_up(self, reference: str) -> Secret:
        """Look a secret up, without the line feed that ends it; see the port."""
        kind, colon, rest = reference.partition(":")
        if not colon or kind not in set(Keeping) or not rest:
            raise _no_reference()
        text = {
            Keeping.ENVIRONMENT: self._of_environment,
            Keeping.FILE: _of_file,
            Keeping.PROGRAM: self._of_program,
        }[Keeping(kind)](rest)
        secret = text.removesuffix("\n").removesuffix("\r")
        if len(secret) < SHORTEST:
            raise ConfigurationError(
                f"a secret has fewer than {SHORTEST} characters, and so cannot be kept out of texts",
                where=f"{kind}: reference",
                mend="make a longer one",
            )
        return Secret(secret)

    def _of_environment(self, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise _no_reference()
        value = self.environment.get(name, "")
        if not value:
            raise ConfigurationError(
                "the environment does not hold a secret",
                where=f"env:{name}",
                mend=f"set {name} for this process",
            )
        return value

    def _of_program(self, line: str) -> str:
        if not self.programs:
            raise ConfigurationError(
                "a program that tells a secret may stand in the operator's own file alone",
                where="exec: reference",
                mend="use env:NAME or file:/path here",
            )
        try:
            argv = shlex.split(line)
        except ValueError:
            raise _no_reference() from None
        if not argv or not argv[0].startswith("/"):
            raise ConfigurationError(
                "a program that tells a secret must be named by its whole path",
                where="exec: reference",
                mend="write it as exec:/usr/bin/PROGRAM ARGUMENTS",
            )
        limits = Limits(seconds=SECONDS, output=LARGEST)
        ended = self.processes.run(argv, self.environment, limits=limits)
        if ended.status != 0:
            # What it wrote is not told: it may be the secret.
            raise RunFailed(
                f"the program that should tell a secret ended with status {ended.status}",
                where=visible(Path(argv[0]).name, 100),
                mend="run it by hand as the same user",
            )
        return _text(ended.stdout, visible(Path(argv[0]).name, 100))


def _of_file(name: str) -> str:
    path = Path(name)
    where = f"file:{visible(name, 300)}"
    if not path.is_absolute() or "\0" in name:
        raise ConfigurationError(
            "a file that holds a secret must be named by its whole path",
            where="file: reference",
            mend="write it as file:/path",
        )
    try:
        return _text(read_private(path, LARGEST, "the file that holds a secret"), where)
    except FileNotFoundError:
        raise ConfigurationError(
            "the file that holds a secret is not there", where=where, mend="make it, with mode 0600"
        ) from None


def _text(content: bytes, where: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise RunFailed("a secret is no UTF-8", where=where, mend="give it as base64 text") from None


def _no_reference() -> ConfigurationError:
    return ConfigurationError(
        "a secret must be given as a reference, and never itself",
        where="a setting for a secret",
        mend="write env:NAME or file:/path, or exec:/path/to/program in the operator's own file",
    )
