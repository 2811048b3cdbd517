"""Where plans may push to: an address of the operator's, and what git gets to reach it with and nothing more."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from mainstay.adapters.actions.git.kept import KeptRepository
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.secret import SHORTEST, Secret
from mainstay.ports.secrets import Secrets

_REFERENCE = re.compile(r"(?:env|file|exec):(?!/{2})")
_SSH = re.compile(
    r"(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:[^\s:/-][^\s:]*|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:/\S+"
)
_HERE = {"localhost", "127.0.0.1", "::1"}
# What a worker's own surroundings may say about how the net is reached, and by which authority others prove themselves.
_TAKEN = ("SSH_AUTH_SOCK", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "GIT_SSL_CAINFO")
# Nobody is there to be asked, and a host that is not known yet is not believed.
_PROGRAM = "ssh -oBatchMode=yes -oStrictHostKeyChecking=yes -oConnectTimeout=20"


@dataclass(frozen=True, slots=True, repr=False)
class Remote:
    """A remote by its `name`: the `address` without a password, the `protocol` that git may use, and what it gets in."""

    name: str
    address: str
    protocol: str
    login: str = ""
    secrets: tuple[Secret, ...] = field(default=())

    def surroundings(self, environment: Mapping[str, str]) -> dict[str, str]:
        """Give the environment that git reaches it with; what the worker's own says of ways through the net is taken."""
        settings = {"http.followRedirects": "false"}
        if self.login:
            # Not as an argument, which all users of the machine can read.
            login = base64.b64encode(self.login.encode()).decode()
            settings["http.extraHeader"] = f"Authorization: Basic {login}"
        given = {"GIT_CONFIG_COUNT": str(len(settings))}
        for number, (key, value) in enumerate(settings.items()):
            given |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        taken = {name: environment[name] for name in _TAKEN if environment.get(name)}
        return {
            **taken,
            **given,
            "GIT_ALLOW_PROTOCOL": self.protocol,
            "GIT_SSH_COMMAND": _PROGRAM,
            "GIT_SSH_VARIANT": "ssh",
            "SSH_ASKPASS_REQUIRE": "never",
        }


def remote_of(kept: KeptRepository, name: str, secrets: Secrets) -> Remote:
    """Give a remote of a repository by its name.

    Raises ConfigurationError when the operator names none so, its address cannot be looked up, or it is none that is used.
    """
    given = kept.remotes.get(name)
    if given is None:
        raise ConfigurationError(
            f"the operator names no remote {name} of this repository",
            where=kept.path,
            mend="name it under `remotes`",
        )
    if not _REFERENCE.match(given):
        return _remote(name, given, ())
    found = secrets.look_up(given)
    return _remote(name, found.reveal(), (found,))


def _remote(name: str, address: str, secrets: tuple[Secret, ...]) -> Remote:
    if not address.isprintable() or address.startswith("-"):
        raise _unusable(name)
    if address.startswith("/"):
        return Remote(name, address, "file", secrets=secrets)
    try:
        parts = urlsplit(address)
        host, user, password = (
            parts.hostname or "",
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )
    except ValueError:
        raise _unusable(name) from None
    if parts.scheme == "file" and not host:
        return Remote(name, address, "file", secrets=secrets)
    if host.startswith("-") or user.startswith("-"):
        raise _unusable(name)
    if parts.scheme == "ssh" and host and not password:
        return Remote(name, address, "ssh", secrets=secrets)
    if parts.scheme == "https" or (parts.scheme == "http" and host in _HERE):
        bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        login = f"{user}:{password}" if user or password else ""
        hidden = tuple(Secret(text) for text in (password, login) if len(text) >= SHORTEST)
        return Remote(name, bare, parts.scheme, login, secrets + hidden)
    if "://" not in address and "::" not in address and _SSH.fullmatch(address):
        return Remote(name, address, "ssh", secrets=secrets)
    raise _unusable(name)


def _unusable(name: str) -> ConfigurationError:
    # The address is not told, for a password may stand in it.
    return ConfigurationError(
        f"the address of the remote {name} is none that is pushed to",
        where="remotes",
        mend="give a path from / on, https://, ssh:// or user@host:path",
    )
