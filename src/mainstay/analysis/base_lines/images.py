"""From the name of a container image to the programs whose releases it stands on."""

import re
from collections.abc import Mapping
from typing import Final

_PRODUCTS: Final = {
    "python": "python",
    "node": "nodejs",
    "debian": "debian",
    "ubuntu": "ubuntu",
    "alpine": "alpine",
    "postgres": "postgresql",
}
_CODENAMES: Final = {
    "stretch": ("debian", "9"),
    "buster": ("debian", "10"),
    "bullseye": ("debian", "11"),
    "bookworm": ("debian", "12"),
    "trixie": ("debian", "13"),
    "xenial": ("ubuntu", "16.04"),
    "bionic": ("ubuntu", "18.04"),
    "focal": ("ubuntu", "20.04"),
    "jammy": ("ubuntu", "22.04"),
    "noble": ("ubuntu", "24.04"),
}
_PEOPLES: Final = {"docker.io", "index.docker.io", "registry-1.docker.io", "ghcr.io", "quay.io"}
"""Registries in which a folder is somebody's own: what is called `python` there need not be it."""
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*", re.ASCII)
_VARIABLE = re.compile(r"\$(?:\{([A-Za-z_]\w{0,99})(?::?-([^}$]{0,200}))?\}|([A-Za-z_]\w{0,99}))", re.ASCII)
LONGEST: Final = 300


def of_image(reference: str) -> tuple[tuple[str, str], ...]:
    """Give what an image stands on as (product, version): `python:3.9-slim-bullseye` on Python 3.9 and Debian 11.

    The name may have a registry before it and a digest behind it. Without a version in its tag it says nothing.
    """
    if len(reference) > LONGEST:
        return ()
    *before, last = reference.partition("@")[0].split("/")
    name, _, tag = last.partition(":")
    product = _PRODUCTS.get(name)
    if product is None or not _is_official(before):
        return ()
    words = tag.lower().split("-")
    found = [(product, words[0])] if _VERSION.match(words[0]) else []
    for word in words:
        if word in _CODENAMES:
            found.append(_CODENAMES[word])
        elif word.startswith("alpine") and _VERSION.fullmatch(word[6:]):
            found.append(("alpine", word[6:]))
    return tuple(dict.fromkeys(found))


def expanded(text: str, known: Mapping[str, str]) -> str:
    """Put the values of variables in their places: `$NAME`, `${NAME}` and `${NAME:-default}`; "" where none is known.

    Values are not looked at again, and what becomes longer than LONGEST is "".
    """
    if len(text) > LONGEST:
        return ""
    made = _VARIABLE.sub(lambda at: known.get(at[1] or at[3], at[2] or ""), text)
    return made if len(made) <= LONGEST else ""


def _is_official(before: list[str]) -> bool:
    if not before or before[-1] == "library":
        return True
    host = before[0]
    if not ("." in host or ":" in host or host == "localhost"):
        return False
    return len(before) == 1 or host not in _PEOPLES
