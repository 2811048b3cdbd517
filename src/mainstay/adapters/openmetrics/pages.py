"""A page of lines: its samples with the families that they belong to, and a count of what is of neither format."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from mainstay.adapters.openmetrics.lines import Sample, Word, Wrong, line_in
from mainstay.present.visible import visible

MOST = 100_000
"""Samples of one page."""
LONGEST_LINE = 64 << 10
_MOST_FAMILIES = 20_000
_LONGEST_HELP = 300

_ENDINGS = ("_total", "_created", "_bucket", "_gcount", "_gsum", "_count", "_sum", "_info")
_COUNTING = {
    "counter": {"", "_total"},
    "histogram": {"_bucket", "_count", "_sum"},
    "summary": {"_count", "_sum"},
}
"""Which samples of a type only grow, by their endings."""
_LEVELS = {"gauge", "gaugehistogram", "info", "stateset", "histogram", "summary", "counter"}


@dataclass(frozen=True, slots=True)
class Told:
    """One sample: whether it `counts` (None where the page does not say), what people read of it, and its unit."""

    sample: Sample
    counts: bool | None
    help: str
    unit: str


@dataclass(slots=True)
class _Family:
    kind: str = ""
    help: str = ""
    unit: str = ""


@dataclass(slots=True)
class Page:
    """What was read: samples, each series once; how many lines were wrong, by reason, the first of them; what was left out."""

    samples: list[Told] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    left_out: int = 0
    ended: bool = False


def page_in(content: bytes, *, whole: bool = True) -> Page:
    """Read a page. Of one that is not `whole` the last line, which may have been cut, is left out."""
    page, families = Page(), dict[str, _Family]()
    seen: set[tuple[str, frozenset[tuple[str, str]]]] = set()
    for number, line in _lines(content, whole, page):
        try:
            _take(page, families, seen, line)
        except Wrong as wrong:
            page.wrong[str(wrong)] += 1
            if len(page.examples) < 5:
                page.examples.append(f"line {number}: {wrong}: {visible(line, 60)}")
    return page


def _lines(content: bytes, whole: bool, page: Page) -> Iterator[tuple[int, str]]:
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if not whole:
        lines.pop()
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            page.wrong["it has no end"] += 1
            continue
        try:
            yield number, line.decode("utf-8")
        except UnicodeDecodeError:
            page.wrong["it is no UTF-8"] += 1


def _take(
    page: Page,
    families: dict[str, _Family],
    seen: set[tuple[str, frozenset[tuple[str, str]]]],
    line: str,
) -> None:
    if page.ended and line.strip():
        raise Wrong("it stands behind the end")
    if line.strip() == "# EOF":
        page.ended = True
        return
    found = line_in(line)
    if isinstance(found, Word):
        _learn(families, found)
    elif found is not None:
        mark = (found.name, frozenset(found.labels.items()))
        if mark in seen:
            raise Wrong("its series came before")
        if len(page.samples) >= MOST:
            page.left_out += 1
            return
        seen.add(mark)
        page.samples.append(_told(families, found))


def _learn(families: dict[str, _Family], word: Word) -> None:
    if len(families) >= _MOST_FAMILIES and word.name not in families:
        raise Wrong("it is one of too many families")
    family = families.setdefault(word.name, _Family())
    if word.word == "TYPE":
        family.kind = word.rest.strip().lower()
    elif word.word == "UNIT":
        family.unit = word.rest.strip()[:_LONGEST_HELP]
    else:
        family.help = word.rest.strip()[:_LONGEST_HELP]


def _told(families: dict[str, _Family], sample: Sample) -> Told:
    ending, family = _family_of(families, sample.name)
    counts = None
    if family.kind in _LEVELS:
        counts = ending in _COUNTING.get(family.kind, set())
    return Told(sample, counts, family.help, family.unit)


def _family_of(families: dict[str, _Family], name: str) -> tuple[str, _Family]:
    """Give the family of a sample, and how the sample's name ends beyond the family's."""
    if name in families:
        return "", families[name]
    for ending in _ENDINGS:
        if name.endswith(ending) and (family := families.get(name.removesuffix(ending))):
            return ending, family
    return "", _Family()
