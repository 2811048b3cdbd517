"""Findings of other analysers, led to their places and told once, though several tools and we ourselves found them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass, field, replace

from mainstay.analysis.external.kinds import family, own_code
from mainstay.analysis.external.places import Places
from mainstay.analysis.external.spans import Spans
from mainstay.domain.external import CODE, ExternalResult, ExternalResults
from mainstay.domain.finding import Finding, Suppression
from mainstay.domain.notice import Notice, Weight
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.findings.repairs import proposal
from mainstay.keepers.code.listing import Listed
from mainstay.keepers.code.reading import Contents

_LONGEST_READ = 4 << 20
_EXAMPLES = 5
NO_PRICE = "no price was learnt for it: what other analysers find has no past here"


@dataclass(slots=True)
class External:
    """What becomes of the results: findings, and notices of what is not told.

    `unchanged` are the fingerprints of those that their analysers say stood in the baseline that these were held against.
    """

    findings: list[Finding] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    unchanged: frozenset[str] = frozenset()


def external_findings(
    read: ExternalResults, contents: Contents, files: Sequence[Listed], own: Sequence[Finding], ground: Ground
) -> External:
    """Make findings of other analysers' results. `own` are those found here, which stand for the same of others."""
    told = External()
    by_path = {listed.path: listed for listed in files}
    places = Places(by_path, contents.source.repository.path)
    groups: dict[tuple[str, int, str], list[ExternalResult]] = {}
    strange: list[str] = []
    known = _by_place(own)
    for result in read.results:
        path = places.of(result.uri)
        if not path:
            strange.append(result.uri)
            continue
        own_here = known.get((path, own_code(result.tool, result.rule)))
        if own_here is not None and own_here.cover(result.line):
            continue
        groups.setdefault((path, result.line, _kind(result)), []).append(result)
    lines = _lines({path for path, _, _ in groups}, by_path, contents)
    found = list(_findings(groups, lines, _shared(groups), ground))
    told.findings = [finding for finding, _ in found]
    told.unchanged = frozenset(finding.fingerprint for finding, stood in found if stood)
    merged = len(read.results) - len(strange) - len(groups)
    told.notices = list(_notices(read, strange, merged))
    return told


def _kind(result: ExternalResult) -> str:
    """What a result is about; results without a rule are told apart by what they say."""
    return family(result.tool, result.rule) or result.message


def _by_place(own: Iterable[Finding]) -> Mapping[tuple[str, str], Spans]:
    known: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in own:
        known[finding.path, finding.code].append(finding)
    return {place: Spans((one.line, one.end_line) for one in found) for place, found in known.items()}


def _lines(paths: Iterable[str], by_path: Mapping[str, Listed], contents: Contents) -> dict[str, list[bytes]]:
    """Read the files that have findings, for a line's content is what a finding is known by where its tool gives no print."""
    wanted = {by_path[path].oid for path in paths}
    if not wanted:
        return {}
    wanted = {oid for oid in wanted if contents.sizes.get(oid, _LONGEST_READ + 1) <= _LONGEST_READ}
    read = {oid: data for oid, data in contents.given.items() if oid in wanted}
    with closing(contents.source.blobs()) as blobs:
        missing = sorted(wanted - read.keys())
        held = {oid: data.split(b"\n") for oid, data in blobs.read(missing) if data is not None}
    held |= {oid: data.split(b"\n") for oid, data in read.items()}
    return {path: held[by_path[path].oid] for path in paths if by_path[path].oid in held}


def _findings(
    groups: Mapping[tuple[str, int, str], Sequence[ExternalResult]],
    lines: Mapping[str, Sequence[bytes]],
    shared: Set[str],
    ground: Ground,
) -> Iterator[tuple[Finding, bool]]:
    """Give each group's finding, and whether all who found it say that it is not new."""
    for (path, line, _), results in groups.items():
        first = max(results, key=lambda one: one.urgency)
        others = sorted(
            {f"{one.tool} {one.rule}".strip() for one in results} - {f"{first.tool} {first.rule}".strip()}
        )
        held = lines.get(path, ())
        content = held[line - 1].decode("utf-8", "replace").strip() if 0 < line <= len(held) else ""
        # A print of the tool's own survives more than ours does; else the content of the line, wherever that moves.
        known_by = (
            (first.print if first.print not in shared else "")
            or content
            or first.snippet.strip()
            or first.message
        )
        evidence = (f"found by {first.tool}", *(f"also found by {one}" for one in others), NO_PRICE)
        finding = Finding(
            code=first.code,
            path=path,
            line=line,
            end_line=first.end_line,
            symbol="",
            text=first.message or first.code,
            urgency=first.urgency,
            value=1.0,
            limit=0.0,
            lost=0.0,
            fingerprint=ground.fingerprint(f"{CODE}:{_kind(first)}", known_by, path),
            evidence=evidence,
            repair=proposal(CODE),
        )
        aside = next((one.suppressed for one in results if one.suppressed is not None), None)
        # Set aside only where every tool that found it says so.
        if aside is not None and all(one.suppressed is not None for one in results):
            finding = replace(finding, suppressed=Suppression(*aside))
        yield finding, all(one.state == "unchanged" for one in results)


def _shared(groups: Mapping[tuple[str, int, str], Sequence[ExternalResult]]) -> set[str]:
    """Name the prints that stand at more than one place of a file: they tell nothing apart."""
    places: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for (path, line, _), results in groups.items():
        for one in results:
            places[path, one.print].add(line)
    return {told for (_, told), lines in places.items() if len(lines) > 1}


def _notices(read: ExternalResults, strange: Sequence[str], twice: int) -> Iterator[Notice]:
    if read.left_out:
        text = "Other analysers gave more results than are kept; the least urgent were left out."
        mend = "have the analysers write fewer, by their own settings"
        yield Notice("external-left-out", text, Weight.LIMIT, mend, read.left_out)
    if read.unreadable:
        text = "Results of other analysers are not as SARIF says and were left out."
        mend = "have the analyser write SARIF 2.1.0 to its letter, or take a newer version of it"
        yield Notice("external-left-out", text, Weight.LIMIT, mend, read.unreadable)
    if strange:
        text = "Results of other analysers are about files that are not looked at here."
        examples = tuple(dict.fromkeys(strange))[:_EXAMPLES]
        mend = "run the analyser at the root of the repository"
        yield Notice("external-elsewhere", text, mend=mend, count=len(strange), examples=examples)
    if twice:
        text = (
            "Results of other analysers are told once where several found the same, or it is found here too."
        )
        yield Notice("external-merged", text, count=twice)
