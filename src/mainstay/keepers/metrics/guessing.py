"""Families that are guessed from the names of metrics: histograms of latencies, and quantities beside their maximum."""

import re
from collections.abc import Iterable, Iterator

from mainstay.keepers.metrics.families import Family

MOST_HISTOGRAMS = 20
MOST_PAIRS = 50
USUAL_QUANTILE = 0.95
ROUTES = ("method", "route", "handler", "path", "uri", "endpoint", "url", "operation", "grpc_method")
"""Labels by which programs tell their requests apart."""

_PLAIN = re.compile(r"[A-Za-z_:][A-Za-z0-9_:]{0,199}")
_LATENCY = re.compile(
    r"(?!prometheus_|apiserver_|workqueue_|rest_client_|kubelet_|etcd_)"
    r".*(?:request|response|http|grpc|rpc|handling|latency).*_(seconds|milliseconds|ms)_bucket"
)
_LIMITS = {
    "max": ("", "used", "usage", "open", "active", "current"),
    "maximum": ("", "used", "usage", "open", "active", "current"),
    "limit": ("", "used", "usage", "current"),
    "quota": ("", "used", "usage"),
    "capacity": ("", "used", "length", "size"),
    "size": ("", "used", "usage"),
}
"""Words that tell a maximum, and what stands in their place in the name of what is held against it."""
_NO_QUANTITIES = ("_total", "_count", "_sum", "_bucket", "_created", "_info", "_seconds", "_timestamp")


def latencies(names: Iterable[str], quantiles: Iterable[float]) -> Iterator[Family]:
    """Give the histograms of latencies, each for the usual quantile and for those that are promised. They have no limit."""
    told = [found for name in sorted(names) if _PLAIN.fullmatch(name) and (found := _LATENCY.fullmatch(name))]
    others = sorted({one for one in quantiles if one != USUAL_QUANTILE})
    for found in told[:MOST_HISTOGRAMS]:
        usual = f"latency {found.group()}"
        for quantile in (*others, USUAL_QUANTILE):
            is_usual = quantile == USUAL_QUANTILE
            yield Family(
                usual if is_usual else f"{usual} {quantile:g}",
                _quantile(found.group(), quantile, found[1] == "seconds"),
                f"p{100 * quantile:g} latency",
                "service",
                ("service", "application", "app", "job"),
                ROUTES,
                sort="latency",
                unit="s",
                alone=is_usual,
                quantile=quantile,
                instead_of=() if is_usual else (usual,),
            )


def pairs(names: Iterable[str], taken: frozenset[str]) -> Iterator[Family]:
    """Give quantities that stand beside their maximum, by their names alone; `taken` are metrics of other families."""
    known = frozenset(names) - taken
    made = 0
    for limit in sorted(name for name in known if _PLAIN.fullmatch(name)):
        quantity = next((one for one in _quantities(limit) if one in known and one != limit), "")
        if quantity and made < MOST_PAIRS:
            made += 1
            yield Family(
                f"pair {quantity}",
                quantity,
                quantity.replace("_", " "),
                "service",
                ("instance", "service", "application", "app", "job"),
                ("job", "name", "pool", "queue"),
                limit,
                source=f"the series {limit}",
                sort="memory" if "memory" in quantity else "pool",
                unit="B" if quantity.endswith("_bytes") else "1",
                guessed=True,
            )


def _quantities(limit: str) -> Iterator[str]:
    """Give the names that the quantity of a limit might have; none of those of counters and parts of histograms."""
    words = limit.split("_")
    for at in range(len(words) - 1, 0, -1):
        for other in _LIMITS.get(words[at], ()):
            name = "_".join((*words[:at], *filter(None, (other,)), *words[at + 1 :]))
            for one in (name, name.removesuffix("_bytes")):
                if one and not one.endswith(_NO_QUANTITIES):
                    yield one


def _quantile(metric: str, quantile: float, seconds: bool) -> str:
    labels = ", ".join(("le", "job", "service", "application", "app", *ROUTES))
    told = f"histogram_quantile({quantile:g}, sum by ({labels}) (rate({metric}[5m])))"
    return told if seconds else f"{told} / 1000"
