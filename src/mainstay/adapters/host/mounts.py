"""Which mounts hold something that can fill up: no pseudo filesystems, no images, each filesystem once."""

import re
from dataclasses import dataclass

MOST = 256
"""Mounts that are looked at; a machine with more of them has made them with a program."""

_PSEUDO = frozenset(
    "autofs bdev binder binfmt_misc bpf cgroup cgroup2 configfs cpuset debugfs devpts devtmpfs efivarfs fuse.gvfsd-fuse"
    " fuse.lxcfs fuse.portal fuse.snapfuse fuse.squashfuse fusectl hugetlbfs mqueue nfsd nsfs none proc pstore ramfs"
    " resctrl rootfs rpc_pipefs securityfs selinuxfs smackfs sysfs tracefs".split()
)
_IMAGES = frozenset("cramfs erofs iso9660 romfs squashfs udf".split())
_FLEETING = ("/dev", "/run", "/sys", "/proc")
_ESCAPE = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of /proc/self/mountinfo, proc(5): `device` is `major:minor`, `root` what of the filesystem is mounted."""

    point: str
    device: str
    root: str
    kind: str
    origin: str
    options: frozenset[str]

    @property
    def can_fill(self) -> bool:
        """Whether it is a filesystem into which something is written."""
        if self.kind in _PSEUDO or self.kind in _IMAGES or "ro" in self.options:
            return False
        if self.kind == "tmpfs" and any(
            self.point == one or self.point.startswith(f"{one}/") for one in _FLEETING
        ):
            return False
        # The layers of containers lie on a filesystem that is mounted too, but for those who are inside of one.
        return self.kind != "overlay" or self.point == "/"


ROOT = Mount("/", "", "/", "", "", frozenset())
"""The root of a process for which nothing is mounted there."""


def mounts_in(text: str) -> list[Mount]:
    """Read the mounts; what lies below a later mount at the same place, and lines of another form, are left out."""
    found: dict[str, Mount] = {}
    for line in text.splitlines():
        left, _, right = line.partition(" - ")
        told, rest = left.split(" "), right.split(" ")
        if len(told) < 6 or len(rest) < 3:
            continue
        device, root, point, options = told[2:6]
        point = _plain(point)
        all_options = frozenset((*options.split(","), *rest[2].split(",")))
        found.pop(point, None)
        found[point] = Mount(point, device, _plain(root), rest[0], _plain(rest[1]), all_options)
    return list(found.values())


def that_fill(mounts: list[Mount]) -> list[Mount]:
    """Give one mount for each filesystem that can fill up: where all of it is mounted, at the shortest path."""
    chosen: dict[str, Mount] = {}
    for mount in filter(lambda one: one.can_fill, mounts):
        before = chosen.get(mount.device)
        if before is None or _rank(mount) < _rank(before):
            chosen[mount.device] = mount
    return sorted(chosen.values(), key=lambda one: one.point)


def _rank(mount: Mount) -> tuple[bool, int, str]:
    return mount.root != "/", len(mount.point), mount.point


def _plain(text: str) -> str:
    r"""Take back the escapes of blanks, tabs, line feeds and backslashes: \040 and the like."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 8)), text)
