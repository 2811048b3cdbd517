"""What `explain` tells about metrics servers: what is found on them, and the notices of that."""

from mainstay.domain.topic import Topic


def _notice(code: str, title: str, summary: str, *paragraphs: str) -> Topic:
    return Topic(
        code=code, group="Notices", title=title, summary=summary, paragraphs=paragraphs, see=("metrics",)
    )


TOPICS: tuple[Topic, ...] = (
    Topic(
        code="metrics",
        group="Figures",
        title="What is found on a metrics server",
        summary="Series that near a limit, found by the names of the metrics that a server has: disks, memory, inodes, "
        "certificates, pools, open files, queues, latencies, and quantities beside their maximum.",
        paragraphs=(
            "The limit of a series is the one that the operator's file states under forecasts: first that of a series of "
            "one's own, then that of an SLO. Else it is that of an alerting rule of the server, else the series' own maximum, "
            "such as the size of a filesystem. Where its limit comes from is shown beside it. What a higher one says "
            "about a thing takes the place of what lower ones say; several rules about one thing stand side by side.",
            "A rule gives a limit where it holds one quantity against one number: `a > 5`, `a / b < 0.1`, "
            "`sum by (c) (rate(d[5m])) > 100`. Of rules about the same expression the one that alarms first counts. What has "
            "`and`, `or`, `unless`, `offset`, `bool`, `==`, or a function such as predict_linear is passed over, and so is an "
            "alarm above 0, which says whether something happens at all.",
            "A quantity and its maximum that were only guessed by their names count where both have the same labels "
            "and no value passes its maximum. A maximum of 0, or of 2^62 and more, is none.",
            "Latencies are the 95th percentile over five minutes of each route, told by the histograms. They have no limit "
            "unless an SLO states one.",
            "Points are read by one question for each expression, in portions that fit into answers. What is no "
            "number is left out. A server that says when to come back is asked again then, if there is time.",
        ),
        sources=(
            "Prometheus: HTTP API, https://prometheus.io/docs/prometheus/latest/querying/api/",
            "Prometheus: histograms and summaries, https://prometheus.io/docs/practices/histograms/",
        ),
    ),
    _notice(
        "metrics-unread",
        "A metrics server did not answer for some series",
        "It refused an expression, was late, or its answer could not be used; all other series are there.",
    ),
    _notice(
        "metrics-events-unread",
        "A metrics server did not tell when something was done",
        "Steps of those days need as much evidence as on any other day.",
    ),
    _notice(
        "metrics-absent",
        "A series of the operator's file is not there",
        "Its query gives no series at this moment.",
    ),
    _notice(
        "metrics-ended",
        "The series of a metrics server have ended",
        "It knows series of the last year, and none of them has a point now; it was asked for the last ones of five kinds.",
    ),
    _notice(
        "metrics-unasked",
        "A metrics server was too slow to be asked for all",
        "All questions together have five minutes. What the operator's file states is asked for first.",
    ),
    _notice(
        "metrics-past-unread",
        "The past of some series could not be read",
        "They were found and are not forecast; all other series are.",
    ),
    _notice(
        "metrics-past-empty",
        "Some series have no past yet",
        "They have a point now and none at any full hour before: they are not forecast.",
    ),
    _notice(
        "metrics-rules-unread",
        "No limits were read off alerting rules",
        "The server did not tell its rules. Limits come from the operator's file and from the series' own maximum.",
    ),
    _notice(
        "metrics-rules-passed-over",
        "Some alerting rules gave no limit",
        "They do not hold one quantity against one number.",
    ),
    _notice(
        "metrics-rules-left-out",
        "There are more alerting rules than are asked for",
        "Each costs the server a question; the first 500 of those that give a limit are asked for, out of 3,000.",
    ),
    _notice(
        "metrics-family-left-out",
        "There are more series of one kind than are looked at",
        "Of the series of one expression the first 20,000 are looked at.",
    ),
    _notice(
        "metrics-labels-unfit",
        "Series whose labels cannot be kept",
        "Their labels hold a NUL character, or more than 16,000 characters together; all other series are read.",
    ),
    _notice(
        "metrics-series-left-out",
        "There are more series than are forecast",
        "Those that are nearest to their limits are.",
    ),
    _notice(
        "series-unit-changed",
        "A series is counted in another unit than before",
        "Nothing that was kept of it can be compared with what comes now: it begins anew with its last twelve weeks.",
    ),
    _notice(
        "series-taken",
        "Somebody else changed series while they were taken in",
        "It was tried five times. Nothing is lost: the next night reads on from where their points end.",
    ),
    _notice(
        "series-unreadable",
        "What the store keeps of some series cannot be read",
        "They are left as they are, and all others are taken in and forecast.",
        "`mainstay store check` reads all series and says what is wrong with which. Restore a backup where they matter; else "
        "they are dropped in the end, as series are that nothing new comes of.",
    ),
    _notice(
        "metrics-no-limit",
        "Nobody states a limit of some series",
        "They are followed, and no date is told: state an SLO under forecasts in the operator's file.",
    ),
)
