"""Files as they were before a plan changed them, kept for the one who takes the plan back."""

import base64
import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.actions.files.beneath import Refused
from mainstay.adapters.actions.files.state import LARGEST, State
from mainstay.adapters.secrets.private_file import make_private, make_private_folder, read_private
from mainstay.domain.errors import RunFailed

_HEAD = 1 << 20
_VERSION = 1
_WHAT = "the copy that is kept of the file"


@dataclass(frozen=True, slots=True)
class Backup:
    """How the file at `path` stood before, and the SHA-256 of what was to be left there ("" for no file)."""

    path: str
    before: State
    leaves: str


@dataclass(frozen=True, slots=True)
class Backups:
    """Keeps one copy for each step of a run in a `folder` for this user alone, and never another in its place."""

    folder: Path

    def get(self, run: str, step: str) -> Backup | None:
        """Give what was kept for a step, None where nothing was. Raises Refused where it cannot be used."""
        try:
            data = read_private(self._file(run, step), LARGEST + _HEAD, _WHAT)
        except FileNotFoundError:
            return None
        except RunFailed as failure:
            raise Refused(f"{failure.what} ({failure.where})") from failure
        return _decoded(data, run, step)

    def keep(self, run: str, step: str, backup: Backup) -> None:
        """Keep a copy, where none was kept before. Raises Refused where it cannot be, or not for this user alone."""
        try:
            make_private_folder(self.folder)
            facts = self.folder.stat()
            if facts.st_uid != os.geteuid() or facts.st_mode & 0o077:
                raise Refused("others have access to the folder for copies of files, or it is another user's")
            make_private(self._file(run, step), _encoded(run, step, backup))
        except OSError as error:
            raise Refused(f"no copy of the file can be kept: {error.strerror}") from error

    def _file(self, run: str, step: str) -> Path:
        plain = re.sub(r"[^A-Za-z0-9_-]", "_", f"{run}-{step}")[:80]
        return self.folder / f"{plain}-{tag_of(run, step)}"


def tag_of(run: str, step: str) -> str:
    """Give a short name of a step of a run, fit for names of files."""
    return hashlib.sha256(json.dumps([run, step]).encode()).hexdigest()[:16]


def _encoded(run: str, step: str, backup: Backup) -> bytes:
    before = backup.before
    head = {
        "version": _VERSION,
        "run": run,
        "step": step,
        "path": backup.path,
        "leaves": backup.leaves,
        "digest": before.digest,
        "mode": before.mode,
        "owner": before.owner,
        "group": before.group,
        "attributes": {name: base64.b64encode(value).decode() for name, value in before.attributes.items()},
    }
    return json.dumps(head).encode() + b"\n" + (before.content or b"")


def _decoded(data: bytes, run: str, step: str) -> Backup:
    line, _, content = data.partition(b"\n")
    try:
        head = json.loads(line)
        attributes = {name: base64.b64decode(value) for name, value in head["attributes"].items()}
        absent = head["digest"] == ""
        before = State(None if absent else content, head["mode"], head["owner"], head["group"], attributes)
        whole = (head["version"], head["run"], head["step"], before.digest) == (
            _VERSION,
            run,
            step,
            head["digest"],
        )
        backup = Backup(str(head["path"]), before, str(head["leaves"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(f"{_WHAT} is damaged") from error
    if not whole:
        raise Refused(f"{_WHAT} is damaged, or of another version")
    return backup
