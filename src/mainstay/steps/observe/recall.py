"""Recalling the last look at a repository, when what was looked at is still exactly the same."""

import hashlib
from dataclasses import dataclass, replace

import msgspec

from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.domain.subject import Repository
from mainstay.ports.cache import Cache
from mainstay.ports.source import Source, WorkTree

_REPORT = "report"
# What could not be read now may be there the next time, though nothing shows that it has changed.
_UNREAD = frozenset(
    {
        "churn-left-out",
        "history-left-out",
        "trend-gaps",
        "unreadable-files",
        "unreadable-history",
        "unreadable-work-files",
        "work-tree-left-out",
    }
)
# What took too long or too much memory now may not do so the next time.
_PASSING = _UNREAD | {
    "comparison-unfinished",
    "drift-left-out",
    "head-moved",
    "plugin-failed",
    "tests-left-out",
    "usage-left-out",
}


def lacks_something(report: CodeReport) -> bool:
    """Tell whether something of the repository could not be read, so that another look may tell more."""
    return any(notice.code in _UNREAD for notice in report.notices)


@dataclass(frozen=True, slots=True)
class Recall:
    """The memory of one look. Its key holds everything that the report depends on."""

    cache: Cache
    key: str
    repository: Repository

    @staticmethod
    def of(
        cache: Cache,
        source: Source,
        work_tree: WorkTree,
        settings: Settings,
        options: CheckOptions,
        version: str,
        baseline: str = "",
        artefacts: str = "",
        plugins: str = "",
    ) -> "Recall":
        """Name the look that would be taken now; `baseline` is the digest of what was accepted, `plugins` of those to be asked.

        `artefacts` is the stamp of files that test runs left behind. They lie in the work tree as a rule and are ignored
        there, so that the work tree's stamp does not tell of them.
        """
        repository = source.repository
        seen = (
            version,
            settings.digest(),
            baseline,
            plugins,
            msgspec.json.encode(replace(options, jobs=0)).decode(),
            repository.path,
            repository.head,
            repository.branch,
            str(repository.shallow),
            work_tree.stamp,
            artefacts,
            *(notice.code for notice in source.notices),
        )
        digest = hashlib.sha256("\0".join(seen).encode("utf-8", "surrogatepass")).hexdigest()
        return Recall(cache, digest, repository)

    def read(self, now: int = 0) -> CodeReport | None:
        """Give the remembered report, None when there is none for exactly this, or when a suppression has expired by `now`."""
        data = self.cache.get(_REPORT, [self.key]).get(self.key)
        if data is None:
            return None
        try:
            report = msgspec.msgpack.decode(data, type=CodeReport)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        if 0 < report.next_expiry < now:
            return None
        return replace(report, repository=self.repository)

    def write(self, report: CodeReport) -> None:
        """Remember a report in place of the one before, unless something could not be read."""
        if any(notice.code in _PASSING for notice in report.notices):
            return
        # Where the repository lies is known anyway, and its folders may have names that are no text.
        placeless = replace(report.repository, path="", git_dir="", work_tree="")
        data = msgspec.msgpack.encode(replace(report, repository=placeless))
        self.cache.put(_REPORT, {self.key: data})
        self.cache.keep_only(_REPORT, [self.key])
