"""The commented `mainstay.toml` that `mainstay init` writes."""

import textwrap

from mainstay.config.schema import SETTINGS, Setting, Shape
from mainstay.present.visible import visible

_WIDTH = 108
_OPENING = """\
# Settings of Mainstay for this repository. All of them may stay out; what stands here behind `#` is the default.
# `mainstay config explain KEY` tells more about each, `mainstay config validate` checks this file.
#
# Globs are those of .gitignore: `*`, `?` and `[a-z]` within a name, `**` for any folders, a slash at the end for
# folders only; with a slash at the start or middle they count from the repository's root. There is no `!`.
"""


def sample() -> str:
    """Give the text of a settings file that changes nothing, with every setting, its meaning and its default."""
    pieces = [_OPENING]
    table = ""
    for setting in in_file_order():
        if setting.table != table and setting.table:
            table = setting.table
            pieces.append(f"\n[{table}]\n")
        pieces.append("\n" + _entry(setting))
    return "".join(pieces)


def toml_value(value: object) -> str:
    """Write a setting's value as TOML on one line, with characters that cannot be seen as escapes."""
    if isinstance(value, str):
        # What `visible` writes for what cannot be seen (`\u202e`) is TOML's own escape.
        return '"' + visible(value.replace("\\", "\\\\").replace('"', '\\"')) + '"'
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, dict):
        entries = ", ".join(f"{name} = {toml_value(text)}" for name, text in value.items())
        return f"{{ {entries} }}" if entries else "{}"
    return str(value)


def assignment(name: str, value: object) -> str:
    """Write `name = value` as TOML, a long list with one item a line."""
    line = f"{name} = {toml_value(value)}"
    if len(line) <= _WIDTH or not isinstance(value, list | tuple):
        return line
    return f"{name} = [\n" + "".join(f"  {toml_value(item)},\n" for item in value) + "]"


def in_file_order() -> list[Setting]:
    """Give the settings with those in tables last, for in TOML all below a table's heading belongs to it."""
    return sorted(SETTINGS, key=lambda setting: bool(setting.table))


def _entry(setting: Setting) -> str:
    words = [setting.description]
    if setting.source:
        words.append(f"The default's source: {setting.source}.")
    if setting.shape in {Shape.NUMBER, Shape.TEXT}:
        words.append(f"Allowed: {setting.allowed}.")
    lines = textwrap.wrap(" ".join(words), _WIDTH)
    if setting.example is not None:
        lines.append(f"For example: {setting.name} = {toml_value(setting.example)}")
    lines += assignment(setting.name, setting.default).split("\n")
    return "".join(f"# {line}\n" for line in lines)
