"""Revisions as people and pipelines name them: which commit a name stands for, its parents, and where two lines met."""

import re

from mainstay.adapters.git.names import is_inside
from mainstay.adapters.git.places import Place
from mainstay.adapters.git.program import LISTING, Git
from mainstay.adapters.git.refs import read_head, read_reference
from mainstay.domain.errors import UsageError

_LONGEST = 300
_PARTS = re.compile(r"([^~^]*)((?:[~^][0-9]{0,6})*)")
_HEX = re.compile(r"[0-9a-f]{4,64}")
_OID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_DEEPEST = 5
# The order of gitrevisions(7).
_PLACES = (b"%s", b"refs/%s", b"refs/tags/%s", b"refs/heads/%s", b"refs/remotes/%s", b"refs/remotes/%s/HEAD")


def commit_named(git: Git, place: Place, name: str) -> str:
    """Tell which commit a revision names, "" for none; references are read as data, for the shadow holds none."""
    parts = _PARTS.fullmatch(name) if len(name) <= _LONGEST else None
    if parts is None or not parts[1].isprintable():
        return ""
    oid = _named(place, parts[1])
    if not oid and _HEX.fullmatch(parts[1]):
        oid = parts[1]
    if not oid:
        return ""
    ended = git.run(
        "rev-parse", "--verify", "--quiet", "--end-of-options", f"{oid}{parts[2]}^{{commit}}", limits=LISTING
    )
    said = ended.stdout.strip()
    return said.decode() if not ended.status and _OID.fullmatch(said) else ""


def parents(git: Git, commit: str) -> tuple[str, ...]:
    """Tell a commit's parents as far as the history goes here."""
    ended = git.run("rev-parse", "--end-of-options", f"{commit}^@", limits=LISTING)
    return (
        () if ended.status else tuple(line.decode() for line in ended.stdout.split() if _OID.fullmatch(line))
    )


def merge_base(git: Git, one: str, other: str) -> str:
    """Tell the best common ancestor of two commits, "" where they have none. Raises GitFailed when git gives up."""
    ended = git.run("merge-base", "--end-of-options", one, other, limits=LISTING)
    if ended.status > 1 or (ended.status and ended.stderr):
        raise git.failure("merge-base", ended)
    return ended.stdout.decode().strip()


def _named(place: Place, name: str) -> str:
    """Follow a name to the object that it stands for, "" where there is no such reference."""
    if name in {"HEAD", "@", ""}:
        return read_head(place).oid if name else ""
    raw = name.encode("utf-8", "surrogateescape")
    for form in _PLACES:
        full = form % raw
        if full.startswith(b"refs/") and is_inside(full) and (oid := _followed(place, full)):
            return oid
    return ""


def _followed(place: Place, name: bytes) -> str:
    try:
        for _ in range(_DEEPEST):
            value = read_reference(place, name)
            if value is None:
                return ""
            if _OID.fullmatch(value):
                return value.decode()
            name = value.removeprefix(b"ref:").strip()
            if not name.startswith(b"refs/") or not is_inside(name):
                return ""
    except (UsageError, OSError):
        return ""
    return ""
