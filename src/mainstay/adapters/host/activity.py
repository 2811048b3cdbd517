"""Readings of what happens on a machine: load, memory, open files, tasks, and rates of processors and networks."""

from collections.abc import Iterator
from itertools import islice

from mainstay.adapters.host.kernel_files import KernelFiles, whole
from mainstay.adapters.host.signals import Naming, above
from mainstay.ports.host import Counts, Reading

MOST_INTERFACES = 64
_LONGEST = 86_400.0
"""Seconds between two looks over which an average still says something of the moment of the later one."""
_NO_LIMIT = 1 << 62
"""What stands in file-max where nobody has set a limit is a little below 2 to the 63rd."""

_PROCESSOR = ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")
_PARTS = (
    ("busy", "share of processor time in use", ("user", "nice", "system", "irq", "softirq", "steal")),
    ("waiting", "share of processor time waiting for disks", ("iowait",)),
    ("stolen", "share of processor time taken by other machines", ("steal",)),
)
_NETWORK = {"received": 0, "receive_errors": 2, "sent": 8, "send_errors": 10}
"""Where /proc/net/dev has each behind the name of an interface."""


def state_readings(files: KernelFiles, naming: Naming) -> Iterator[Reading]:
    """Read what is true at the moment."""
    yield from _load(files, naming)
    yield from _memory(files, naming)
    yield from _handles(files, naming)
    yield from _tasks(files, naming)


def counts_now(files: KernelFiles) -> Counts:
    """Read what only counts up: processor time and what went through each network interface."""
    boot = files.text("proc/sys/kernel/random/boot_id").strip()
    return Counts(boot, _decimal(files.text("proc/uptime")), {**_processor(files), **_networks(files)})


def rate_readings(files: KernelFiles, naming: Naming, before: Counts, now: Counts) -> Iterator[Reading]:
    """Make rates of two looks of one day in the same run of a machine; what was put back to 0 between them has none."""
    seconds = now.seconds - before.seconds
    if not now.boot or before.boot != now.boot or not 0 < seconds <= _LONGEST:
        return
    grown = {name: count - before.counts[name] for name, count in now.counts.items() if name in before.counts}
    yield from _shares(naming, grown)
    for name, more in grown.items():
        kind, _, interface = name.partition(":")
        if interface and more >= 0:
            yield _through(files, naming, kind, interface, more / seconds)


def _load(files: KernelFiles, naming: Naming) -> Iterator[Reading]:
    told = files.text("proc/loadavg").split()
    if told:
        yield naming.reading("load", "tasks that run or wait, over a minute", _decimal(told[0]), sort="load")


def _memory(files: KernelFiles, naming: Naming) -> Iterator[Reading]:
    told = {name: kibibytes << 10 for name, kibibytes in _meminfo(files).items()}
    for key, what, all_of_it, free in (
        ("memory_used", "memory used, without what can be given back", "MemTotal", "MemAvailable"),
        ("swap_used", "swap used", "SwapTotal", "SwapFree"),
    ):
        if told.get(all_of_it, 0) and free in told:
            used, limit = (
                told[all_of_it] - told[free],
                above(told[all_of_it], f"the machine's own {all_of_it}"),
            )
            yield naming.reading(key, what, float(max(0, used)), sort="memory", unit="B", limit=limit)


def _meminfo(files: KernelFiles) -> dict[str, int]:
    lines = (line.removesuffix(" kB") for line in files.text("proc/meminfo").splitlines())
    pairs = ((name, whole(rest)) for name, _, rest in (line.partition(":") for line in lines))
    # More than 2 to the 50th KiB is no machine's.
    return {name: number for name, number in pairs if number is not None and number < 1 << 50}


def _handles(files: KernelFiles, naming: Naming) -> Iterator[Reading]:
    told = [whole(word) for word in files.text("proc/sys/fs/file-nr").split()]
    match told:
        case [int(allocated), int(free), *_]:
            most = files.number("proc/sys/fs/file-max")
            limit = above(most if most is not None and most < _NO_LIMIT else None, "the kernel's fs.file-max")
            yield naming.reading(
                "file_handles",
                "open files of all programs",
                float(max(0, allocated - free)),
                sort="handles",
                limit=limit,
            )


def _tasks(files: KernelFiles, naming: Naming) -> Iterator[Reading]:
    # What the kernel numbers are threads: pid_max bounds these, not programs alone.
    told = files.text("proc/loadavg").split()
    count = whole(told[3].partition("/")[2]) if len(told) > 3 else None
    if count is None:
        return
    named = {one: files.number(f"proc/sys/kernel/{one}") for one in ("pid_max", "threads-max")}
    limits = [(most, f"the kernel's kernel.{one}") for one, most in named.items() if most]
    yield naming.reading(
        "tasks",
        "processes and threads",
        float(count),
        sort="processes",
        limit=above(*min(limits)) if limits else None,
    )


def _processor(files: KernelFiles) -> dict[str, float]:
    words = files.text("proc/stat").partition("\n")[0].split()
    told = [whole(word) for word in words[1 : len(_PROCESSOR) + 1]]
    if words[:1] != ["cpu"] or len(told) < len(_PROCESSOR) or None in told:
        return {}
    return {name: float(ticks or 0) for name, ticks in zip(_PROCESSOR, told, strict=True)}


def _shares(naming: Naming, grown: dict[str, float]) -> Iterator[Reading]:
    ticks = {name: max(0.0, grown[name]) for name in _PROCESSOR if name in grown}
    total = sum(ticks.values())
    if len(ticks) == len(_PROCESSOR) and total > 0:
        for key, what, parts in _PARTS:
            share = round(sum(ticks[part] for part in parts) / total, 6)
            limit = above(1.0, "all processors of the machine") if key == "busy" else None
            yield naming.reading(f"cpu_{key}", what, share, sort="cpu", unit="share", limit=limit)


def _networks(files: KernelFiles) -> dict[str, float]:
    found: dict[str, float] = {}
    interfaces = (line.partition(":") for line in files.text("proc/net/dev").splitlines()[2:])
    for name, _, rest in islice(
        ((one.strip(), _, rest) for one, _, rest in interfaces if _is_own(one)), MOST_INTERFACES
    ):
        numbers = [whole(word) for word in rest.split()]
        told = {key: numbers[place] for key, place in _NETWORK.items() if place < len(numbers)}
        # One through which nothing ever went is only there for show.
        if told.get("received") or told.get("sent"):
            found |= {f"{key}:{name}": float(number) for key, number in told.items() if number is not None}
    return found


def _is_own(name: str) -> bool:
    """Whether an interface leads out of the machine; those of containers come and go."""
    return name.strip() not in {"", "lo"} and not name.strip().startswith("veth")


def _through(files: KernelFiles, naming: Naming, kind: str, interface: str, rate: float) -> Reading:
    if kind.endswith("errors"):
        what = f"{kind.replace('_', ' ')} of"
        return naming.reading(
            f"network_{kind}", what, round(rate, 6), sort="network", unit="1/s", of=interface
        )
    # In millions of bits; a link that is down tells -1, and one that is not real nothing.
    speed = files.number(f"sys/class/net/{interface}/speed") if "/" not in interface else None
    limit = above((speed or 0) * 125_000, "the link's own speed")
    return naming.reading(
        f"network_{kind}",
        f"bytes {kind} through",
        round(rate, 3),
        sort="network",
        unit="B/s",
        of=interface,
        limit=limit,
    )


def _decimal(text: str) -> float:
    """Give the first number of a text such as `1234.56 99.00`, 0 where it has none."""
    before, _, behind = (text.split() or [""])[0].partition(".")
    number, parts = whole(before), whole(behind) if behind else 0
    return 0.0 if number is None or parts is None else number + parts / 10.0 ** len(behind)
