"""Real git repositories in a temporary folder, always with the same people, dates and so the same hashes."""

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Content = str | bytes
Person = tuple[str, str]

ANN: Person = ("Ann Author", "ann@example.org")
BEN: Person = ("Ben Builder", "ben@example.org")
DAY = 86_400
# 1 January 2026, 12:00 UTC.
START = 1_767_268_800
# No test cuts the power, and what is made here need not be on the disk, or packed, to be read.
_QUICK = {"core.fsync": "none", "maintenance.auto": "false"}


def neutral_environment() -> dict[str, str]:
    """The environment that the builders run git with: nothing of the machine's or the user's own settings."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "LC_ALL": "C",
        "TZ": "UTC",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_TERMINAL_PROMPT": "0",
    }


@dataclass
class Repo:
    """A repository under construction; each commit is a day later than the one before unless told otherwise."""

    path: Path
    now: int = START
    env: dict[str, str] = field(default_factory=neutral_environment)

    def git(self, *args: str, stdin: bytes = b"", at: int | None = None, by: Person = ANN) -> str:
        """Run git in the repository and give what it printed, without the last newline."""
        when = f"@{self.now if at is None else at} +0000"
        identity = {
            "GIT_AUTHOR_NAME": by[0],
            "GIT_AUTHOR_EMAIL": by[1],
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_NAME": by[0],
            "GIT_COMMITTER_EMAIL": by[1],
            "GIT_COMMITTER_DATE": when,
        }
        settings = [word for name, value in _QUICK.items() for word in ("-c", f"{name}={value}")]
        done = subprocess.run(
            ["git", *settings, *args],
            cwd=self.path,
            env={**self.env, **identity},
            input=stdin,
            capture_output=True,
        )
        if done.returncode:
            raise AssertionError(f"git {' '.join(args)}: {done.stderr.decode(errors='replace')}")
        return done.stdout.decode(errors="surrogateescape").removesuffix("\n")

    def write(self, files: Mapping[str, Content | None]) -> None:
        """Write work files; None removes one."""
        for name, content in files.items():
            place = self.path / name
            if content is None:
                place.unlink()
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(
        self,
        files: Mapping[str, Content | None] | None = None,
        message: str = "Change something",
        *,
        by: Person = ANN,
        at: int | None = None,
    ) -> str:
        """Write files, commit all that differs, and give the new commit's hash."""
        self.write(files or {})
        if at is None:
            self.now += DAY
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--allow-empty-message", "-m", message, at=at, by=by)
        return self.head

    def merge(self, *branches: str, message: str = "Merge", at: int | None = None) -> str:
        """Merge branches into the current one, with a commit even where none is needed."""
        if at is None:
            self.now += DAY
        self.git("merge", "--quiet", "--no-ff", "-m", message, *branches, at=at)
        return self.head

    @property
    def head(self) -> str:
        """The current commit's hash."""
        return self.git("rev-parse", "HEAD")

    @property
    def git_dir(self) -> Path:
        """Where the repository's own files lie."""
        return Path(self.git("rev-parse", "--absolute-git-dir"))


@dataclass(frozen=True)
class Step:
    """One commit of a history written at once: its files (None removes one), message, person and times.

    `authored` is when it was written, where that is not when it was committed.
    """

    files: Mapping[str, Content | None]
    message: str = "Change something"
    by: Person = ANN
    at: int | None = None
    authored: int | None = None


def make_repository(path: Path, *options: str) -> Repo:
    """Make an empty repository on the branch `main`; `options` go to `git init` (`--bare`)."""
    path.mkdir(parents=True, exist_ok=True)
    repo = Repo(path)
    repo.git("init", "--quiet", "--initial-branch=main", *options)
    return repo


def small_repository(path: Path) -> Repo:
    """Make a repository with three commits by two people: a package with a fix and a renamed file."""
    repo = make_repository(path)
    repo.commit(
        {"README.md": "# Small\n", "small/__init__.py": "", "small/old.py": "def one():\n    return 1\n" * 5}
    )
    repo.commit({"small/sums.py": "def add(a, b):\n    return a - b\n"}, "Add sums", by=BEN)
    repo.git("mv", "small/old.py", "small/new.py")
    repo.commit({"small/sums.py": "def add(a, b):\n    return a + b\n"}, "Fix the sign, closes #1")
    return repo


def write_history(repo: Repo, steps: Iterable[Step], branch: str = "main") -> list[str]:
    """Append many commits to a branch in one go, without touching the work tree; give their hashes, oldest first."""
    stream = bytearray()
    count = 0
    known = repo.git("for-each-ref", f"refs/heads/{branch}")
    for count, step in enumerate(steps, 1):
        repo.now += DAY
        when = repo.now if step.at is None else step.at
        message = step.message.encode()
        stream += f"commit refs/heads/{branch}\nmark :{count}\n".encode()
        if step.authored is not None:
            stream += f"author {step.by[0]} <{step.by[1]}> {step.authored} +0000\n".encode()
        stream += f"committer {step.by[0]} <{step.by[1]}> {when} +0000\n".encode()
        stream += b"data %d\n%s\n" % (len(message), message)
        if count == 1 and known:
            stream += f"from refs/heads/{branch}^0\n".encode()
        for name, content in step.files.items():
            stream += _change(name, content)
    marks = repo.path / "marks.tmp"
    repo.git(
        "fast-import",
        "--quiet",
        "--date-format=raw-permissive",
        f"--export-marks={marks}",
        stdin=bytes(stream),
    )
    hashes = dict(line.split() for line in marks.read_text().splitlines())
    marks.unlink()
    return [hashes[f":{number}"] for number in range(1, count + 1)]


def _change(name: str, content: Content | None) -> bytes:
    quoted = b'"%s"' % name.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    if content is None:
        return b"D %s\n" % quoted
    data = content if isinstance(content, bytes) else content.encode()
    return b"M 100644 inline %s\ndata %d\n%s\n" % (quoted, len(data), data)


def write_object(repo: Repo, kind: str, content: bytes) -> str:
    """Write an object as it is, even one that git itself would refuse to make."""
    return repo.git("hash-object", "-t", kind, "-w", "--literally", "--stdin", stdin=content)


def write_tree(repo: Repo, entries: Sequence[tuple[str, bytes, str]]) -> str:
    """Write a tree of (mode such as "100644", raw name, hash) entries, in that order, and give its hash."""
    body = b"".join(b"%s %s\0%s" % (mode.encode(), name, bytes.fromhex(oid)) for mode, name, oid in entries)
    return write_object(repo, "tree", body)


def write_commit(repo: Repo, tree: str, message: bytes = b"By hand\n", *, head: Sequence[bytes] = ()) -> str:
    """Write a commit by hand; `head` are its lines between the tree and the message (parents, author, committer)."""
    lines = head or (b"author A <a@example.org> 1 +0000", b"committer A <a@example.org> 1 +0000")
    return write_object(repo, "commit", b"\n".join([b"tree " + tree.encode(), *lines, b"", message]))
