"""The numbers of system calls, held against the headers of the C library where this machine has them, and each other."""

import re
from pathlib import Path

from mainstay.plugins.host.numbers import CALLS

NAMES = (
    "socket connect bind listen fchmod fchmodat fchown fchownat utimensat setxattr lsetxattr fsetxattr removexattr "
    "lremovexattr fremovexattr ptrace process_vm_readv process_vm_writev kcmp bpf perf_event_open userfaultfd add_key "
    "request_key keyctl mount umount2 pivot_root chroot unshare setns name_to_handle_at open_by_handle_at ioprio_set mq_open "
    "mq_unlink shmget shmat shmctl semget semop semctl semtimedop msgget msgsnd msgrcv msgctl"
).split()
X86_64_ALONE = "chmod chown lchown utime utimes futimesat".split()
HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",
}


def told(architecture: str) -> dict[str, int]:
    place = Path(HEADERS[architecture])
    text = place.read_text() if place.exists() else ""
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text)
    return {name: int(number) for name, number in found}


def test_the_numbers_are_those_of_the_headers() -> None:
    for architecture, calls in CALLS.items():
        there = told(architecture)
        wanted = [*NAMES, *(X86_64_ALONE if architecture == "x86_64" else ())]
        for name in wanted:
            assert there.get(name, calls.denied[0]) in calls.denied, (architecture, name)
        for name, number in calls.judged.items():
            assert there.get(name, number) == number, (architecture, name)


def test_each_architecture_refuses_as_many_calls() -> None:
    x86_64, aarch64 = CALLS["x86_64"], CALLS["aarch64"]
    assert len(x86_64.denied) == len(aarch64.denied) + len(X86_64_ALONE)
    assert x86_64.judged.keys() == aarch64.judged.keys()
    for calls in CALLS.values():
        assert len({*calls.denied, *calls.judged.values()}) == len(calls.denied) + len(calls.judged)
