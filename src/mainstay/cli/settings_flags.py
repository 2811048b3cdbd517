"""The options that lie over a repository's settings for one run, made from the schema."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from mainstay.cli.doors import Doors
from mainstay.cli.sections import option
from mainstay.config.explaining import PLACEHOLDERS
from mainstay.config.loading import Loaded, flag_name, load, with_flags
from mainstay.config.schema import SETTINGS, Setting, Shape

_Command = TypeVar("_Command", bound=Callable[..., Any])
_SECTION = "Settings for this run, over those of the repository"
_PREFIX = "setting_"


def settings_options(command: _Command) -> _Command:
    """Give a command an option for each setting that fits on a command line."""
    for setting in reversed(SETTINGS):
        if setting.has_flag:
            command = _option(setting)(command)
    return command


def loaded_settings(
    doors: Doors, path: str, options: Mapping[str, Any], *, follow_alternates: bool
) -> Loaded:
    """Give the settings of the repository at `path` with a command's options laid over them.

    Raises ConfigurationError when either holds what is not allowed, and as `Doors.settings_file` does.
    """
    flags = {
        setting.key: given
        for setting in SETTINGS
        if (given := options.get(_PREFIX + setting.name)) not in (None, ())
    }
    own = load(lambda name: doors.settings_file(path, name, follow_alternates=follow_alternates))
    return with_flags(own, flags)


def _option(setting: Setting) -> Callable[[_Command], _Command]:
    globs = setting.shape is Shape.GLOBS
    return option(
        _SECTION,
        flag_name(setting.key),
        _PREFIX + setting.name,
        type=int if setting.shape is Shape.NUMBER else str,
        multiple=globs,
        metavar=PLACEHOLDERS[setting.shape],
        help=_help(setting),
    )


def _help(setting: Setting) -> str:
    words = setting.description
    if setting.shape is Shape.GLOBS:
        return f"{words.split('. ')[0].rstrip('.')}. Adds to the list; can be given often."
    if setting.shape is Shape.TEXT:
        return f"{words} [default: {setting.default or 'none'}]"
    return f"Threshold: {words[0].lower()}{words[1:]} [default: {setting.default}]"
