"""What may be left out of a table, explained."""

from mainstay.domain.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="table-cut",
        group="Notices",
        title="A table that ends in the midst",
        summary="The last line of a table has no end and does not fit the others, so it was left out.",
        paragraphs=(
            "A file that is still being written ends so, or one whose copy broke off. What stands before it was read. A number "
            "that was cut between two digits cannot be told from a whole one.",
        ),
    ),
    Topic(
        code="table-uneven",
        group="Notices",
        title="Rows with more or fewer cells than the first",
        summary="They were left out, for nobody can tell which cell is missing; look at the lines that are named.",
    ),
)
