"""Numbers of Linux's system calls that a plugin's process may not make, by architecture.

Sources: `arch/x86/entry/syscalls/syscall_64.tbl` and `include/uapi/asm-generic/unistd.h` of Linux 6.18.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calls:
    """One architecture: its `audit` number, and of each call that is told apart its number by name.

    `denied` are those that are refused whatever they are called with.
    """

    audit: int
    denied: tuple[int, ...]
    judged: Mapping[str, int]


# From 403 on, numbers are the same everywhere: pidfd_getfd, process_madvise; io_uring_*; mounts by file descriptor;
# fchmodat2, setxattrat, removexattrat, file_setattr.
_EVERYWHERE = (438, 440, 425, 426, 427, 428, 429, 430, 431, 432, 433, 442, 452, 463, 466, 467, 469)

CALLS: Mapping[str, Calls] = {
    "x86_64": Calls(
        audit=0xC000003E,
        denied=(
            *_EVERYWHERE,
            *(41, 42, 49, 50),  # socket, connect, bind, listen
            *(90, 91, 268, 92, 93, 94, 260),  # chmod, fchmod, fchmodat, chown, fchown, lchown, fchownat
            *(132, 235, 261, 280),  # utime, utimes, futimesat, utimensat
            *(188, 189, 190, 197, 198, 199),  # setxattr, lsetxattr, fsetxattr; the same with remove
            *(101, 310, 311, 312),  # ptrace, process_vm_readv, process_vm_writev, kcmp
            *(321, 298, 323, 248, 249, 250),  # bpf, perf_event_open, userfaultfd, add_key, request_key, keyctl
            *(165, 166, 155, 161, 272, 308),  # mount, umount2, pivot_root, chroot, unshare, setns
            *(303, 304, 251),  # name_to_handle_at, open_by_handle_at, ioprio_set
            *(240, 241, 29, 30, 31, 64, 65, 66, 220, 68, 69, 70, 71),  # message queues; System V's shared things
        ),
        judged={
            "socketpair": 53, "sendto": 44, "prlimit64": 302, "clone": 56, "clone3": 435, "ioctl": 16, "setpriority": 141,
            "sched_setaffinity": 203, "sched_setparam": 142, "sched_setscheduler": 144, "sched_setattr": 314,
        },
    ),
    "aarch64": Calls(
        audit=0xC00000B7,
        denied=(
            *_EVERYWHERE,
            *(198, 203, 200, 201),
            *(52, 53, 54, 55),
            88,
            *(5, 6, 7, 14, 15, 16),
            *(117, 270, 271, 272),
            *(280, 241, 282, 217, 218, 219),
            *(40, 39, 41, 51, 97, 268),
            *(264, 265, 30),
            *(180, 181, 194, 195, 196, 190, 191, 192, 193, 186, 187, 188, 189),
        ),
        judged={
            "socketpair": 199, "sendto": 206, "prlimit64": 261, "clone": 220, "clone3": 435, "ioctl": 29, "setpriority": 140,
            "sched_setaffinity": 122, "sched_setparam": 118, "sched_setscheduler": 119, "sched_setattr": 274,
        },
    ),
}  # fmt: skip
