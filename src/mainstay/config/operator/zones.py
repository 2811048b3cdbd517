"""Time zones by their names, as the operator's file holds them."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from mainstay.analysis.nearest import nearest


class UnknownZone(ValueError):
    """A name of no time zone that is known here; `mend` says which may be meant."""

    def __init__(self, name: str) -> None:
        """Keep what is told of a `name`."""
        super().__init__(f"there is no time zone {name!r}")
        meant = _meant(name)
        self.mend = f"did you mean {meant}?" if meant else "they are named as Europe/Berlin"


def known_zone(name: str) -> str:
    """Give the name of a zone back. Raises UnknownZone where there is none."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(name) from error
    return name


def _meant(name: str) -> str:
    """Give the zone that was meant: its place alone, or small letters, are told from a slip of the fingers."""
    zones = sorted(available_timezones())
    small = name.casefold().replace(" ", "_")
    if any(zone.casefold().startswith(f"{small}/") for zone in zones):
        return ""  # A part of the world: any of its places is as near as another.
    whole = [zone for zone in zones if zone.casefold() == small]
    places = [zone for zone in zones if "/" in zone and zone.casefold().rpartition("/")[2] == small]
    return next(iter(whole or places), "") or nearest(name, zones)
