"""Builds SVG elements whose attributes and text are made visible and escaped."""

import math
from collections.abc import Iterable

from markupsafe import Markup, escape

from mainstay.present.visible import visible

_NAMES = {"class_": "class"}


def element(name: str, /, *children: str, **attributes: str | float | None) -> Markup:
    """Give one element. An attribute's underscores become hyphens, `class_` is the class, None leaves it out.

    `children` that are Markup stand as they are; plain text is made visible and escaped.
    Raises ValueError for a number that is not finite, which no drawing can place.
    """
    told = "".join(
        f' {_NAMES.get(key) or key.replace("_", "-")}="{_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(child if isinstance(child, Markup) else escape(visible(child)) for child in children)
    return Markup(f"<{name}{told}>{inner}</{name}>" if children else f"<{name}{told}/>")  # noqa: S704 escaped above


def join(parts: Iterable[Markup]) -> Markup:
    """Put elements one after another."""
    return Markup("").join(parts)


def figure(number: float) -> str:
    """Give a coordinate with at most two decimals. Raises ValueError when it is not finite."""
    if not math.isfinite(number):
        raise ValueError(f"no coordinate: {number}")
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def share(part: float) -> str:
    """Give a share (0 to 1) as percent of the drawing's width, so that it stretches with the page."""
    return f"{figure(100 * part)}%"


def _attribute(value: str | float) -> str:
    return escape(visible(value)) if isinstance(value, str) else figure(value)
