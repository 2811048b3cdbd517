"""The filter of system calls, run here instruction by instruction for both architectures."""

import struct

import pytest

from mainstay.plugins.host.numbers import CALLS
from mainstay.plugins.host.seccomp import program

ALLOWED, KILLED, REFUSED, UNKNOWN = 0x7FFF0000, 0x80000000, 0x5000D, 0x50026
BOTH = pytest.mark.parametrize("architecture", list(CALLS))


def judged(architecture: str, number: int, *arguments: int, audit: int = 0) -> int:
    """Run the filter on one call, as seccomp(2) describes it."""
    calls = CALLS[architecture]
    data = struct.pack("=IIQ6Q", number, audit or calls.audit, 0, *arguments, *([0] * (6 - len(arguments))))
    code = list(struct.iter_unpack("=HBBI", program(calls)))
    place = held = 0
    for _ in range(4096):
        kind, then, otherwise, value = code[place]
        place += 1
        if kind == 0x20:
            held = struct.unpack_from("=I", data, value)[0]
        elif kind == 0x54:
            held &= value
        elif kind == 0x06:
            return int(value)
        else:
            true = {0x15: held == value, 0x35: held >= value, 0x45: bool(held & value)}[kind]
            place += then if true else otherwise
    raise AssertionError("the filter does not end")


@BOTH
def test_what_is_denied_is_refused_with_any_argument(architecture: str) -> None:
    for number in CALLS[architecture].denied:
        assert judged(architecture, number) == judged(architecture, number, 1, 2, 3, 4, 5, 6) == REFUSED


@BOTH
def test_all_else_is_allowed(architecture: str) -> None:
    calls = CALLS[architecture]
    others = set(range(500)) - {*calls.denied, *calls.judged.values()}
    assert {judged(architecture, number, 7, 7, 7) for number in others} == {ALLOWED}


@BOTH
@pytest.mark.parametrize(
    ("name", "arguments", "ending"),
    [
        ("socketpair", (1, 1), ALLOWED),
        ("socketpair", (1, 0o2000005), ALLOWED),
        ("socketpair", (1, 2), REFUSED),
        ("socketpair", (2, 1), REFUSED),
        ("sendto", (3, 9, 9, 0, 0, 0), ALLOWED),
        ("sendto", (3, 9, 9, 0, 1, 0), REFUSED),
        ("sendto", (3, 9, 9, 0, 1 << 40, 0), REFUSED),
        ("prlimit64", (0, 7), ALLOWED),
        ("prlimit64", (41, 7), REFUSED),
        ("setpriority", (0, 0, 19), ALLOWED),
        ("setpriority", (0, 41, 19), REFUSED),
        ("setpriority", (2, 0, 19), REFUSED),
        ("sched_setaffinity", (0,), ALLOWED),
        ("sched_setaffinity", (41,), REFUSED),
        ("clone", (0x01200011,), ALLOWED),
        ("clone", (0x10000011,), REFUSED),
        ("clone", (0x40000011,), REFUSED),
        ("clone3", (1,), UNKNOWN),
        ("ioctl", (0, 0x5401), ALLOWED),
        ("ioctl", (0, 0x40086602), REFUSED),
        ("ioctl", (0, 0x5412), REFUSED),
        ("ioctl", (0, (1 << 32) + 0x5412), REFUSED),
    ],
)
def test_some_calls_are_judged_by_their_arguments(
    architecture: str, name: str, arguments: tuple[int, ...], ending: int
) -> None:
    assert judged(architecture, CALLS[architecture].judged[name], *arguments) == ending


@BOTH
def test_calls_by_other_numbers_are_none(architecture: str) -> None:
    assert judged(architecture, 1, audit=0x40000003) == KILLED
    assert judged(architecture, 0x40000000 + 1) == REFUSED
