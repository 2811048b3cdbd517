"""The report's stylesheet and script, and the policy that lets a browser run these two and nothing else."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Cpath d='M2 11l4-4 3 2 5-6' fill='none' stroke='%230a6570' stroke-width='2.4' stroke-linecap='round' "
    "stroke-linejoin='round'/%3E%3C/svg%3E"
)


@dataclass(frozen=True, slots=True)
class Assets:
    """`style` and `script` as they stand inline, the `policy` that allows just them, the tab's `icon`."""

    style: Markup
    script: Markup
    policy: str
    icon: str


@cache
def assets(*, forecasts: bool = False) -> Assets:
    """Read both from the package, once; with the style of `forecasts` where a report holds some."""
    style, script = _read("report.css"), _read("report.js")
    if forecasts:
        style += _read("forecasts.css")
    return Assets(
        Markup(style),  # noqa: S704 our own files
        Markup(script),  # noqa: S704 our own file
        f"{_policy(style)}; script-src '{_hash(script)}'",
        _ICON,
    )


@cache
def page_assets(own: str = "forecasts.css") -> Assets:
    """Read the style of a page, that of all and its `own`; such a page has no script and allows none."""
    style = _read("report.css") + _read(own)
    return Assets(Markup(style), Markup(), _policy(style), _ICON)  # noqa: S704 our own files


def _policy(style: str) -> str:
    return (
        f"default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src '{_hash(style)}'"
    )


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
