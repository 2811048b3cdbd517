"""Four weeks of what the usual exporters tell, made up: a host, a site, a database, and a program with latencies."""

from collections.abc import Callable

BEGIN = 1_767_225_600
"""A round moment of the past; from then on each series has a point an hour, those of latencies five within four minutes."""
HOUR = 3_600
WEEKS = 4
HOURS = WEEKS * 7 * 24
END = BEGIN + HOURS * HOUR
DISK, ROOT = 200e9, 50e9
MEMORY = 16e9
EXPIRES = END + 20 * 86_400
SLOW = 0.32
"""Seconds that the slowest requests of /dashboard take at the end; they began with 0.24."""

_BOUNDS = ("0.1", "0.2", "0.3", "0.4", "0.5", "1.0", "+Inf")


def var_used(hour: float) -> float:
    """Give how many bytes are used of /var: a gigabyte more each day."""
    return 100e9 + 1e9 * hour / 24


def past() -> str:
    """Give all of it in the form of OpenMetrics, without its end."""
    lines: list[str] = []
    node = 'instance="web1:9100",job="node"'
    for labels, size, used in (
        (f'{node},device="/dev/sda1",fstype="ext4",mountpoint="/"', ROOT, lambda _: 20e9),
        (f'{node},device="/dev/sdb1",fstype="ext4",mountpoint="/var"', DISK, var_used),
        (f'{node},device="tmpfs",fstype="tmpfs",mountpoint="/run"', 1e9, lambda _: 1e6),
    ):
        _gauge(lines, f"node_filesystem_size_bytes{{{labels}}}", lambda _, size=size: size)
        _gauge(
            lines,
            f"node_filesystem_avail_bytes{{{labels}}}",
            lambda hour, size=size, used=used: size - used(hour),
        )
        _gauge(lines, f"node_filesystem_files{{{labels}}}", lambda _: 1e6)
        _gauge(lines, f"node_filesystem_files_free{{{labels}}}", lambda hour: 9e5 - 10 * hour)
    _gauge(lines, f"node_memory_MemTotal_bytes{{{node}}}", lambda _: MEMORY)
    _gauge(lines, f"node_memory_MemAvailable_bytes{{{node}}}", lambda hour: 10e9 - 1e6 * hour)
    _gauge(
        lines,
        'probe_ssl_earliest_cert_expiry{instance="https://shop.example",job="probe"}',
        lambda _: EXPIRES,
    )
    for state, count in (("active", 20), ("idle", 30)):
        labels = f'instance="db1:9187",job="postgres",datname="shop",state="{state}"'
        _gauge(lines, f"pg_stat_activity_count{{{labels}}}", lambda hour, count=count: count + hour / 100)
    _gauge(lines, 'pg_settings_max_connections{instance="db1:9187",job="postgres"}', lambda _: 100)
    app = 'instance="app1:8080",job="shop"'
    _gauge(lines, f"process_open_fds{{{app}}}", lambda hour: 100 + hour / 10)
    _gauge(lines, f"process_max_fds{{{app}}}", lambda _: 1024)
    _gauge(lines, f"cache_entries{{{app}}}", lambda hour: 500 + hour)
    _gauge(lines, f"cache_entries_limit{{{app}}}", lambda _: 5000)
    _gauge(lines, f"jobs_done_max{{{app}}}", lambda _: 10)
    _gauge(lines, f"jobs_done{{{app}}}", lambda _: 500)
    _gauge(lines, f'celery_queue_length{{{app},queue_name="mail"}}', lambda hour: 5 + hour / 50)
    for route, slowest in (
        ("/dashboard", lambda hour: 0.24 + 0.08 * hour / HOURS),
        ('/odd \\"x\\"}', lambda _: 0.15),
    ):
        _histogram(lines, f'{app},route="{route}",method="GET"', slowest)
    return "\n".join(lines)


def _gauge(lines: list[str], name: str, value: Callable[[int], float]) -> None:
    lines += [f"{name} {float(value(hour))!r} {BEGIN + hour * HOUR}" for hour in range(HOURS + 1)]


def _histogram(lines: list[str], labels: str, slowest: Callable[[float], float]) -> None:
    """Tell of requests that are spread evenly from nothing to the slowest, a hundred a minute."""
    counts = dict.fromkeys(_BOUNDS, 0.0)
    told: dict[str, list[str]] = {bound: [] for bound in _BOUNDS}
    for hour in range(HOURS + 1):
        for minute in range(-4, 1):
            for bound in _BOUNDS:
                counts[bound] += 100 * min(1.0, float(bound) / slowest(hour))
                told[bound].append(
                    f'http_request_duration_seconds_bucket{{{labels},le="{bound}"}} {counts[bound]!r} '
                    f"{BEGIN + hour * HOUR + minute * 60}"
                )
    for some in told.values():
        lines += some
