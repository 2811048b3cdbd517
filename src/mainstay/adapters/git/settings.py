"""The few settings of a repository that reading must know, taken from its config as data.

Git parses the text for us, from a pipe and without includes; none of it is ever in force.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.git.names import plain_message
from mainstay.adapters.git.places import Place
from mainstay.adapters.git.plain_files import read_plain
from mainstay.adapters.git.program import LISTING, Git
from mainstay.domain.errors import UsageError

_LARGEST = 16 << 20
_TRUE = {"true", "yes", "on", "1"}
_FALSE = {"false", "no", "off", "0", ""}
_SWITCHES = (
    "core.filemode",
    "core.symlinks",
    "core.ignorecase",
    "core.precomposeunicode",
    "core.trustctime",
)
_CHOICES = {
    "core.autocrlf": {"input"},
    "core.eol": {"lf", "crlf", "native"},
    "core.checkstat": {"default", "minimal"},
    "core.sharedrepository": {"umask", "group", "all", "world", "everybody", "0640", "0660", "0644", "0664"},
}
_UNDERSTOOD = {
    "noop",
    "noop-v1",
    "objectformat",
    "partialclone",
    "preciousobjects",
    "refstorage",
    "relativeworktrees",
    "worktreeconfig",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """`object_format` is "sha1" or "sha256"; `bare` what the config claims (None: nothing).

    `partial` tells whether contents were left at a server, `sparse` whether part of the tree is not checked out,
    `work_tree` where the config wants the work tree to be ("": it does not say).
    `kept` are harmless switches of how the work tree is compared and who may read what is made, as lines of a config's
    [core] section.
    """

    object_format: str
    bare: bool | None
    partial: bool
    sparse: bool
    work_tree: str
    kept: tuple[tuple[str, str], ...]


def read_settings(git: Git, place: Place) -> Settings:
    """Read the settings. Raises UsageError when the config is damaged or the format is not understood."""
    values = dict(_entries(git, Path(place.common_dir) / "config"))
    if _is_true(values.get("extensions.worktreeconfig")):
        values |= dict(_entries(git, Path(place.git_dir) / "config.worktree"))
    object_format = _checked_format(values, str(Path(place.common_dir) / "config"))
    bare = values.get("core.bare")
    return Settings(
        object_format,
        None if bare is None else _is_true(bare),
        partial="extensions.partialclone" in values or any(_is_promisor(*entry) for entry in values.items()),
        sparse=_is_true(values.get("core.sparsecheckout")),
        work_tree=values.get("core.worktree", ""),
        kept=tuple(_kept(values)),
    )


def _entries(git: Git, file: Path) -> Iterator[tuple[str, str]]:
    text = read_plain(file, _LARGEST)
    if text is None:
        return
    ended = git.run("config", "--file", "-", "--no-includes", "--null", "--list", stdin=text, limits=LISTING)
    if ended.status:
        raise UsageError(
            f"the repository's config cannot be read: {plain_message(ended.stderr)}",
            where=str(file),
            mend="mend or remove that line in an editor",
        )
    for entry in ended.stdout.decode("utf-8", "replace").split("\0")[:-1]:
        key, equals, value = entry.partition("\n")
        # A key without "=" means true.
        yield key, value if equals else "true"


def _checked_format(values: dict[str, str], where: str) -> str:
    version = values.get("core.repositoryformatversion", "0").strip()
    extensions = {key.removeprefix("extensions."): text for key, text in values.items() if _is_extension(key)}
    unknown = sorted(set(extensions) - _UNDERSTOOD) if version == "1" else []
    storage = extensions.get("refstorage", "files")
    if storage != "files":
        raise UsageError(
            f"the repository keeps its references as {plain_message(storage.encode())}, which is not read yet",
            where=where,
            mend="git refs migrate --ref-format=files",
        )
    object_format = extensions.get("objectformat", "sha1").lower()
    if version not in {"0", "1"} or unknown or object_format not in {"sha1", "sha256"}:
        what = plain_message(" ".join(unknown or [f"version {version}", object_format]).encode())
        raise UsageError(
            f"the repository's format is not understood: {what}",
            where=where,
            mend="clone it again with default settings, or use a newer Mainstay",
        )
    return object_format


def _is_extension(key: str) -> bool:
    return key.startswith("extensions.")


def _is_promisor(key: str, value: str) -> bool:
    if not key.startswith("remote."):
        return False
    return key.endswith(".partialclonefilter") or (key.endswith(".promisor") and _is_true(value))


def _kept(values: dict[str, str]) -> Iterator[tuple[str, str]]:
    for key in (*_SWITCHES, *_CHOICES):
        value = values.get(key, "").strip().lower()
        if key in values and value in _TRUE | _FALSE:
            yield key, "true" if value in _TRUE else "false"
        elif value in _CHOICES.get(key, ()):
            yield key, value


def _is_true(value: str | None) -> bool:
    return value is not None and value.strip().lower() in _TRUE
