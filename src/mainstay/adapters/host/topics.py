"""What a look at a machine may leave out, explained."""

from mainstay.domain.topic import Topic

_GROUP = "Notices"

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="rates-later",
        group=_GROUP,
        title="No rates yet",
        summary="Processor and network have rates from the second look on.",
        paragraphs=(
            "The kernel only counts: a share of processor time, or bytes a second, is what grew between two looks. After the "
            "first look, and after a new start of the machine, there is nothing to compare with. All else is read at once.",
        ),
    ),
    Topic(
        code="host-unread",
        group=_GROUP,
        title="A machine that tells nothing of itself",
        summary="The collector reads /proc, which Linux has; there is none.",
        paragraphs=("Collect on a machine with Linux that mounts /proc, or name a metrics server.",),
    ),
    Topic(
        code="mount-hangs",
        group=_GROUP,
        title="A filesystem that does not answer",
        summary="The size of a filesystem was not told in two seconds, so it has no point in this look.",
        paragraphs=(
            "A filesystem of the machine itself answers in microseconds. One on the network waits for its server, and nobody "
            "can interrupt that; so it is asked apart, left behind, and not asked again until it answers. The others are read.",
            "Look whether the server is there. `umount --lazy` takes a mount away that nobody needs.",
        ),
        see=("mount-unread",),
    ),
    Topic(
        code="mount-unread",
        group=_GROUP,
        title="A filesystem whose size cannot be read",
        summary="The kernel refused to tell the size of a filesystem; the notice says why.",
        paragraphs=("Most often this user may not enter the folder, or the server has forgotten the mount.",),
        see=("mount-hangs",),
    ),
    Topic(
        code="mounts-left-out",
        group=_GROUP,
        title="More filesystems than are looked at",
        summary="Of the filesystems that can fill up 256 are looked at, in the order of their paths.",
        paragraphs=("Unmount what is not needed, or name a metrics server that watches them all.",),
    ),
)
