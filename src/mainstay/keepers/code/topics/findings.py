"""The findings of the code keeper, explained."""

from mainstay.domain.topic import Topic
from mainstay.keepers.code.topics.architecture import ARCHITECTURE
from mainstay.keepers.code.topics.usage import DEAD

_GROUP = "Findings"

_URGENCY = "Urgency is high where at least three quarters of its lines count as lost, low under a quarter."
_COST = "Urgency follows the score points that the file costs: high from 0.25, medium from 0.05."


def _topic(code: str, title: str, summary: str, mend: str, see: str, urgency: str = _URGENCY) -> Topic:
    return Topic(
        code=code, group=_GROUP, title=title, summary=summary, paragraphs=(mend, urgency), see=(see,)
    )


FINDINGS: tuple[Topic, ...] = (
    _topic(
        "complex-function",
        "A function that is hard to follow",
        "Its cognitive complexity is above thresholds.cognitive.",
        "Begin with the deepest nesting: that is where most of the figure comes from.",
        "complexity",
    ),
    _topic(
        "long-function",
        "A long function",
        "It has more code lines than thresholds.function_lines.",
        "Look for blank lines and comments that head a section: they mark where to cut.",
        "length",
    ),
    _topic(
        "deep-nesting",
        "Deeply nested control flow",
        "Its blocks are nested deeper than thresholds.nesting.",
        "Return or continue early, or take the inner block out.",
        "nesting",
    ),
    _topic(
        "many-parameters",
        "A long parameter list",
        "It takes more parameters than thresholds.parameters.",
        "Make a record of those that travel together, or split what the function does.",
        "parameters",
    ),
    _topic(
        "large-file",
        "A very large file",
        "It has more code lines than thresholds.file_lines.",
        "Split it by what its parts are about.",
        "files",
        _COST,
    ),
    _topic(
        "duplicated-code",
        "Code that stands again elsewhere",
        "Regions of about thresholds.duplication_tokens tokens or more, never less than nine tenths of it, stand again in this "
        "file or another.",
        "Give what is the same one place. Where two copies only look alike and change for different reasons, leave them.",
        "duplication",
        _COST,
    ),
    _topic(
        "fixed-again",
        "A file that keeps being fixed",
        "At least three commits of the past year that touched it count as fixes, by the change log, by issues or by words.",
        "Read the fixes side by side; what they share is the next one's cause.",
        "fixes",
        _COST,
    ),
    _topic(
        "knowledge-left",
        "Nobody active knows this file well",
        "Who made most of its commits made none in the past year, and people who are active made under half of them.",
        "Have it read, changed or documented by somebody who is here while others can still be asked.",
        "knowledge",
        _COST,
    ),
    _topic(
        "large-class",
        "A class that does very much",
        "It has more methods than thresholds.class_methods, and these take 47 decisions or more in all.",
        "Look which methods use which attributes: groups that share none are classes of their own.",
        "files",
        "Urgency is medium from twice the limit on, low below.",
    ),
    _topic(
        "knowledge-of-one",
        "Only one person knows this file",
        "One person who is active made 95 % or more of its ten commits or more, in a repository where at least three people "
        "are active; it has 100 code lines or more.",
        "Let somebody else make the next change, with that person as the reviewer.",
        "knowledge",
        _COST,
    ),
    _topic(
        "change-coupling",
        "Two files far apart that change together",
        "In at least two fifths of the commits of the past year that touched either of two source files both changed, in five "
        "commits or more, and neither's folder lies in the other's.",
        "See what the commits have in common: a format, a list, a rule that stands in both. Give that one place. "
        "It is advice: such pairs foretell no defects, so they cost nothing and take no part in the score.",
        "coupling",
        "Urgency is low.",
    ),
    _topic(
        "todo-comment",
        "A note to self",
        "A comment says TODO, FIXME, XXX or HACK, in capitals.",
        "Do it, make an issue of it, or delete it: what has stood for years is no plan.",
        "files",
        "Urgency is low.",
    ),
    *DEAD,
    *ARCHITECTURE,
    _topic(
        "flaky-test",
        "A test that fails wrongly",
        "It both passed and failed at the same commit in the same environment, and 20 runs or more can tell of it.",
        "A test that failed in every run of a commit is broken there, not flaky. Run it alone and after others, many times: "
        "most flaky tests rest on the order of tests, on time, on the network or on chance. Those that fail together have one "
        "cause.",
        "flakiness",
        "Urgency is medium.",
    ),
    _topic(
        "slow-test",
        "A test that takes long, or longer than before",
        "Its median is a second or more and its share of the time of all tests 5 % or more; or the later half of its runs is "
        "at least 1.5 times as long as the earlier, by a rank test.",
        "See what it waits for: sleeps, start-ups and data that a smaller test would not need.",
        "tests",
        "Urgency is low.",
    ),
    _topic(
        "untested-risk",
        "Code at risk that the tests hardly run",
        "By the coverage data at least half of a file's lines, ten or more, did not run, and as many fixes are expected of it "
        "as of the average file or more; or four fifths of a function beyond thresholds.cognitive did not run.",
        "Before it is changed next, write a test that runs it. They stand by the fixes that an hour of reading what did not "
        "run meets. Without coverage data nothing is told; a file that the data does not name is not told of either.",
        "tests",
        "Urgency is low: it is advice, and takes no part in the score.",
    ),
    Topic(
        code="does-not-parse",
        group=_GROUP,
        title="A file that does not parse",
        summary="Neither the grammar nor this Python can read it, or it was too large or too hard to parse.",
        paragraphs=(
            "Its figures are those of the parts that could be read. Code for Python 2, templates with a .py name and merge "
            "markers are the usual causes. Exclude what is no code of yours (exclude in mainstay.toml), mend the rest.",
            "A file that counts as minified for its long lines, and has 20 ordinary lines or more beside them, is one too, "
            "of medium urgency: one long line must not take the rest out of sight. Move the line to a file of its own, or name "
            "the file under generated.",
            "For other languages there is no second reader: where their grammar fails, be it over a macro, the file is "
            "told as read in part, and that is no finding.",
        ),
    ),
    Topic(
        code="external",
        group=_GROUP,
        title="A finding of another analyser",
        summary="It came from a SARIF file; its code is external:TOOL/RULE.",
        paragraphs=(
            "Levels are its urgency: error is high, warning medium, note low; a security severity goes before them, high from "
            "7 and medium from 4. What the analyser set aside is set aside here.",
            "It is told once: for two tools that share a rule at a line, for two files, and not at all where the same is "
            "found here. No price was learnt for it, so it stands behind all that have one.",
            "It is known again by the fingerprint that its tool gives, else by what its line holds.",
        ),
        sources=(
            "OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0, 2020, with Errata 01, 2023",
        ),
    ),
)
