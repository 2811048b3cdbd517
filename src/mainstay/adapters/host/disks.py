"""Readings of filesystems: bytes and names in use, against what the filesystem itself has."""

from collections.abc import Iterator

from mainstay.adapters.host.kernel_files import KernelFiles
from mainstay.adapters.host.mounts import MOST, ROOT, mounts_in, that_fill
from mainstay.adapters.host.signals import Naming, above
from mainstay.adapters.host.sizes import PatientSizes, Size, Sizes
from mainstay.domain.notice import Notice, Weight
from mainstay.ports.host import Reading
from mainstay.present.visible import visible


def disk_readings(
    files: KernelFiles, sizes: PatientSizes, naming: Naming, seconds: float
) -> tuple[list[Reading], list[Notice]]:
    """Look at each filesystem that can fill up, in so many seconds at most."""
    known = mounts_in(files.text("proc/self/mountinfo"))
    # Inside a chroot nothing is mounted at the root, and yet it lies on a filesystem.
    hidden = [] if not known or any(one.point == "/" for one in known) else [ROOT]
    mounts = [*hidden, *that_fill(known)]
    told = sizes.of([one.point for one in mounts[:MOST]], seconds)
    readings = [one for place, size in told.found.items() for one in _of(place, size, naming)]
    return readings, [*_unread(told), *_too_many(len(mounts))]


def _of(place: str, size: Size, naming: Naming) -> Iterator[Reading]:
    yield naming.reading(
        "disk_used",
        "disk used of",
        float(size.used),
        sort="disk",
        unit="B",
        of=place,
        limit=above(size.room, "the filesystem's own size, without what is reserved for root"),
    )
    # Some, such as btrfs, make names as they need them and tell 0.
    if size.names_room > 0:
        yield naming.reading(
            "inodes_used",
            "inodes used of",
            float(size.names),
            sort="inodes",
            of=place,
            limit=above(size.names_room, "the filesystem's own number of inodes"),
        )


def _unread(told: Sizes) -> Iterator[Notice]:
    if told.hanging:
        yield Notice(
            "mount-hangs",
            "The size of a filesystem was not told in time.",
            Weight.LIMIT,
            "look whether the server of the mount is there, or unmount it: umount --lazy",
            len(told.hanging),
            tuple(visible(place, 200) for place in told.hanging[:5]),
        )
    if told.failed:
        yield Notice(
            "mount-unread",
            "The size of a filesystem cannot be read.",
            Weight.LIMIT,
            "look at the mount and at what this user may read",
            len(told.failed),
            tuple(f"{visible(place, 200)}: {why}" for place, why in list(told.failed.items())[:5]),
        )


def _too_many(count: int) -> Iterator[Notice]:
    if count > MOST:
        yield Notice(
            "mounts-left-out",
            f"Of {count} filesystems {MOST} were looked at, in the order of their paths.",
            Weight.LIMIT,
            "unmount what is not needed",
            count - MOST,
        )
