"""What may be wrong with the page of a program, explained."""

from mainstay.domain.topic import Topic

_GROUP = "Notices"

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="lines-wrong",
        group=_GROUP,
        title="Lines that are of no format",
        summary="Lines of a page of numbers could not be read and were left out; the others were read.",
        paragraphs=(
            "A page is read by the text format of Prometheus (0.0.4) or OpenMetrics (1.0). A line that is of neither, a series "
            "that comes twice and a label that comes twice say nothing sure. `promtool check metrics` tells what to mend.",
        ),
        sources=("OpenMetrics 1.0", "Prometheus text-based exposition format 0.0.4"),
    ),
    Topic(
        code="samples-left-out",
        group=_GROUP,
        title="More numbers than are read",
        summary="A page shows more than 100,000 samples; those behind them were left out.",
        paragraphs=("Let the program show less of itself, or ask a metrics server that reads it.",),
    ),
    Topic(
        code="page-cut",
        group=_GROUP,
        title="A page that is not whole",
        summary="A page of numbers broke off, was longer than 16 MiB, or lacks the end that its format demands.",
        paragraphs=(
            "What came before was read, but for a line that may have been cut. Look whether the program is well.",
        ),
    ),
)
