"""Reading SARIF 2.1.0 (OASIS) of any analyser: bounded, result by result, whatever else a file holds."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from mmap import mmap

import msgspec

from mainstay.analysis.external.sarif_log import LOG, RESULT, Artifact, Location, Log, Result, Rule, Run, Text
from mainstay.domain.errors import UsageError
from mainstay.domain.external import ExternalResult, ExternalResults
from mainstay.domain.finding import Urgency

MOST = 100_000
"""Results that are kept, the most urgent first; others are counted."""
_TOOL, _RULE, _MESSAGE, _URI, _SNIPPET, _PRINT = 60, 200, 300, 4_096, 400, 200
_MOST_ADDRESSES = 64 << 20
"""Characters of all addresses together: what they are relative to may stand once in the file and before each of them."""
_DEEPEST_BASE = 5
_MOST_TOOLS = 1_000
_LARGEST_LINE = 2**31
_LEVELS = {"error": Urgency.HIGH, "warning": Urgency.MEDIUM, "note": Urgency.LOW}
_SEVERE, _SERIOUS = 7.0, 4.0  # from where on CVSS 3.1 speaks of high and of medium severity
_NO_NAME = re.compile(r"[^A-Za-z0-9._+-]+")
_NO_RULE = re.compile(r"[\s,\x00-\x1f\x7f]+")
_ARGUMENT = re.compile(r"\{(\d{1,2})\}")


def read_sarif(files: Iterable[tuple[str, bytes | mmap]]) -> ExternalResults:
    """Read files, each given with the name that errors call it, up to a bound for all together.

    Raises UsageError when one is no SARIF 2.1.0.
    """
    kept = _Kept()
    heard: set[str] = set()
    for name, data in files:
        for run in _log(data, name).runs or ():
            reader = _Reader(run)
            # Without a list the tool could not look (3.14.23); an empty one says that it found nothing.
            heard |= {reader.tool} if run.results is not None and len(heard) < _MOST_TOOLS else set()
            for result in run.results or ():
                kept.take(reader, result)
    return ExternalResults(kept.results(), kept.left_out, kept.unreadable, tuple(sorted(heard)))


def _log(data: bytes | mmap, name: str) -> Log:
    view = memoryview(data)
    if bytes(view[:3]) == b"\xef\xbb\xbf":
        view = view[3:]
    try:
        log = LOG.decode(view)
    except msgspec.ValidationError as error:
        raise _refused(f"it is no SARIF log: {error}", name) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _refused(f"it is no JSON document, or was cut off: {error}", name) from None
    except RecursionError:
        raise _refused("it is nested too deeply", name) from None
    if not log.version.startswith("2.1"):
        raise _refused(f"it is SARIF {log.version[:20]!r}, and 2.1.0 is read", name)
    return log


def _refused(why: str, name: str) -> UsageError:
    return UsageError(
        f"the SARIF file cannot be used: {why[:300]}",
        where=name,
        mend="have the analyser write it again as SARIF 2.1.0",
    )


@dataclass(slots=True)
class _Kept:
    """The most urgent results up to the bound, in the order in which they came."""

    left_out: int = 0
    unreadable: int = 0
    _by_urgency: dict[Urgency, deque[ExternalResult]] = field(
        default_factory=lambda: {urgency: deque() for urgency in reversed(Urgency)}
    )
    _count: int = 0
    _addresses: int = 0

    def take(self, reader: "_Reader", raw: msgspec.Raw) -> None:
        """Read one result and keep it while there is room, in place of a less urgent one where there is none."""
        try:
            result = reader.read(RESULT.decode(raw))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self.unreadable += 1
            return
        if result is None:
            return
        self._addresses += len(result.uri)
        if self._addresses > _MOST_ADDRESSES:
            self.left_out += 1
            return
        if self._count >= MOST:
            self.left_out += 1
            least = next(urgency for urgency in Urgency if self._by_urgency[urgency])
            if result.urgency <= least:
                return
            self._by_urgency[least].pop()
            self._count -= 1
        self._by_urgency[result.urgency].append(result)
        self._count += 1

    def results(self) -> tuple[ExternalResult, ...]:
        """Give what was kept, the most urgent first."""
        return tuple(result for kept in self._by_urgency.values() for result in kept)


class _Reader:
    """Reads the results of one run."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.tool = _NO_NAME.sub("-", run.tool.driver.name[:_TOOL]).strip("-").lower() or "unnamed"
        self._rules: Sequence[Rule] = run.tool.driver.rules or ()
        self._by_id = {rule.id: rule for rule in self._rules if rule.id}

    def read(self, result: Result) -> ExternalResult | None:
        """Give a result; None for one that is no fault, is gone, or has no place."""
        if result.kind not in {None, "fail"} or result.baselineState == "absent":
            return None
        uri, line, end_line, snippet = next(self._places(result.locations or ()), ("", 0, 0, ""))
        rule, name = self._rule(result)
        urgency = self._urgency(result, rule)
        if not uri or urgency is None:
            return None
        prints = _prints(result)
        return ExternalResult(
            self.tool,
            _NO_RULE.sub("-", name[:_RULE]).strip("-"),
            uri,
            line,
            end_line,
            urgency,
            self._message(result, rule)[:_MESSAGE],
            "\0".join(f"{key}={prints[key]}" for key in sorted(prints))[:_PRINT],
            snippet,
            _suppression(result),
            result.baselineState or "",
        )

    def _rule(self, result: Result) -> tuple[Rule | None, str]:
        index = result.ruleIndex if result.ruleIndex >= 0 else result.rule.index if result.rule else -1
        name = result.ruleId or (result.rule.id if result.rule else None) or ""
        rule = self._by_id.get(name)
        if rule is None and 0 <= index < len(self._rules):
            rule = self._rules[index]
        return rule, name or (rule.id if rule is not None and rule.id else "")

    def _urgency(self, result: Result, rule: Rule | None) -> Urgency | None:
        severity = _severity(rule)
        if severity is not None:
            return (
                Urgency.HIGH
                if severity >= _SEVERE
                else Urgency.MEDIUM
                if severity >= _SERIOUS
                else Urgency.LOW
            )
        level = result.level
        if level is None and rule is not None and rule.defaultConfiguration is not None:
            level = rule.defaultConfiguration.level
        return None if level == "none" else _LEVELS.get(level or "warning", Urgency.MEDIUM)

    def _message(self, result: Result, rule: Rule | None) -> str:
        said = result.message
        if said is not None and said.text:
            return _filled(said.text, said)
        named = (
            (rule.messageStrings or {}).get(said.id)
            if rule is not None and said is not None and said.id
            else None
        )
        if named is not None and said is not None and named.text:
            return _filled(named.text, said)
        short = rule.shortDescription if rule is not None else None
        return (short.text or "") if short is not None else ""

    def _places(self, locations: Sequence[Location]) -> Iterator[tuple[str, int, int, str]]:
        for location in locations:
            physical = location.physicalLocation
            if physical is None or physical.artifactLocation is None:
                continue
            uri = self._uri(physical.artifactLocation)
            region = physical.region
            if uri and region is None:
                yield uri, 0, 0, ""
            elif uri and region is not None:
                line = region.startLine if 0 < region.startLine < _LARGEST_LINE else 0
                end = region.endLine if line <= region.endLine < _LARGEST_LINE else line
                snippet = region.snippet.text if region.snippet is not None else ""
                yield uri, line, end, (snippet or "")[:_SNIPPET]

    def _uri(self, artifact: Artifact) -> str:
        artifacts = self._run.artifacts or ()
        if not artifact.uri and 0 <= artifact.index < len(artifacts):
            artifact = artifacts[artifact.index].location or artifact
        uri = (artifact.uri or "")[:_URI]
        return _joined(uri, artifact.uriBaseId, self._run.originalUriBaseIds or {})[:_URI]


def _joined(uri: str, base: str | None, bases: Mapping[str, Artifact]) -> str:
    """Put what an address is relative to before it, as far as the file tells that."""
    for _ in range(_DEEPEST_BASE):
        known = bases.get(base) if base else None
        # Bound before it is joined: thousands of results may share a base of megabytes.
        if known is None or not known.uri or len(uri) + len(known.uri) > _URI:
            break
        uri = f"{known.uri.rstrip('/')}/{uri}"
        base = known.uriBaseId
    return uri


def _filled(text: str, said: Text) -> str:
    arguments = said.arguments or ()

    def argument(found: re.Match[str]) -> str:
        place = int(found[1])
        return arguments[place][:_MESSAGE] if place < len(arguments) else found[0]

    return _ARGUMENT.sub(argument, text[:_MESSAGE])


def _severity(rule: Rule | None) -> float | None:
    if rule is None or rule.properties is None:
        return None
    told = rule.properties.severity
    try:
        return float(told) if isinstance(told, str | int | float) else None
    except (ValueError, OverflowError):
        return None


def _prints(result: Result) -> Mapping[str, str]:
    """Give the fingerprints that a tool gave; a sentence in their place ("requires login") is none."""
    given = result.partialFingerprints or result.fingerprints or {}
    return {key: value for key, value in given.items() if not any(map(str.isspace, value))}


def _suppression(result: Result) -> tuple[str, str] | None:
    """Tell who set a result aside: it is not where any of its suppressions was refused or is under review (3.27.23)."""
    given = result.suppressions or ()
    if not given or any(one.status in {"rejected", "underReview"} for one in given):
        return None
    by = "comment" if given[0].kind == "inSource" else "analyser"
    return by, (given[0].justification or "set aside by the analyser")[:_MESSAGE]
