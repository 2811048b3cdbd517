"""What may be to be known about collected points, explained."""

from mainstay.domain.topic import Topic

_GROUP = "Notices"

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="page-unread",
        group=_GROUP,
        title="A page that did not come",
        summary="A page of the operator's file could not be read, so its series have no point of this look.",
        paragraphs=(
            "All else was looked at and kept. Look whether the program is well, and at the address.",
        ),
    ),
    Topic(
        code="page-series-left-out",
        group=_GROUP,
        title="More series than are kept",
        summary="Of a page 500 series are kept, and 10,000 of all; what was kept before comes first.",
        paragraphs=(
            'Name the series that matter with globs: `series: ["orders_*"]`. Buckets of histograms, moments of creation and '
            "information are never kept.",
            "Names that come and go, with the number of a process or a request in their labels, fill the room for ever new "
            "ones: let the program leave such labels out.",
        ),
    ),
    Topic(
        code="clock-leapt",
        group=_GROUP,
        title="A clock that leapt",
        summary="Between two looks the time of the host moved by a minute more, or less, than the kernel's stop watch.",
        paragraphs=(
            "Rates are not touched by it. Points from a time to come are left out of forecasts, and of two of one second the "
            "later one counts. Look whether the time is kept right: timedatectl.",
        ),
    ),
    Topic(
        code="host-short",
        group=_GROUP,
        title="Not enough history of this host yet",
        summary="Forecasts need two weeks of points; the notice says since when there are some, and what goes on collecting.",
        paragraphs=(
            "`mainstay forecast` takes one look itself. Let `mainstay collect` run on, as a unit of systemd or each minute "
            "from cron with `--once`, or a worker with `by_workers: true`. A day without points is missing for good.",
        ),
        see=("host-not-collected",),
    ),
    Topic(
        code="host-not-collected",
        group=_GROUP,
        title="Nothing collects this host",
        summary="The last point, but for that of this very command, is more than three hours old.",
        paragraphs=(
            "Forecasts go by what is there; days without points are gaps. Look after the unit, or begin again: "
            "`mainstay collect`.",
        ),
        see=("host-short",),
    ),
    Topic(
        code="host-collected",
        group=_GROUP,
        title="Another process collects this host",
        summary="Its points are taken as they are, and this command takes no look of its own.",
        paragraphs=("One process at a time collects into a folder; the notice says which.",),
    ),
    Topic(
        code="host-not-kept",
        group=_GROUP,
        title="A look that could not be kept",
        summary="What this command saw could not be written into the folder of points.",
        paragraphs=(
            "What is there already is forecast. Look at the folder, its disk, and who may write there.",
        ),
    ),
    Topic(
        code="series-ended",
        group=_GROUP,
        title="Series that have ended",
        summary="Series of this host or of a page have had no point for two days, and are not forecast.",
        paragraphs=(
            "A filesystem was unmounted, an interface taken away, a program stopped showing a number. Their points are kept "
            "until they are too old, and when new ones come they are forecast again.",
        ),
    ),
    Topic(
        code="taken-as-rates",
        group=_GROUP,
        title="Counters that are forecast by their rates",
        summary="Series of a file whose names end with _total and that seldom fall were taken for counters.",
        paragraphs=(
            "Of what only counts up the rate is forecast, as Prometheus's `rate` takes it: a number below the one before began "
            "anew at 0. A limit counts for the rate, a second. Name the column otherwise where the number itself is meant.",
        ),
        sources=("Prometheus, rate()", "OpenMetrics 1.0"),
    ),
)
