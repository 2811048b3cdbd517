"""The person's own list of files that git never shows (.venv, .idea, *.swp), so that they count nowhere else either."""

from collections.abc import Mapping
from pathlib import Path

from mainstay.adapters.git.plain_files import read_plain
from mainstay.adapters.git.program import Git

_LARGEST = 1 << 20


def personal_ignores(git: Git, environment: Mapping[str, str]) -> bytes:
    """Read the patterns of the caller's own ignore file, b"" without one.

    It is the file that core.excludesFile names in the caller's ~/.gitconfig or $XDG_CONFIG_HOME/git/config, else
    $XDG_CONFIG_HOME/git/ignore. Only this one setting is taken; what cannot be read counts as absent.
    """
    home = environment.get("HOME", "")
    if not Path(home).is_absolute():
        return b""
    settings = Path(environment.get("XDG_CONFIG_HOME") or Path(home, ".config"), "git")
    try:
        named = _named(git, Path(home, ".gitconfig")) or _named(git, settings / "config")
        file = Path(home, named.removeprefix("~/")) if named else settings / "ignore"
        return read_plain(file.resolve(), _LARGEST) or b""
    except (OSError, RuntimeError):
        # Closed to us (another user's home), or links in a circle.
        return b""


def _named(git: Git, config: Path) -> str:
    if not config.is_file():
        return ""
    ended = git.run("config", "--file", str(config), "--includes", "--null", "--get", "core.excludesFile")
    return ended.stdout.decode("utf-8", "surrogateescape").partition("\0")[0]
