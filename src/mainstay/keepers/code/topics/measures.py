"""The figures that reports show, each with its definition."""

from mainstay.domain.topic import Topic

_GROUP = "Figures"

MEASURES: tuple[Topic, ...] = (
    Topic(
        code="cyclomatic",
        group=_GROUP,
        title="Cyclomatic complexity",
        summary="The number of independent paths through a function: its decisions plus one.",
        paragraphs=(
            "Each if, elif, loop, except, conditional expression, case that may fail to match, comprehension's for and if, "
            "and each and/or counts one; a function nested in another adds its own. A file's figure is the sum over its "
            "functions and the code outside them, where that decides anything.",
        ),
        formula="1 + decisions, with each simple condition of a compound one counted",
        sources=("McCabe 1976", "NIST SP 500-235 (1996)"),
        see=("cognitive",),
    ),
    Topic(
        code="cognitive",
        group=_GROUP,
        title="Cognitive complexity",
        summary="How hard a function's flow is to follow: its breaks, each weighted by how deep it stands.",
        paragraphs=(
            "One and the nesting for if, for, while, except, match, a conditional expression and a comprehension's for; one "
            "for elif, else, a comprehension's if, each sequence of like and/or, and a function that calls itself. Bodies of "
            "these, lambdas and nested functions nest one deeper, except a function that only defines another and returns it.",
            "Where the definition is silent: an else of a loop or try counts nothing, a comprehension counts as a loop.",
        ),
        sources=("Campbell, Cognitive Complexity, SonarSource 2018",),
        see=("complexity", "complex-function"),
    ),
    Topic(
        code="code-lines",
        group=_GROUP,
        title="Code lines",
        summary="Lines that hold more than white space, a comment or documentation.",
        paragraphs=("A documentation string counts as comment, with the blank lines in it.",),
    ),
    Topic(
        code="nesting-depth",
        group=_GROUP,
        title="Nesting",
        summary="How many blocks of if, for, while, try, with and match a function's deepest line stands in.",
        paragraphs=("An elif, else or except is as deep as its if or try.",),
        see=("nesting",),
    ),
    Topic(
        code="bus-factor",
        group=_GROUP,
        title="Bus factor",
        summary="The smallest number of people who own more than half of the maintained code lines.",
        paragraphs=(
            "A file's owner is who made most of its commits, under all the names it had. It tells how few people the code "
            "depends on; it says nothing about how good they are, and people are never ranked.",
        ),
        sources=("Avelino et al. 2016",),
        see=("knowledge",),
    ),
    Topic(
        code="coupling",
        group=_GROUP,
        title="Files that change together",
        summary="Pairs that changed in the same commits at least 5 times in the year, and in 40 % of the commits of either.",
        paragraphs=(
            "Commits over more than 30 files are left out. Such pairs hint at a dependency that no import shows. They predict "
            "no defects, so nothing is scored by them.",
        ),
        formula="together / commits that touched either",
    ),
    Topic(
        code="trend",
        group=_GROUP,
        title="The trend",
        summary="Every figure at the first instant of each of the last twelve months, and now.",
        paragraphs=(
            "The mainline's newest commit of each moment is read from history, each distinct content once, so the first run "
            "already knows the year. Now is the moment of the commit that is looked at: the same commit gives the same figures "
            "whenever it is looked at. A month, a quarter and a year ago are the month starts nearest to 30, 91 and 365 days.",
        ),
        see=("movement",),
    ),
)
