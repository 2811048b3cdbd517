"""Sixty days of requests and errors as a program counts them, made up; it begins anew once a week."""

from collections.abc import Callable

BEGIN = 1_767_225_600
STEP = 300
DAYS = 60
END = BEGIN + DAYS * 86_400
RESTARTS = 7 * 86_400


def past(errors: Callable[[int], float], a_step: int = 300, name: str = "shop") -> str:
    """Tell of `a_step` requests each five minutes, of which the share `errors` of the seconds before the end are bad.

    Both are told on two machines, of which one counts from zero once a week.
    """
    lines: list[str] = []
    for machine in ("a", "b"):
        for code, part in (("200", lambda share: 1 - share), ("500", lambda share: share)):
            labels = f'job="{name}",instance="{machine}",code="{code}"'
            counted = 0.0
            for step in range(DAYS * 86_400 // STEP + 1):
                if machine == "a" and step * STEP % RESTARTS == 0:
                    counted = 0.0
                at = BEGIN + step * STEP
                counted += a_step / 2 * part(errors(END - at))
                lines.append(f"requests_total{{{labels}}} {counted!r} {at}")
    return "\n".join(lines)
