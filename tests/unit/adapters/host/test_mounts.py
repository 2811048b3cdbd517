"""Each filesystem that can fill up is looked at once, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.host.mounts import mounts_in, that_fill


def points(*lines: str) -> list[str]:
    return [one.point for one in that_fill(mounts_in("\n".join(lines)))]


def line(point: str, kind: str = "ext4", device: str = "8:1", root: str = "/", options: str = "rw") -> str:
    return f"27 1 {device} {root} {point} {options} shared:1 - {kind} /dev/sda1 rw"


def test_a_real_filesystem() -> None:
    assert points(line("/"), line("/var", device="8:2")) == ["/", "/var"]


@pytest.mark.parametrize(
    "kind", ["proc", "sysfs", "cgroup2", "devtmpfs", "squashfs", "iso9660", "autofs", "fuse.lxcfs", "overlay"]
)
def test_what_cannot_fill(kind: str) -> None:
    assert points(line("/some/where", kind)) == []


@pytest.mark.parametrize("kind", ["xfs", "btrfs", "zfs", "nfs4", "cifs", "fuse.sshfs", "vfat", "9p"])
def test_what_can(kind: str) -> None:
    assert points(line("/some/where", kind)) == ["/some/where"]


def test_what_may_only_be_read_cannot_fill() -> None:
    assert points(line("/a", options="ro,nosuid"), line("/b", device="8:2").replace(" rw", " ro", 2)) == []


def test_the_root_of_a_container_can_fill() -> None:
    assert points(line("/", "overlay", "0:50"), line("/etc/hosts", root="/x/hosts")) == ["/", "/etc/hosts"]


def test_memory_as_a_filesystem_counts_where_people_write() -> None:
    fleeting = [
        line(one, "tmpfs", f"0:{n}") for n, one in enumerate(("/dev/shm", "/run", "/run/user/0", "/sys/fs/c"))
    ]
    assert points(*fleeting, line("/tmp", "tmpfs", "0:9"), line("/runs", "tmpfs", "0:10")) == [
        "/runs",
        "/tmp",
    ]


def test_a_bind_mount_is_the_same_filesystem() -> None:
    assert points(line("/a", root="/data/a"), line("/mnt/long"), line("/b", root="/data/b")) == ["/mnt/long"]


def test_of_two_whole_mounts_the_shorter_path() -> None:
    assert points(line("/mnt/data"), line("/data")) == ["/data"]


def test_a_later_mount_hides_the_earlier_one() -> None:
    assert points(line("/data"), line("/data", "squashfs", "7:0")) == []


def test_blanks_in_a_path() -> None:
    assert points(line(r"/my\040disk\134x")) == [r"/my disk\x"]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    that_fill(mounts_in(text))


@given(
    st.lists(st.sampled_from([" ", "-", "a", "/", "8:1", "rw", "\\040", "\\777", "ext4", "\n"]), max_size=40)
)
def test_any_line_is_read(words: list[str]) -> None:
    that_fill(mounts_in(" ".join(words)))
