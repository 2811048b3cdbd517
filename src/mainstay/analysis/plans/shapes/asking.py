"""What actions take that ask an address, or look whether one answers."""

from collections.abc import Mapping

from mainstay.analysis.plans.shapes.parameter import (
    Parameter,
    Shape,
    is_address,
    is_number,
    is_one_of,
    is_text,
    is_whole,
)
from mainstay.analysis.plans.shapes.waiting import PATIENCE
from mainstay.domain.plan import Value
from mainstay.domain.relation import Relation
from mainstay.ports.http import METHODS, is_header


def are_headers(value: Value) -> bool:
    """Whether a value is a table of headers, without those that say where a request ends."""
    return isinstance(value, Mapping) and all(
        isinstance(one, str) and is_header(name, one) for name, one in value.items()
    )


def is_status(value: Value) -> bool:
    """Whether a value is a status of HTTP, or a list of some."""
    if isinstance(value, tuple):
        return bool(value) and all(map(is_status, value))
    return isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 599


_ADDRESS: Shape = {
    "url": Parameter("an address that begins with https:// or http://", is_address, needed=True),
    "headers": Parameter("names with texts; env:NAME and file:PATH stand for secrets", are_headers),
    "expect": Parameter("a status from 100 to 599, or a list of some", is_status),
}
HTTP: Shape = {
    **_ADDRESS,
    "method": Parameter(f"one of {', '.join(METHODS)}", is_one_of(*METHODS)),
    "body": Parameter(
        "a text, or a table that is sent as JSON", lambda value: isinstance(value, str | Mapping)
    ),
}
CHECK_HTTP: Shape = {
    **_ADDRESS,
    "method": Parameter("GET or HEAD", is_one_of("GET", "HEAD")),
    "contains": Parameter("a text that the answer must hold", is_text),
    **PATIENCE,
}
CHECK_TCP: Shape = {
    "host": Parameter("the name or address of a machine", is_text, needed=True),
    "port": Parameter("a number from 1 to 65535", is_whole(1, 65_535), needed=True),
    **PATIENCE,
}
COMPARED: Shape = {
    "is": Parameter(f"one of {', '.join(Relation)}", is_one_of(*Relation), needed=True),
    "value": Parameter("a number", is_number, needed=True),
}
SERVER: Shape = {"server": Parameter("the name of a metrics server of the operator's file", is_text)}
CHECK_PROMQL: Shape = {
    "query": Parameter("an expression of PromQL that gives one number", is_text, needed=True),
    **COMPARED,
    **SERVER,
    **PATIENCE,
}

SHAPES = {"http": HTTP, "check-http": CHECK_HTTP, "check-tcp": CHECK_TCP, "check-promql": CHECK_PROMQL}
