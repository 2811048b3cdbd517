"""Sixteen days of two containers as cAdvisor and kube-state-metrics tell of them, made up."""

from collections.abc import Iterator

BEGIN = 1_767_225_600
STEP = 120
DAYS = 16
END = BEGIN + DAYS * 86_400
GIB = 2**30
OLD, NEW = "web-6c9d7f8b5-q9w8e", "web-5d4f8c7b9-x2x4z"


def _line(name: str, at: int, value: float, **labels: str) -> str:
    told = ",".join(f'{key}="{text}"' for key, text in labels.items())
    return f"{name}{{{told}}} {value!r} {at}"


def _web(at: int, counted: dict[str, float]) -> Iterator[str]:
    """Tell of a web server whose pod is made anew after eight days, with a start that takes 1.5 cores for five minutes."""
    since = BEGIN if at < BEGIN + 8 * 86_400 else BEGIN + 8 * 86_400
    pod = OLD if since == BEGIN else NEW
    of = {"namespace": "shop", "pod": pod, "container": "app"}
    counted[pod] = counted.get(pod, 0.0) + STEP * (1.5 if at - since < 600 else 0.2)
    yield _line("container_cpu_usage_seconds_total", at, counted[pod], **of)
    yield _line("container_memory_working_set_bytes", at, 0.5 * GIB, **of)
    yield _line("container_start_time_seconds", at, float(since), **of)
    for resource, given in (("cpu", 4.0), ("memory", 4.0 * GIB)):
        yield _line("kube_pod_container_resource_requests", at, given, **of, resource=resource)
        yield _line(
            "kube_pod_container_resource_limits",
            at,
            given / (2 if pod == OLD else 1),
            **of,
            resource=resource,
        )
    yield _line(
        "kube_pod_owner", at, 1, namespace="shop", pod=pod, owner_kind="ReplicaSet", owner_name=pod[:13]
    )
    if pod == OLD:
        yield _line("kube_pod_container_status_last_terminated_reason", at, 1, **of, reason="OOMKilled")


def _scaled(at: int) -> Iterator[str]:
    """Tell of one whose copies are scaled by its use."""
    of = {"namespace": "shop", "pod": "api-0", "container": "app"}
    yield _line("container_memory_working_set_bytes", at, 0.1 * GIB, **of)
    yield _line("kube_pod_container_resource_requests", at, 1.0 * GIB, **of, resource="memory")
    yield _line(
        "kube_pod_owner", at, 1, namespace="shop", pod="api-0", owner_kind="StatefulSet", owner_name="api"
    )
    yield _line(
        "kube_horizontalpodautoscaler_info", at, 1,
        namespace="shop", scaletargetref_kind="StatefulSet", scaletargetref_name="api",
    )  # fmt: skip


def past() -> str:
    """Give all that was told, in the order of time."""
    counted: dict[str, float] = {}
    lines: list[str] = []
    for at in range(BEGIN, END + 1, STEP):
        lines += _web(at, counted)
        lines += _scaled(at)
    # Each metric's lines must stand together.
    return "\n".join(sorted(lines, key=lambda line: line.partition("{")[0]))
