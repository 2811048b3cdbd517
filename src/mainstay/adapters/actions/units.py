"""How a unit of systemd stands, as `systemctl show` tells it; see systemctl(1) and org.freedesktop.systemd1(5)."""

from dataclasses import dataclass

PROPERTIES = (
    "Id",
    "LoadState",
    "ActiveState",
    "SubState",
    "Type",
    "Result",
    "MainPID",
    "NRestarts",
    "InvocationID",
    "CanReload",
    "Job",
)
"""What is asked for."""


@dataclass(frozen=True, slots=True)
class Unit:
    """How a unit stands. Numbers are 0, and texts empty, where its kind has no such property."""

    id: str
    load: str
    active: str
    sub: str = ""
    type: str = ""
    result: str = ""
    pid: int = 0
    restarts: int = 0
    invocation: str = ""
    can_reload: bool = False
    busy: bool = False

    @property
    def words(self) -> str:
        """Its state for people, such as `active (running)`."""
        return f"{self.active} ({self.sub})" if self.sub else self.active

    @property
    def settled(self) -> bool:
        """Whether it stays as it is until something happens."""
        return not self.busy and self.active in {"active", "inactive", "failed"}

    @property
    def ran_once(self) -> bool:
        """Whether it does its work once and is inactive then, and did it well."""
        return self.type == "oneshot" and self.active == "inactive" and self.result == "success"


def unit_of(told: str) -> Unit | None:
    """Read what `systemctl show` tells: a line `Name=value` for each property; None where it tells no state."""
    properties: dict[str, str] = {}
    for line in told.splitlines():
        name, equals, value = line.partition("=")
        if equals and name in PROPERTIES:
            properties.setdefault(name, value.strip())
    if not {"LoadState", "ActiveState"} <= properties.keys():
        return None
    return Unit(
        properties.get("Id", ""),
        properties["LoadState"],
        properties["ActiveState"],
        properties.get("SubState", ""),
        properties.get("Type", ""),
        properties.get("Result", ""),
        _number(properties.get("MainPID", "")),
        _number(properties.get("NRestarts", "")),
        properties.get("InvocationID", ""),
        properties.get("CanReload", "") == "yes",
        properties.get("Job", "") not in {"", "0"},
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
