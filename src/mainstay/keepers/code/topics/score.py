"""The score and its parts, explained from the very rules that work them out."""

from mainstay.analysis.health.parts import KEPT_BY_USUAL, PartRule, Thresholds, rules
from mainstay.domain.health import Aspect
from mainstay.domain.topic import Topic

_GROUP = "Score"

_RAMP = "lost lines of a unit = its code lines x min(1, max(0, value - limit) / (limit x (multiple - 1)))"
_PART = (
    "L = lost lines of all units / code lines judged",
    f"points = weight x H / (H + L), with H = {KEPT_BY_USUAL / (1 - KEPT_BY_USUAL):.0f} x the usual L",
)

# part -> (one sentence, why it is there, what to do, sources)
_TEXTS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "complexity": (
        "How much code stands in functions that are hard to follow.",
        "Cognitive complexity counts breaks in the flow, and counts them higher the deeper they are nested. People's "
        "own judgement of how hard code is to understand follows it better than the number of paths does.",
        "Take a deeply nested part out into a function of its own, return early, replace flags by objects.",
        ("Campbell, Cognitive Complexity, SonarSource 2018", "limit: SonarQube rule S3776, 15"),
    ),
    "length": (
        "How much code stands in long functions.",
        "A function that does not fit a screen is read in pieces. Code lines count; blank lines, comments and the "
        "docstring do not, so documenting a function never costs anything.",
        "Split by what the parts do, each under a name of its own.",
        (
            "limit: Pylint R0915 and Ruff PLR0915, 50 statements",
            "Heitlager, Kuipers, Visser 2007 (unit size)",
        ),
    ),
    "nesting": (
        "How much code stands in functions whose control flow is deeply nested.",
        "Every level is one more condition to hold in mind. Complexity sees it too; this part sees the short "
        "functions that complexity lets pass.",
        "Turn conditions round and leave early; take the inner loop out.",
        ("limit: SonarQube rule S134, 4",),
    ),
    "parameters": (
        "How much code stands in functions with long parameter lists.",
        "Positional and keyword parameters count; the receiver, *args and **kwargs do not.",
        "Parameters that travel together are a record waiting for its name.",
        ("limit: Pylint R0913 and Ruff PLR0913, 5", "Heitlager, Kuipers, Visser 2007 (unit interfacing)"),
    ),
    "files": (
        "How much code stands in very large files.",
        "Large files gather unrelated things, conflicts and owners. Tables written as code, and generated and "
        "vendored files, do not count.",
        "Split by noun: what is used together stays together.",
        ("limit: SonarQube rule S104, 750", "Pylint C0302 has 1,000"),
    ),
    "duplication": (
        "How much code stands again elsewhere in the repository.",
        "A fix made in one copy is missing in the other. Tokens are compared, so white space, line breaks and comments "
        "make no difference; tests are left out, for they repeat themselves with reason. Every copy of at least 100 tokens "
        "over 6 lines is found, and none under nine tenths of that is told.",
        "Give the common part one place, where it really is the same thing.",
        ("SonarQube: 100 tokens", "Schleimer, Wilkerson, Aiken 2003 (winnowing)"),
    ),
    "fixes": (
        "How much code stands in files that were fixed again and again in the past year.",
        "Where fixes were, fixes will be: past fixes tell future ones better than size or complexity do. One fix in a year "
        "costs nothing, nine or more all of a file's lines. Fixes are told by change-log entries where they are kept, else "
        "by the issues that commits close, else by words of their messages; the report names which.",
        "Read what the fixes have in common before the next one; a test or a clearer boundary may end the row.",
        ("back-tests of ansible and sqlalchemy: decayed fix counts beat complexity x change",),
    ),
    "knowledge": (
        "How much code is known mostly to people who no longer commit here.",
        "A file's knowledge is kept while people who were active in the past year made at least half of its commits; below "
        "that it is lost in proportion.",
        "Let somebody who is here change it next, with a review by whoever knows it best.",
        ("Avelino et al. 2016 (truck factor)", "Bird et al. 2011 (ownership)"),
    ),
}


def score_topics() -> tuple[Topic, ...]:
    """Explain the score, then each part."""
    parts = rules(Thresholds())
    return (_score(parts), _movement(), *(_part(rule) for rule in parts))


def _score(parts: tuple[PartRule, ...]) -> Topic:
    table = [f"{rule.code:<12} {rule.weight:>3.0f}   {rule.title.lower()}" for rule in parts]
    return Topic(
        code="score",
        group=_GROUP,
        title="The health score",
        summary="How much of the maintained code is free of what makes code costly to keep, from 0 to 100.",
        paragraphs=(
            "Each part takes the share of code lines that have its trouble, in proportion to how much of it, and keeps points "
            "for the rest. The score is the points of all parts that have evidence, over their weights; a part without "
            "evidence says why and weighs nothing. Shape is what can be read off the code today, history what its past "
            "tells: both are also shown alone, because they ask for different work.",
            "Why so: every lost point belongs to lines that can be opened; mending anything, anywhere, never lowers the score; "
            "size alone neither helps nor hurts; and no cliff stands anywhere, so a small step is a small change.",
            "A part that has the usual share of trouble (the median of 24 well-known open-source Python repositories) keeps "
            "three quarters of its points, so a repository like most scores about 75. The weights are a judgement, and the "
            "score is for following one repository over time and finding what moves it, not for ranking teams or people.",
            "What is judged: source code that is maintained here. Tests, examples (in examples/, example/, samples/, sample/, "
            "outside of src, lib and the like), generated, vendored and minified files, tables "
            "written as code, and data are counted and set apart. Code of languages that are not parsed yet is judged by its "
            "history only.",
        ),
        formula="\n".join(
            ["score = 100 x sum of points / sum of weights", *_PART, "", "part      weight", *table]
        ),
        sources=("docs/decisions/0004-health-score.md",),
        see=tuple(rule.code for rule in parts),
    )


def _movement() -> Topic:
    return Topic(
        code="movement",
        group=_GROUP,
        title="What moved the score",
        summary="The change of the score since an earlier moment, by file and part; the causes sum to the change.",
        paragraphs=(
            "What a part has lost is shared over files by the lines that each lost. A file's change is what it cost then less "
            "what it costs now, under the names it had: moving or renaming a file moves nothing.",
            "A file that did not change itself can cost more or less because the code around it grew or shrank, or because "
            "time passed and old fixes left the year. These are told together as the code base as a whole.",
        ),
        formula="change = sum over files and parts of (cost then - cost now)",
        see=("score",),
    )


def _part(rule: PartRule) -> Topic:
    summary, why, mend, sources = _TEXTS[rule.code]
    formula = [*_PART, f"weight = {rule.weight:.0f}, usual L = {rule.usual:.2%}"]
    if rule.limit:
        formula = [_RAMP, f"limit = {rule.limit:g}, multiple = {rule.multiple:g}", *formula]
    elif rule.code == "duplication":
        formula = ["lost lines of a file = code lines in regions that stand again elsewhere", *formula]
    else:
        formula = [
            "lost lines of a file = its code lines x max(0, 1 - 2 x share of commits by active people)",
            *formula,
        ]
    kind = "shape" if rule.aspect is Aspect.SHAPE else "history"
    return Topic(
        code=rule.code,
        group=_GROUP,
        title=f"{rule.title} ({kind}, {rule.weight:.0f} of 100)",
        summary=summary,
        paragraphs=(why, mend),
        formula="\n".join(formula),
        sources=sources,
        see=("score",),
    )
