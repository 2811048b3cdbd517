"""What actions take that watch what became of a change, or hold it to what was promised."""

from collections.abc import Mapping

from mainstay.analysis.plans.shapes.asking import COMPARED, SERVER
from mainstay.analysis.plans.shapes.parameter import Parameter, Shape, is_span, is_text
from mainstay.domain.plan import Value


def are_metrics(value: Value) -> bool:
    """Whether a value is a list of tables, one for each metric that is watched."""
    return isinstance(value, tuple) and bool(value) and all(isinstance(one, Mapping) for one in value)


def is_share(value: Value) -> bool:
    """Whether a value is a share above 0 and of at most 1."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1


WATCH: Shape = {
    "for": Parameter("how long it is watched, such as 30m", is_span, needed=True),
    "metrics": Parameter("a list of metrics, each a table", are_metrics, needed=True),
    "every": Parameter("how long between two looks, such as 1m", is_span),
    "lag": Parameter("how long after a moment its metrics are all there, such as 30s", is_span),
    "baseline": Parameter("how much of the time before the change is looked at, such as 3h", is_span),
    "apart": Parameter(
        "how long before the watch the change began at the earliest; the baseline ends there, such as 10m",
        is_span,
    ),
    "patience": Parameter(
        "how long a person has to decide where it stays open, then it is rolled back", is_span
    ),
    "share": Parameter(
        "its share of the chance of a wrong verdict, above 0 and at most 1, where several watches go together; stages set it",
        is_share,
    ),
    **SERVER,
}
PROMISE: Shape = {
    "what": Parameter("what was promised, in one sentence", is_text, needed=True),
    "query": Parameter("an expression of PromQL that gives one number", is_text, needed=True),
    **COMPARED,
    "after": Parameter("when it is looked whether it was kept, such as 3d", is_span, needed=True),
    "lasts": Parameter("how much later it is looked whether it came back, such as 30d", is_span),
    **SERVER,
}

SHAPES = {"watch": WATCH, "promise": PROMISE}
