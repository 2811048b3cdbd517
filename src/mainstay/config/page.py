"""The reference page of all settings, in Markdown."""

from mainstay.config.loading import flag_name
from mainstay.config.sample import assignment, sample
from mainstay.config.schema import SETTINGS, Setting

_OPENING = """\
# Settings

A repository's settings stand in `mainstay.toml` at its root, or in `[tool.mainstay]` of its `pyproject.toml`; both at once
are refused. All are optional. They may set exclusions, thresholds, layers and labels only: commands, secrets, addresses,
plugins and paths outside the repository belong to the operator's `mainstay-server.yaml` and are refused here, because
whoever can write to a repository must not gain anything on the machine that looks at it. Unknown keys are refused with the
nearest name. A file may have 256 KiB.

`mainstay init` writes the file below, `mainstay config show` lists what is in force and where it came from,
`mainstay config explain KEY` tells about one setting, `mainstay config validate` checks a file, and
`mainstay config schema` gives its JSON Schema.

Globs are those of `.gitignore`: `*`, `?` and `[a-z]` stand for characters of one name, `**` for any number of folders; a
slash at the end means folders (and all within) only; with a slash at the start or middle a glob counts from the
repository's root, otherwise it holds at every depth; a backslash makes the next character plain. There is no `!`.
"""


def page() -> str:
    """Give the page: every setting under a heading of its own, then the sample file."""
    entries = "\n".join(_entry(setting) for setting in SETTINGS)
    return f"{_OPENING}\n{entries}\n## The whole file\n\n```toml\n{sample()}```\n"


def _entry(setting: Setting) -> str:
    rows = [f"- Allowed: {setting.allowed}"]
    if setting.source:
        rows.append(f"- Source of the default: {setting.source}")
    if setting.has_flag:
        rows.append(f"- For one run: `mainstay check {flag_name(setting.key)}`")
    if setting.example is not None:
        rows.append(f"- Example: `{assignment(setting.name, setting.example)}`")
    default = f"```toml\n{assignment(setting.key, setting.default)}\n```"
    return f"## `{setting.key}`\n\n{setting.description}\n\n{default}\n\n" + "\n".join(rows) + "\n"
