"""Asks a metrics server what containers are given and use: by the metrics of cAdvisor and kube-state-metrics."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.capacity.sizing import DAY, HOUR, Use
from mainstay.domain.capacity import Resource
from mainstay.ports.http import never
from mainstay.ports.metrics import Series
from mainstay.ports.metrics_store import MetricsStore, Sampled
from mainstay.present.visible import visible

DAYS: Final = 28
"""Days of use that are looked at."""
_LONGEST: Final = 100
_OF: Final = "namespace, pod, container"
_HERE: Final = '{container!="",container!="POD"}'
_HASH: Final = re.compile(r"-[a-z0-9]{5,10}\Z")
_USED: Final = {
    Resource.MEMORY: f"max by ({_OF}) (max_over_time(container_memory_working_set_bytes{_HERE}[1h]))",
    Resource.CPU: f"max by ({_OF}) (max_over_time(rate(container_cpu_usage_seconds_total{_HERE}[5m])[1h:5m]))",
}
_STARTED: Final = f"max by ({_OF}) (container_start_time_seconds{_HERE})"
_GIVEN: Final = (
    "max by (namespace, pod, container, resource) "
    '(max_over_time(kube_pod_container_resource_requests{resource=~"cpu|memory"}[1h]))'
)
_KILLED: Final = (
    f'max by ({_OF}) (kube_pod_container_resource_limits{{resource="memory"}}) and on ({_OF}) '
    f'(max by ({_OF}) (kube_pod_container_status_last_terminated_reason{{reason="OOMKilled"}}) > 0)'
)
_THROTTLED: Final = (
    f"sum by ({_OF}) (increase(container_cpu_cfs_throttled_periods_total{_HERE}[7d])) / "
    f"(sum by ({_OF}) (increase(container_cpu_cfs_periods_total{_HERE}[7d])) > 0)"
)
_OWNERS: Final = "max by (namespace, pod, owner_kind, owner_name) (kube_pod_owner)"
_SCALED: Final = (
    "max by (namespace, scaletargetref_kind, scaletargetref_name) (kube_horizontalpodautoscaler_info)"
)

_Labels = Mapping[str, str]
_Workload = tuple[str, str, str]
"""The namespace, what owns its pods, and the container."""


def uses(
    store: MetricsStore, now: int, seconds: float = 120.0, stopped: Callable[[], bool] = never
) -> Iterator[Use]:
    """Give what each workload uses of what it is given, those of which nothing says what they are given left out.

    Raises as `samples` of the store does.
    """
    end = now - now % HOUR

    def over(query: str) -> Sequence[Sampled]:
        return store.samples(query, end - DAYS * DAY + HOUR, end, HOUR, seconds, stopped)

    def instant(query: str) -> Sequence[Series]:
        return store.instant(query, now, seconds, stopped)

    given_now = instant(_GIVEN)
    if not given_now:
        return
    owners = _owners(instant(_OWNERS))
    scaled = {
        (one.labels.get("namespace", ""), one.labels.get("scaletargetref_name", ""))
        for one in instant(_SCALED)
    }
    given: defaultdict[tuple[_Workload, str], list[float]] = defaultdict(list)
    for one in given_now:
        given[_workload(one.labels, owners), one.labels.get("resource", "")].append(one.points[-1][1])
    throttled = _highest(((one.labels, one.points[-1][1]) for one in instant(_THROTTLED)), owners)
    killed = _highest(((one.labels, float(one.samples.values.max())) for one in over(_KILLED)), owners)
    starts: defaultdict[_Workload, set[int]] = defaultdict(set)
    for sampled in over(_STARTED):
        known = sampled.samples.values
        starts[_workload(sampled.labels, owners)].update(map(int, known[np.isfinite(known)]))
    for resource, query in _USED.items():
        for workload, hours in _by_workload(over(query), owners).items():
            sizes = given.get((workload, resource.value))
            if not sizes:
                continue
            times, values = _arrays(hours)
            yield Use(
                store.name,
                f"container:{'/'.join(visible(part, _LONGEST) for part in workload)}",
                resource,
                max(sizes),
                times,
                values,
                sorted(starts.get(workload, ())),
                killed.get(workload, 0.0) if resource is Resource.MEMORY else 0.0,
                throttled.get(workload, 0.0) if resource is Resource.CPU else 0.0,
                len(sizes),
                workload[:2] in scaled,
            )


def _owners(found: Sequence[Series]) -> Mapping[tuple[str, str], str]:
    """Give what owns each pod; a set of copies is known by what made it, whose name it has without its last part."""
    owners = {}
    for one in found:
        name = one.labels.get("owner_name", "")
        if one.labels.get("owner_kind") == "ReplicaSet":
            name = _HASH.sub("", name)
        owners[one.labels.get("namespace", ""), one.labels.get("pod", "")] = name
    return owners


def _workload(labels: _Labels, owners: Mapping[tuple[str, str], str]) -> _Workload:
    namespace, pod = labels.get("namespace", ""), labels.get("pod", "")
    # A pod that is gone has no owner any more: its name is that of its owner with one part or two.
    owner = owners.get((namespace, pod)) or _HASH.sub("", _HASH.sub("", pod))
    return namespace, owner, labels.get("container", "")


def _highest(
    found: Iterator[tuple[_Labels, float]], owners: Mapping[tuple[str, str], str]
) -> Mapping[_Workload, float]:
    made: dict[_Workload, float] = {}
    for labels, value in found:
        if np.isfinite(value):
            workload = _workload(labels, owners)
            made[workload] = max(value, made.get(workload, 0.0))
    return made


def _by_workload(
    found: Sequence[Sampled], owners: Mapping[tuple[str, str], str]
) -> Mapping[_Workload, dict[int, float]]:
    made: defaultdict[_Workload, dict[int, float]] = defaultdict(dict)
    for one in found:
        hours = made[_workload(one.labels, owners)]
        for time, value in zip(one.samples.times.tolist(), one.samples.values.tolist(), strict=True):
            # What a server tells at a moment is of the hour before it.
            hours[time - HOUR] = max(value, hours.get(time - HOUR, value))
    return made


def _arrays(hours: Mapping[int, float]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    times = np.array(sorted(hours), dtype=np.int64)
    return times, np.array([hours[int(one)] for one in times])
