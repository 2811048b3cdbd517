"""The history up to a commit: all of it, or only what an earlier log does not hold."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from mainstay.adapters.git.log_growth import finished, is_sound, joined
from mainstay.adapters.git.log_rows import LogRows
from mainstay.adapters.git.log_stream import LogFormat
from mainstay.adapters.git.program import HISTORY, Git
from mainstay.domain.history import Log, Said

# 50 % alike is git's own threshold for a rename; 100 % looks at hashes only, so no content is needed.
_ALIKE = "--find-renames=50%"
_IDENTICAL = "--find-renames=100%"


@dataclass(frozen=True, slots=True)
class HistoryReader:
    """Reads the history of one repository up to `head`.

    `cut` are the commits whose parents are missing (a shallow clone); with `identical_only` a rename is told only where
    the content stayed the same, which needs no contents (a partial clone has not all of them).
    """

    git: Git
    head: str
    cut: Collection[str]
    identical_only: bool = False

    def read(self, mark: Callable[[bytes], Said], known: Log | None) -> Log:
        """Read the log, going on from `known` if that can be. Raises RunFailed when history cannot be read."""
        if not self.head:
            return Log("")
        if known is not None and self._continues(known):
            return known if known.head == self.head else self._grown(mark, known)
        return finished(self._rows(mark, self.head))

    def _grown(self, mark: Callable[[bytes], Said], known: Log) -> Log:
        rows = self._rows(mark, f"{known.head}..{self.head}")
        if not set(known.oids).isdisjoint(rows.log.oids):
            # Where clocks were far off, git takes some known commits for new ones (the "slop" of its walk).
            return finished(self._rows(mark, self.head))
        if rows.next_on_mainline != known.head:
            # What was the mainline was merged from the side, so other merges brought commits in.
            return finished(self._rows(mark, self.head))
        return joined(rows, known)

    def _rows(self, mark: Callable[[bytes], Said], commits: str) -> LogRows:
        rows = LogRows(self.head, mark, self.cut)
        form = LogFormat()
        with self.git.start(
            "log",
            # Children before parents even where clocks were wrong.
            "--date-order",
            "-z",
            _IDENTICAL if self.identical_only else _ALIKE,
            "--name-status",
            "--diff-merges=off",
            "--use-mailmap",
            "--no-notes",
            "--no-decorate",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--encoding=UTF-8",
            form.option,
            commits,
            "--",
            limits=HISTORY,
        ) as running:
            for record in form.records(running.stdout):
                rows.add(record)
            ended = running.finish()
        if ended.status:
            raise self.git.failure("log", ended)
        return rows

    def _continues(self, known: Log) -> bool:
        """Whether `known` is a part of this history, read under the same conditions."""
        if not is_sound(known):
            return False
        if self.git.run("merge-base", "--is-ancestor", known.head, self.head).status:
            return False
        # The oldest commit may have got parents since, as the clone was deepened.
        oldest = self.git.run("rev-list", "--parents", "--max-count=1", known.oids[-1])
        if oldest.stdout.decode().split() != [known.oids[-1]]:
            return False
        return self._mailmap(known.head) == self._mailmap(self.head)

    def _mailmap(self, commit: str) -> bytes:
        """Which .mailmap says who is who; another one changes the people of all commits."""
        asked = f"{commit}:.mailmap\n".encode()
        found = self.git.read("cat-file", "--batch-check=%(objectname)", stdin=asked)
        return b"" if found.endswith(b" missing\n") else found
