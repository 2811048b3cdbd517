"""What one setting is: its value, where that came from, its default, what it means and allows."""

from mainstay.analysis.nearest import nearest
from mainstay.config.loading import DEFAULT, SHARED_FILE, Loaded, flag_name
from mainstay.config.sample import assignment, in_file_order, toml_value
from mainstay.config.schema import BY_KEY, SETTINGS, TABLES, Setting, Shape, value_of
from mainstay.domain.errors import UsageError
from mainstay.present.visible import visible

_COLUMN = 24  # where the origins stand beside short values


PLACEHOLDERS = {Shape.GLOBS: "GLOB", Shape.NUMBER: "N", Shape.TEXT: "TEXT"}
"""What stands for the value of a setting's option."""


def explain(key: str, loaded: Loaded) -> str:
    """Tell all about one setting, or about each of a table. Raises UsageError when there is no such key."""
    if key in TABLES:
        return "\n".join(_told(setting, loaded) for setting in SETTINGS if setting.table == key)
    if key not in BY_KEY:
        short = [known for known in BY_KEY if known.rpartition(".")[2] == key]
        likely = short[0] if short else nearest(key, [*BY_KEY, *TABLES])
        raise UsageError(
            f"there is no setting {visible(key, 80)}",
            mend=f"mainstay config explain {likely}" if likely else "mainstay config show lists all",
        )
    return _told(BY_KEY[key], loaded)


def show(loaded: Loaded) -> str:
    """List every setting with its value and where it came from, as TOML that could be kept as it is."""
    lines = []
    table = ""
    for setting in in_file_order():
        if setting.table != table:
            table = setting.table
            lines += ["", f"[{table}]"]
        written = assignment(setting.name, value_of(loaded.settings, setting.key))
        origin = f"# {visible(loaded.origin(setting.key))}"
        lines += [origin, written] if "\n" in written else [f"{written:<{_COLUMN}}  {origin}"]
    return "\n".join(lines) + "\n"


def _told(setting: Setting, loaded: Loaded) -> str:
    origin = loaded.origin(setting.key)
    rows = [
        ("meaning", setting.description),
        ("value", toml_value(value_of(loaded.settings, setting.key))),
        ("from", visible(origin)),
    ]
    if origin != DEFAULT:
        rows.append(("default", toml_value(setting.default)))
    rows.append(("allowed", setting.allowed))
    if setting.source:
        rows.append(("source", f"the default: {setting.source}"))
    if setting.example is not None:
        rows.append(("example", f"{setting.name} = {toml_value(setting.example)}"))
    if setting.has_flag:
        rows.append(("one run", f"mainstay check {flag_name(setting.key)} {_placeholder(setting)}"))
    table = f"[{setting.table}] of " if setting.table else ""
    rows.append(("set it in", f"{table}mainstay.toml, or [{_pyproject_table(setting)}] of {SHARED_FILE}"))
    width = max(len(name) for name, _ in rows)
    return setting.key + "\n" + "".join(f"  {name:<{width}}  {text}\n" for name, text in rows)


def _placeholder(setting: Setting) -> str:
    return PLACEHOLDERS[setting.shape]


def _pyproject_table(setting: Setting) -> str:
    return f"tool.mainstay.{setting.table}" if setting.table else "tool.mainstay"
