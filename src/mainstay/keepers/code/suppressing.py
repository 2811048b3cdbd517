"""Which findings people have set aside, by comments and by the baseline, and which of their words do nothing."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mainstay.analysis.suppression.directive import is_of_plugin
from mainstay.analysis.suppression.ignores import Ignore
from mainstay.config.baseline import Accepted, Baseline
from mainstay.domain.external import CODE as EXTERNAL
from mainstay.domain.finding import Finding, Suppression
from mainstay.domain.notice import Notice, Weight
from mainstay.keepers.code.content import MARKER

WORSE = 0.10
"""A finding of the baseline comes back once its figure is worse by more than this share than when it was accepted."""
MOST_DIRECTIVES = 100_000
"""In all files together."""
_EXAMPLES = 5
_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Sifted:
    """Findings to be listed and those set aside, in their order; what is to be said of it.

    `next_expiry` is the last second (since 1970) before the first suppression expires, 0 where none will.
    """

    listed: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    next_expiry: int = 0


@dataclass(slots=True)
class _Directives:
    """The directives of all files and what became of them; `used` holds (path, place among its file's, code).

    `notes` are the lines, in order, on which notes to self stand in each file.
    """

    by_path: Mapping[str, Sequence[Ignore]]
    now: int
    notes: Mapping[str, Sequence[int]]
    used: set[tuple[str, int, str]] = field(default_factory=set)
    _about: dict[str, dict[tuple[bool, int], list[int]]] = field(default_factory=dict)

    def suppression_of(self, finding: Finding) -> Suppression | None:
        """Give what sets a finding aside, and remember that it did."""
        for place in self._places(finding):
            directive = self.by_path[finding.path][place].directive
            code = next((code for code in directive.codes if _is_about(code, finding.code)), None)
            if code is not None and not _is_over(directive.until, self.now):
                self.used.add((finding.path, place, code))
                return Suppression("comment", directive.reason, directive.until)
        return None

    def _places(self, finding: Finding) -> Iterator[int]:
        if finding.path not in self.by_path:
            return
        about = self._about.get(finding.path)
        if about is None:
            about = self._about[finding.path] = defaultdict(list)
            for place, ignore in enumerate(self.by_path[finding.path]):
                for of_notes, line in ((False, ignore.about), (True, self._note_of(finding.path, ignore))):
                    for one in {line, ignore.line if ignore.about else 0}:
                        about[of_notes, one].append(place)
        for line in (finding.line, 0):
            yield from about.get((finding.code == MARKER, line), ())

    def _note_of(self, path: str, ignore: Ignore) -> int:
        """Give the line on which a directive looks for a note: of comments that stand alone below it the first that is one."""
        lines = self.notes.get(path, ())
        following = bisect_right(lines, ignore.line)
        below = following < len(lines) and lines[following] < ignore.about
        return lines[following] if below else ignore.about


def sift(
    found: Sequence[Finding],
    ignores: Mapping[str, Sequence[Ignore]],
    baseline: Baseline,
    now: int,
    known: Collection[str],
    *,
    whole: bool = True,
) -> Sifted:
    """Part findings into those to be listed and those that people have set aside.

    `ignores` are the directives by path, `now` is in seconds since 1970, `known` are the codes of all findings that there
    are. Without `whole` not all that could be found was looked for, so that nothing is told to be of no use.
    """
    kept, beyond = _within_reach(ignores)
    directives = _Directives(kept, now, _notes(found))
    listed, suppressed, outgrown = [], [], []
    for finding in found:
        entry = baseline.by_fingerprint.get(finding.fingerprint)
        entry = entry if entry is not None and entry.code == finding.code else None
        more = _not_accepted(finding, entry) if entry is not None else ""
        suppression = finding.suppressed or directives.suppression_of(finding)
        if suppression is None and entry is not None and not _is_over(entry.until_end, now):
            if more:
                outgrown.append(f"{finding.path}:{finding.line} {finding.code}: {more}")
            else:
                suppression = Suppression("baseline", entry.reason, entry.until_end)
        if suppression is None:
            new = (f"Not in the baseline: {more}",) if more else ()
            listed.append(replace(finding, evidence=(*new, *finding.evidence)))
        else:
            suppressed.append(replace(finding, suppressed=suppression))
    told = _Told()
    told.of_directives(directives, known, beyond, whole=whole)
    told.of_baseline(
        baseline, {finding.fingerprint for finding in found}, outgrown, now, known if whole else ()
    )
    return Sifted(tuple(listed), tuple(suppressed), tuple(told.notices()), _next_expiry(kept, baseline, now))


def _notes(found: Iterable[Finding]) -> dict[str, list[int]]:
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for finding in found:
        if finding.code == MARKER:
            lines[finding.path].append(finding.line)
    return {path: sorted(each) for path, each in lines.items()}


class _Told:
    """Collects what is to be said: places by the kind of what is wrong."""

    def __init__(self) -> None:
        self._refused: list[str] = []
        self._expired: list[str] = []
        self._unused: list[str] = []
        self._outgrown: Sequence[str] = ()

    def of_directives(
        self, directives: _Directives, known: Collection[str], beyond: Sequence[str], *, whole: bool
    ) -> None:
        """Look through all directives, the files in their order."""
        for path in sorted(directives.by_path):
            for place, ignore in enumerate(directives.by_path[path]):
                directive, where = ignore.directive, f"{path}:{ignore.line}"
                if directive.refused:
                    self._refused.append(f"{where}: {directive.refused}")
                    continue
                unknown = [code for code in directive.codes if code not in known and not is_of_plugin(code)]
                if unknown:
                    self._refused.append(f"{where}: there is no finding {', '.join(unknown)}")
                if _is_over(directive.until, directives.now):
                    self._expired.append(where)
                elif whole:
                    self._unused += [
                        f"{where} [{code}]"
                        for code in directive.codes
                        if code in known and (path, place, code) not in directives.used
                    ]
        self._refused += [f"{path}: there are too many directives in all" for path in beyond]

    def of_baseline(
        self,
        baseline: Baseline,
        there: Collection[str],
        outgrown: Sequence[str],
        now: int,
        looked_for: Collection[str],
    ) -> None:
        """Look through all entries of the baseline; `looked_for` are the codes of all that was."""
        self._outgrown = outgrown
        for entry in baseline.findings:
            if entry.fingerprint not in there:
                # Of a plugin that was not asked nothing is known.
                if looked_for and (entry.code in looked_for or not is_of_plugin(entry.code)):
                    self._unused.append(_entry(entry))
            elif _is_over(entry.until_end, now):
                self._expired.append(_entry(entry))

    def notices(self) -> Iterator[Notice]:
        """Give a notice for each kind that has any."""
        if self._refused:
            text = "Suppressions that cannot be used set nothing aside."
            mend = "write ignore[CODE] and a reason; see: mainstay explain suppression-refused"
            yield _counted(Notice("suppression-refused", text, Weight.LIMIT, mend), self._refused)
        if self._expired:
            text = "Suppressions have expired; what they set aside is listed again."
            mend = "mend what they are about, or give them another day"
            yield _counted(Notice("suppression-expired", text, mend=mend), self._expired)
        if self._outgrown:
            text = f"Findings are worse by more than {WORSE:.0%} than the baseline accepted them, or imports joined a circle."
            mend = "mend them, or accept them anew: mainstay baseline --renew --reason TEXT"
            yield _counted(Notice("suppression-outgrown", text, mend=mend), self._outgrown)
        if self._unused:
            text = "Suppressions set nothing aside, for what they name is not found there any more."
            mend = "take the comments away; mainstay baseline --prune drops entries"
            yield _counted(Notice("suppression-unused", text, mend=mend), self._unused)


def _counted(notice: Notice, places: Sequence[str]) -> Notice:
    return replace(notice, count=len(places), examples=tuple(places[:_EXAMPLES]))


def _within_reach(ignores: Mapping[str, Sequence[Ignore]]) -> tuple[dict[str, Sequence[Ignore]], list[str]]:
    """Take the directives of files until there are too many; name the files whose directives are passed over."""
    kept: dict[str, Sequence[Ignore]] = {}
    beyond: list[str] = []
    room = MOST_DIRECTIVES
    for path in sorted(ignores):
        if len(ignores[path]) > room:
            beyond.append(path)
            continue
        kept[path] = ignores[path]
        room -= len(ignores[path])
    return kept, beyond


def _next_expiry(ignores: Mapping[str, Sequence[Ignore]], baseline: Baseline, now: int) -> int:
    days = {ignore.directive.until for of_file in ignores.values() for ignore in of_file}
    days |= {entry.until_end for entry in baseline.findings}
    return min((day for day in days if day >= now and day), default=0)


def _is_about(asked: str, code: str) -> bool:
    """Tell whether a directive's code means a finding's; another analyser's name means all of its rules."""
    return code == asked or (asked.startswith(f"{EXTERNAL}:") and code.startswith(f"{asked}/"))


def _is_over(until: int, now: int) -> bool:
    return until != 0 and until < now


def _not_accepted(finding: Finding, entry: Accepted) -> str:
    """Tell what of a finding was not accepted, "" for nothing: of a circle what joined it, else how its figure grew."""
    if entry.imports and finding.made_of:
        more = sorted((Counter(finding.made_of) - Counter(entry.imports)).elements())
        left = f" and {len(more) - _MOST_TOLD} more" if len(more) > _MOST_TOLD else ""
        return f"joined by {', '.join(more[:_MOST_TOLD])}{left}" if more else ""
    return f"{entry.value:g}, now {finding.value:g}" if _is_worse(finding.value, entry.value) else ""


def _is_worse(value: float, accepted: float) -> bool:
    return value > accepted + WORSE * abs(accepted)


def _entry(entry: Accepted) -> str:
    return f"{entry.path} [{entry.code}, baseline]"
