"""Addresses inside the report that last: a path has the same one in every report."""

import hashlib
from collections.abc import Container
from dataclasses import dataclass

from markupsafe import Markup, escape

from mainstay.present.visible import visible

_DIGITS = 16  # of the path's SHA-256: 64 bits, so that no two paths of a repository meet by chance
_LONGEST = 160  # characters of a path that are shown


def file_anchor(path: str) -> str:
    """Give the id of a file's section."""
    return f"f-{_digest(path)}"


def folder_anchor(path: str) -> str:
    """Give the id of a folder's section; a folder's path ends with "/"."""
    return f"d-{_digest(path)}"


@dataclass(frozen=True, slots=True)
class Links:
    """Turns a path to a link where its section stands in this report (`sections` are the ids)."""

    sections: Container[str]

    def address(self, path: str) -> str:
        """Give "#..." for a path that has a section, "" for one that has none."""
        anchor = folder_anchor(path) if path.endswith("/") else file_anchor(path)
        return f"#{anchor}" if anchor in self.sections else ""

    def place(self, path: str, limit: int = _LONGEST) -> Markup:
        """Show a path, its folder quieter than its name, as a link where there is a section for it."""
        address = self.address(path)
        shown = shown_path(path, limit)
        return Markup(f'<a href="{address}">{shown}</a>') if address else shown  # noqa: S704 both made here


def shown_path(path: str, limit: int = _LONGEST) -> Markup:
    """Show a path with at most `limit` characters, its folder quieter than its name."""
    folder, slash, name = visible(path, limit).rstrip("/").rpartition("/")
    end = "/" if path.endswith("/") else ""
    if not slash:
        return escape(name + end)
    return Markup(f'<span class="dir">{escape(folder)}/</span><wbr>{escape(name + end)}')  # noqa: S704 escaped here


def _digest(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
