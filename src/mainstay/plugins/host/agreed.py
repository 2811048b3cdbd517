"""What every plugin says of itself, held against the interface of this program and the entry point that led to it."""

from mainstay.plugins.host.refused import Refused


def refuse_other(plugin: object, name: str, api: int) -> None:
    """Let a plugin through that is written for this version of its interface and called so.

    Raises Refused where it is for another one, or calls itself otherwise than its entry point.
    """
    written = getattr(plugin, "api", None)
    if written != api:
        raise Refused(f"it was written for version {written!r} of the interface, and this Mainstay has {api}")
    called = getattr(plugin, "name", None)
    if called != name:
        raise Refused(f"it calls itself {called!r}, and its entry point {name!r}")
