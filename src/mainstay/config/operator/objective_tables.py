"""What is promised of events, as the operator's file holds it."""

from typing import Annotated

from msgspec import Meta

from mainstay.config.operator.texts import Name, Table, Words

_HOW = 'a selector of counters, as `http_requests_total{job="shop"}`, or an expression of PromQL with `$window` for its range'
Events = Annotated[str, Meta(max_length=4_000, description=f"Counts the events of a kind: {_HOW}.")]


class ObjectiveTable(Table, frozen=True):
    """What is promised of events, and so what may go wrong: its error budget."""

    name: Annotated[Name, Meta(description="What it is called, for ever.")]
    objective: Annotated[
        float, Meta(description="How much of all events is to be good, in percent: above 0, at most 100.")
    ]
    total: Annotated[Events, Meta(description=f"All events: {_HOW}.")]
    bad: Annotated[Events, Meta(description="The bad events, in the same form; or `good`.")] = ""
    good: Annotated[
        Events,
        Meta(description="The good events, in the same form: also the bucket of a histogram of latencies."),
    ] = ""
    days: Annotated[int, Meta(description="The days over which it is promised, 90 at most.")] = 30
    subject: Annotated[
        Words, Meta(description="What it is about: `service:shop`; left out, `slo:` and its name.")
    ] = ""
    server: Annotated[
        Words, Meta(description="The metrics server that is asked, by its name; empty for the first.")
    ] = ""
