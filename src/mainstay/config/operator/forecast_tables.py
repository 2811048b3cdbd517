"""What is forecast beside what is found by itself, and what is promised, as the operator's file holds it."""

from typing import Annotated

from msgspec import Meta, field

from mainstay.config.operator.collecting_tables import CollectingTable
from mainstay.config.operator.computing_tables import ComputingTable
from mainstay.config.operator.texts import Glob, Moment, Name, Table, Words
from mainstay.domain.dated_end import EndKind
from mainstay.domain.signal import Side

Query = Annotated[
    str, Meta(min_length=1, max_length=4_000, description="The expression of PromQL that gives the series.")
]
Line = Annotated[
    str,
    Meta(pattern=r"^[^\x00-\x1f\x7f]{1,200}\Z", extra={"words": "one line of 1 to 200 characters"}),
]


class ForecastSeriesTable(Table, frozen=True):
    """Series that are forecast. They take the place of what is found by itself, and of what rules of the server say."""

    name: Annotated[Name, Meta(description="What they are called, for ever.")]
    query: Query
    server: Annotated[
        Words, Meta(description="The metrics server that is asked, by its name; empty for the first.")
    ] = ""
    limit: Annotated[
        float | None, Meta(description="The value at which they are in trouble; left out for none.")
    ] = None
    side: Annotated[Side, Meta(description="On which side of the limit they are in trouble.")] = Side.ABOVE
    unit: Annotated[
        Words, Meta(description="What they are counted in: `B`, `s`, `1/s`; `1` for shares and counts.")
    ] = "1"
    sort: Annotated[
        Name, Meta(description="Their class, by which forecasts are scored: `disk`, `queue`, `latency`.")
    ] = "other"
    subject: Annotated[
        Words,
        Meta(
            description="What they are about: `service:shop`; left out, it is read off the labels of each series."
        ),
    ] = ""


class SloTable(Table, frozen=True):
    """What is promised of a latency, or of a queue: the limit of what is found of it."""

    name: Annotated[Name, Meta(description="What it is called.")]
    limit: Annotated[
        float,
        Meta(description="What it may be at most: seconds for latencies and ages, else what is counted."),
    ]
    sort: Annotated[Name, Meta(description="What it is promised of: `latency`, `queue`, `age`.")] = "latency"
    quantile: Annotated[
        float, Meta(description="Of a latency, the share of requests that are quicker: above 0, below 1.")
    ] = 0.95
    subjects: Annotated[
        tuple[Glob, ...], Meta(max_length=50, description="Globs of what it is for, such as `service:shop`.")
    ] = ("*",)
    labels: Annotated[
        dict[Words, Words],
        Meta(
            max_length=20, description="Labels that the series has, each with a glob: `{route: /dashboard*}`."
        ),
    ] = field(default_factory=dict)


class DateTable(Table, frozen=True):
    """A date that is known and stands on the time line of forecasts: what ends, for what, and when."""

    what: Annotated[
        Line, Meta(description="What ends: `certificate of the payment provider`, `LTS of Debian 11`.")
    ]
    at: Annotated[
        Moment,
        Meta(description="When: a day, through whose end it lasts, or a moment with its distance to UTC."),
    ]
    subject: Annotated[Words, Meta(description="What it is about: `service:shop`; may be left out.")] = ""
    kind: Annotated[EndKind, Meta(description="What sort of end it is.")] = EndKind.OTHER


class ForecastEventsTable(Table, frozen=True):
    """Deploys and changes of configuration, as a metrics server knows them. At these moments a step needs less evidence."""

    query: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=4_000,
            description="The expression of PromQL whose value changes with each: a start time, the number of a version.",
        ),
    ]
    subject: Annotated[
        Words, Meta(description="What they are done to: `service:shop`; left out, they count for all.")
    ] = ""
    server: Annotated[
        Words, Meta(description="The metrics server that is asked, by its name; empty for the first.")
    ] = ""


class ForecastsTable(Table, frozen=True):
    """What is forecast. The limit of a series is the one told here, else that of a rule of the server, else its own size."""

    series: Annotated[
        tuple[ForecastSeriesTable, ...], Meta(max_length=1_000, description="Series of one's own.")
    ] = ()
    slos: Annotated[
        tuple[SloTable, ...], Meta(max_length=200, description="Promises; of several the first that fits.")
    ] = ()
    dates: Annotated[
        tuple[DateTable, ...], Meta(max_length=1_000, description="Dates that you know of.")
    ] = ()
    at: Annotated[
        Words,
        Meta(
            description="When a worker takes in what is new of the metrics servers and forecasts all series, once a night: "
            "`02:30`, or `never`."
        ),
    ] = "02:30"
    zone: Annotated[
        Words, Meta(description="The time zone of `at` by its name, such as `Europe/Berlin`.")
    ] = "UTC"
    collecting: Annotated[
        CollectingTable, Meta(description="What is collected where no metrics server does.")
    ] = CollectingTable()
    computing: Annotated[ComputingTable, Meta(description="Where what is kept is forecast.")] = (
        ComputingTable()
    )
    events: Annotated[
        tuple[ForecastEventsTable, ...],
        Meta(
            max_length=100, description="Moments at which something was done that may change a level at once."
        ),
    ] = ()
