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
_LIMITS = (
    "What the counts do not show: of modules that nothing refers to 2 of 3 were right after the rules were last changed, and 3 "
    "of 9 over all rounds, so their interval is wide; whole packages were not judged and bear the certainty of modules. 21 of "
    "the 37 findings of nova are constants of one module, which are one decision, not 21. One reader judged, once. Findings on "
    "dependencies were not judged."
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


def _dead(kind: str, title: str, summary: str, *more: str) -> Topic:
    return Topic(
        code=f"dead-{kind}",
        group=_GROUP,
        title=title,
        summary=summary,
        paragraphs=(*more, _HOW, _SURE, _MEND),
        see=("dead-code-evidence",),
    )


DEAD: tuple[Topic, ...] = (
    _dead(
        "module",
        "A module that nothing uses",
        "No import leads to it, no entry point, and no string, template, configuration or document that holds its name.",
        "A package is told as one, with the lines of all its modules, when nothing outside it leads to it or into it, none of "
        "its modules starts by itself, and no code above it may load it by its folder. The files that a framework finds by "
        "their names, such as views.py, are left out where the repository uses that framework.",
        "Of modules 2 of 3 were right after the rules were last changed, 3 of 9 over all rounds; no whole package was judged.",
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
            "Imports that never run with the module do not count: those for type checkers, under `if 0`, `if False` or a "
            "constant of the module that says as much, and inside functions. One import is named whose going would free most "
            "of them; that is advice, found by trying those that most circles lead through.",
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
    paragraphs=(_SURE, _LIMITS, *(f"{code}: {sentence}" for code, sentence in SENTENCES.items())),
    formula=_table(),
    sources=("Jeffreys' interval: Brown, Cai and DasGupta 2001",),
    see=("dead-module",),
)
