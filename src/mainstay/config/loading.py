"""Finding a repository's settings, and remembering where each value came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mainstay.config import attributes
from mainstay.config.lines import key_lines
from mainstay.config.parsing import parse
from mainstay.config.schema import BY_KEY, SETTINGS, Shape
from mainstay.config.settings import Settings
from mainstay.config.validation import refusal, validate
from mainstay.domain.errors import ConfigurationError

OWN_FILE = "mainstay.toml"
SHARED_FILE = "pyproject.toml"
_TABLE = "tool.mainstay"
DEFAULT = "the default"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, and for each key that was set where ("mainstay.toml:3"); a key without an entry has its default.

    `file` is the file that they came from, "" when there is none; `document` what stood in it.
    """

    settings: Settings
    file: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)
    document: Mapping[str, Any] = field(default_factory=dict)

    def origin(self, key: str) -> str:
        """Tell where the value of a key comes from."""
        return self.origins.get(key, DEFAULT)


def load(read: Callable[[str], bytes | None]) -> Loaded:
    """Give the settings of a repository; `read` gives a file at its root by name, None when there is none.

    What .gitattributes calls generated or vendored joins those lists. `read` should give up to `parsing.LARGEST` + 1 bytes,
    so that a larger file is refused and not half read.
    Raises ConfigurationError when both files have settings, or one holds what is not allowed.
    """
    return _with_attributes(_settings_file(read), read)


def _settings_file(read: Callable[[str], bytes | None]) -> Loaded:
    own = read(OWN_FILE)
    shared_text = _naming_us(read)
    table = _own_table(parse(shared_text, SHARED_FILE)) if shared_text is not None else None
    if own is not None and table is not None:
        raise ConfigurationError(
            "there are two settings files",
            where=f"{OWN_FILE}, and [{_TABLE}] in {SHARED_FILE}",
            mend="keep one of them",
        )
    if own is not None:
        return read_document(own, OWN_FILE)
    if table is not None and shared_text is not None:
        return _loaded(table, SHARED_FILE, _text(shared_text), f"{_TABLE}.")
    return Loaded(Settings())


def read_document(data: bytes, file: str) -> Loaded:
    """Give the settings that one file of its own holds. Raises ConfigurationError as `load` does."""
    return _loaded(parse(data, file), file, _text(data), "")


def with_flags(loaded: Loaded, flags: Mapping[str, Any]) -> Loaded:
    """Lay values of the command line over the settings: globs join the list, anything else takes the value's place.

    Raises ConfigurationError when one of them is not allowed.
    """
    document: dict[str, Any] = {**loaded.document}
    origins = dict(loaded.origins)
    for key, given in flags.items():
        value = given
        if BY_KEY[key].shape is Shape.GLOBS:
            value = [*document.get(key, BY_KEY[key].default), *given]
        table, dot, name = key.partition(".")
        document[table] = {**document.get(table, {}), name: value} if dot else value
        flag = flag_name(key)
        origins[key] = f"{origins[key]} and {flag}" if key in origins and value is not given else flag
    settings, problems = validate(document)
    if settings is None:
        given_flags = " or ".join(flag_name(key) for key in flags)
        raise refusal(problems, {}, "the command line", remedy=f"give {given_flags} another value")
    return Loaded(settings, loaded.file, origins, document)


def flag_name(key: str) -> str:
    """Give the option that sets a key for one run: `--function-lines` for `thresholds.function_lines`."""
    return "--" + BY_KEY[key].name.replace("_", "-")


def _with_attributes(loaded: Loaded, read: Callable[[str], bytes | None]) -> Loaded:
    content = _not_ours(read, attributes.FILE)
    document, origins = dict(loaded.document), dict(loaded.origins)
    for key, globs in attributes.read_attributes(content or b"").items():
        own = document.get(key, [])
        document[key] = [*own, *(glob for glob in globs if glob not in own)]
        origins[key] = f"{origins[key]} and {attributes.FILE}" if own else attributes.FILE
    settings, problems = validate(document)
    # Both together may be more than a list may hold; then those that were written for us count alone.
    return loaded if settings is None or problems else Loaded(settings, loaded.file, origins, document)


def _naming_us(read: Callable[[str], bytes | None]) -> bytes | None:
    """Read the shared file if it names us; otherwise it is no business of ours, and may even be broken."""
    text = _not_ours(read, SHARED_FILE)
    return text if text is not None and b"mainstay" in text else None


def _not_ours(read: Callable[[str], bytes | None], name: str) -> bytes | None:
    """Read a file that was not written for us, if it can be read: it may be a folder, or a link elsewhere."""
    try:
        return read(name)
    except ConfigurationError:
        return None


def _own_table(document: Mapping[str, Any]) -> dict[str, Any] | None:
    tools = document.get("tool")
    found = tools.get("mainstay") if isinstance(tools, dict) else None
    if found is not None and not isinstance(found, dict):
        raise ConfigurationError(
            f"{_TABLE} is no table", where=SHARED_FILE, mend=f"write [{_TABLE}] and the settings below it"
        )
    return found


def _loaded(document: dict[str, Any], file: str, text: str, prefix: str) -> Loaded:
    lines = {
        key.removeprefix(prefix): line for key, line in key_lines(text).items() if key.startswith(prefix)
    }
    settings, problems = validate(document)
    if settings is None:
        raise refusal(problems, lines, file)
    origins = {}
    for setting in SETTINGS:
        table = document.get(setting.table, {}) if setting.table else document
        if setting.name in table:
            line = lines.get(setting.key, 0)
            origins[setting.key] = f"{file}:{line}" if line else file
    return Loaded(settings, file, origins, document)


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n")
