"""The control groups that this process is in: how much memory and how many tasks they leave it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from mainstay.adapters.host.kernel_files import KernelFiles
from mainstay.adapters.host.mounts import Mount, mounts_in
from mainstay.adapters.host.signals import Naming, above
from mainstay.ports.host import Reading

_DEEPEST = 32
_NO_LIMIT = 1 << 62
"""What version 1 tells where there is no limit: the largest number that pages have, a little below 2 to the 63rd."""


@dataclass(frozen=True, slots=True)
class _Group:
    """A group and those above it, the lowest first, as folders below the root; version 1 and 2 name their files differently."""

    folders: tuple[str, ...]
    version: int


def cgroup_readings(files: KernelFiles, naming: Naming) -> Iterator[Reading]:
    """Read the groups' memory and tasks, of the group that leaves least; nothing where no group has a limit."""
    yield from _memory(files, naming)
    yield from _tasks(files, naming)


def _memory(files: KernelFiles, naming: Naming) -> Iterator[Reading]:
    for group in _groups(files, "memory"):
        limit_name, used_name, idle_name = (
            ("memory.max", "memory.current", "inactive_file")
            if group.version == 2
            else ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
        )
        least = _least(files, group, limit_name)
        if least is None:
            continue
        folder, limit = least
        used = files.number(f"{folder}/{used_name}")
        if used is not None:
            # What the kernel gives back without ado is not counted, as the kubelet's working set does.
            idle = files.table(f"{folder}/memory.stat").get(idle_name, 0)
            yield naming.reading(
                "cgroup_memory_used",
                "memory used of the control group",
                float(max(0, used - idle)),
                sort="memory",
                unit="B",
                limit=above(limit, f"{limit_name} of the control group"),
            )
            return


def _tasks(files: KernelFiles, naming: Naming) -> Iterator[Reading]:
    for group in _groups(files, "pids"):
        least = _least(files, group, "pids.max")
        used = files.number(f"{least[0]}/pids.current") if least else None
        if least is not None and used is not None:
            yield naming.reading(
                "cgroup_tasks",
                "processes and threads of the control group",
                float(used),
                sort="processes",
                limit=above(least[1], "pids.max of the control group"),
            )
            return


def _least(files: KernelFiles, group: _Group, name: str) -> tuple[str, int] | None:
    """Give the folder of the lowest limit, and the limit."""
    limits = [(folder, files.number(f"{folder}/{name}")) for folder in group.folders]
    told = [(folder, limit) for folder, limit in limits if limit is not None and limit < _NO_LIMIT]
    return min(told, key=lambda one: one[1], default=None)


def _groups(files: KernelFiles, controller: str) -> Iterator[_Group]:
    mounts = mounts_in(files.text("proc/self/mountinfo"))
    for line in files.text("proc/self/cgroup").splitlines():
        number, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        if number == "0" and not controllers:
            yield from _folders(mounts, path, "cgroup2", "", 2)
        elif controller in controllers.split(","):
            yield from _folders(mounts, path, "cgroup", controller, 1)


def _folders(mounts: list[Mount], path: str, kind: str, option: str, version: int) -> Iterator[_Group]:
    for mount in mounts:
        if mount.kind == kind and (not option or option in mount.options):
            own = PurePosixPath(path)
            # From inside of a container the path may be that of the machine, of which nothing is mounted here.
            below = own.relative_to(mount.root).parts if own.is_relative_to(mount.root) else ()
            parts = below if ".." not in below else ()
            tops = [mount.point, *parts]
            lowest = min(len(tops), _DEEPEST)
            yield _Group(
                tuple(str(PurePosixPath(*tops[:n])).lstrip("/") for n in range(lowest, 0, -1)), version
            )
