"""The Host port on Linux: the kernel's own figures, and the probes that the operator named."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mainstay.adapters.host.activity import counts_now, rate_readings, state_readings
from mainstay.adapters.host.cgroups import cgroup_readings
from mainstay.adapters.host.disks import disk_readings
from mainstay.adapters.host.kernel_files import KernelFiles
from mainstay.adapters.host.probes import Probing
from mainstay.adapters.host.signals import Naming
from mainstay.adapters.host.sizes import PatientSizes
from mainstay.domain.notice import Notice, Weight
from mainstay.ports.host import Counts, Look
from mainstay.ports.http import never

_PATIENCE = 2.0
"""Seconds that a filesystem may take to tell its size; one of this machine takes microseconds."""

_LATER = Notice(
    "rates-later", "Processor and network have rates from the second look on.", mend="look again in a minute"
)
_NOT_LINUX = Notice(
    "host-unread",
    "The machine tells nothing of itself: there is no /proc.",
    Weight.LIMIT,
    "look at a machine with Linux, or name a metrics server",
)


@dataclass(frozen=True, slots=True)
class LinuxHost:
    """Looks at the machine called `name`. One is kept for all looks: it remembers which mounts still hang."""

    name: str
    probing: Probing | None = None
    files: KernelFiles = field(default_factory=KernelFiles)
    sizes: PatientSizes = field(default_factory=PatientSizes)

    def look(
        self, before: Counts | None = None, seconds: float = 10.0, stopped: Callable[[], bool] = never
    ) -> Look:
        """Look once; see the port."""
        naming = Naming(self.name)
        patience = min(_PATIENCE, seconds / 4)
        now = counts_now(self.files)
        rates = list(rate_readings(self.files, naming, before, now)) if before else []
        disks, notices = disk_readings(self.files, self.sizes, naming, patience)
        readings = [
            *rates,
            *state_readings(self.files, naming),
            *cgroup_readings(self.files, naming),
            *disks,
            *(self.probing.readings(naming, seconds - patience, stopped) if self.probing else ()),
        ]
        if not now.counts:
            notices.append(_NOT_LINUX)
        elif not rates:
            notices.append(_LATER)
        # Names that differ only in what cannot be shown would be one series.
        first = {one.signal.key: one for one in reversed(readings)}
        kept = tuple(one for one in readings if first[one.signal.key] is one)
        return Look(kept, tuple(notices), now)
