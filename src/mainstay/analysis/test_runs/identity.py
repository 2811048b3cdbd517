"""Which run a file of results belongs to, at which commit, in which environment and when: told by the simplest honest rule.

A commit is what a property says, else a word of the path that is a hash. An environment is what properties say and the words
of the path that are no hash, date or number. A time is what the file says, else a date in the path. A file is one run, but for
files named TEST-*.xml, which tools write for each class: those of one folder are one run. The time of a file on the disk and
the name of the machine tell nothing: both change from run to run.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

_COMMIT_PROPERTIES = (
    "commit", "commit.sha", "commit_sha", "git.commit", "git.commit.id", "git.sha", "git_sha", "git_commit", "github_sha",
    "ci_commit_sha", "env.git_commit", "env.github_sha", "env.ci_commit_sha", "build.vcs.number", "build_vcs_number",
    "revision", "vcs.revision", "sha",
)  # fmt: skip
_ENVIRONMENT_PROPERTIES = (
    "environment", "env", "os", "os.name", "platform", "arch", "os.arch", "java.version", "python", "python.version",
    "python_version", "node.version", "go.version", "ruby.version", "php.version", "browser", "matrix", "profile",
    "configuration",
)  # fmt: skip
_HASH = re.compile(r"[0-9a-f]{7,64}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DATE = re.compile(
    r"(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])"
    r"(?:[tT_.-]?([01]\d|2[0-3])[:h.-]?([0-5]\d)(?:[:m.-]?([0-5]\d))?[sS]?(?:\.\d{1,6})?[zZ]?)?(?!\d)"
)
_WORD = re.compile(r"[^a-z0-9.+]+")
_NUMBER = re.compile(r"\d+")
_PER_CLASS = re.compile(r"TEST-[^/]*\.xml$")


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of the run that a file belongs to; "" and 0 where nothing is. `run` tells runs apart."""

    run: str
    commit: str
    environment: str
    at: int


def identity(path: str, properties: Mapping[str, str], at: int) -> Identity:
    """Tell which run a file is of, by its path below the folder that was named, its properties and its own time."""
    told = {name.lower().replace("-", "_"): value for name, value in properties.items()}
    folder, _, file = path.rpartition("/")
    run = folder if _PER_CLASS.match(file) else path
    plain = _UUID.sub(" ", run.removesuffix(".xml"))
    dated = _DATE.search(plain)
    words = [word.strip(".") for word in _WORD.split(_DATE.sub(" ", plain).lower())]
    commits = [word for word in words if _is_hash(word)]
    kept = [word for word in words if word and not _is_hash(word) and not _NUMBER.fullmatch(word)]
    named = next((told[name] for name in _COMMIT_PROPERTIES if _is_hash(told.get(name, "").lower())), "")
    values = [f"{name}={told[name]}" for name in _ENVIRONMENT_PROPERTIES if name in told]
    return Identity(
        run=run,
        commit=(named or (commits[-1] if commits else "")).lower(),
        environment=" ".join([*kept, *values])[:500],
        at=at or (_seconds(dated) if dated else 0),
    )


def _is_hash(word: str) -> bool:
    """Tell whether a word is a commit's hash, whole or shortened: a shortened one has letters and digits."""
    if not _HASH.fullmatch(word):
        return False
    return len(word) in {40, 64} or (
        any(letter.isdigit() for letter in word) and any(letter.isalpha() for letter in word)
    )


def _seconds(dated: "re.Match[str]") -> int:
    year, month, day, hour, minute, second = (int(part or 0) for part in dated.groups())
    try:
        return int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp())
    except ValueError:
        return 0
