"""What nothing uses, circles of imports and dependencies, explained; with what their certainty was counted from."""

from mainstay.analysis.usage.confidence import confidence
from mainstay.analysis.usage.judged import JUDGED, LISTED
from mainstay.analysis.usage.sentences import SENTENCES
from mainstay.domain.topic import Topic

_GROUP = "Findings"
_HOW = (
    "Every name that is defined is looked for in the whole repository: in code through the graph of imports, behind dots, in "
    "strings, templates, configuration, tests and documents. What frameworks call by its place or decorator, what overrides "
    "something, and what coverage data in the work tree shows to have run, is not told. Nothing is executed."
)
_SURE = (
    "The certainty is counted, not felt: findings of each kind of evidence were judged by hand in repositories that are not "
    "ours, and the share that was right is told with its 90 % interval. Every judgement stands in docs/evidence/dead-code.md."
)
_MEND = "Delete it in a commit of its own; what misses it will say so, and the commit is its way back."


def _table() -> str:
    rows = []
    for code, judged in sorted(JUDGED.items(), key=lambda item: -confidence(item[1]).mean):
        sure = confidence(judged)
        listed = "listed" if sure.mean >= LISTED else "not listed"
        rows.append(
            f"{code:28} {judged.true:>3} of {judged.judged:<3}  {sure.mean:>4.0%} ({sure.low:.0%} to {sure.high:.0%})  {listed}"
        )
    return "\n".join(rows)


def _dead(kind: str, title: str, summary: str) -> Topic:
    return Topic(
        code=f"dead-{kind}",
        group=_GROUP,
        title=title,
        summary=summary,
        paragraphs=(_HOW, _SURE, _MEND),
        see=("dead-code-evidence",),
    )


DEAD: tuple[Topic, ...] = (
    _dead(
        "module",
        "A module that nothing uses",
        "Nothing imports it, names it or leads to it as an entry point.",
    ),
    _dead("function", "A function that nothing uses", "Its name is used nowhere in the repository."),
    _dead("class", "A class that nothing uses", "Its name is used nowhere in the repository."),
    _dead("method", "A method that nothing uses", "Its name is used nowhere in the repository."),
    _dead(
        "variable",
        "A variable that nothing uses",
        "A module or class defines it, and its name is used nowhere else.",
    ),
    Topic(
        code="import-cycle",
        group=_GROUP,
        title="Modules that import each other",
        summary="They import each other in a circle when they run, so none can be understood or tested alone.",
        paragraphs=(
            "Imports for type checkers and inside functions do not count. One import is named whose going would free most of "
            "them; that is advice, found by trying those that most circles lead through.",
            "Move what both sides need to a module below them.",
        ),
    ),
    Topic(
        code="unused-dependency",
        group=_GROUP,
        title="A dependency that is declared and not imported",
        summary="No file imports a module of it.",
        paragraphs=(
            "What is known to be used without an import is left out: plug-ins of test runners, types, servers, build tools. "
            "Modules' names are known for some hundred distributions and guessed for the others, and these findings were not "
            "judged by hand, so that nothing is claimed of their certainty.",
        ),
    ),
    Topic(
        code="missing-dependency",
        group=_GROUP,
        title="A module that is imported and not declared",
        summary="Code imports it, and no declaration names it; it may come along with another dependency, until it does not.",
        paragraphs=("Imports in tests, within try and within functions do not count.",),
        see=("unused-dependency",),
    ),
    Topic(
        code="test-only-dependency",
        group=_GROUP,
        title="A dependency that only tests use",
        summary="It is declared for everybody, and only tests import it.",
        see=("unused-dependency",),
    ),
)

EVIDENCE = Topic(
    code="dead-code-evidence",
    group="Figures",
    title="How sure it is that code is dead",
    summary="Each kind of evidence with what it means, and how often findings of it were right when judged by hand.",
    paragraphs=(_SURE, *(f"{code}: {sentence}" for code, sentence in SENTENCES.items())),
    formula=_table(),
    sources=("Jeffreys' interval: Brown, Cai and DasGupta 2001",),
    see=("dead-module",),
)
