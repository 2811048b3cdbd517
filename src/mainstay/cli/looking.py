"""One look at a repository as a command's options ask, and what was told of it brought to where they say."""

import os
import sys
from collections.abc import Mapping
from typing import Any

from mainstay.cli.delivery import Target
from mainstay.cli.session import Session
from mainstay.cli.settings_flags import loaded_settings
from mainstay.cli.terminal import look_of
from mainstay.cli.waiting import progress
from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.present.text.look import Look


def looked(
    session: Session, path: str, given: Mapping[str, Any], options: CheckOptions
) -> tuple[CodeReport, Settings]:
    """Look at the repository at `path` and give the report with the settings it was made by.

    Raises ConfigurationError as `loaded_settings` does, and as `Doors.check` does.
    """
    loaded = loaded_settings(session.doors, path, given, follow_alternates=options.follow_alternates)
    with progress(session) as waiting:
        return session.doors.check(path, loaded.settings, options, waiting), loaded.settings


def look_for(*, to_file: bool) -> Look:
    """Give the look that text is laid out for: the terminal's, or that of a file, which is the same everywhere."""
    return Look() if to_file else look_of(sys.stdout, sys.stderr, os.environ)


def delivered(session: Session, target: Target, told: str) -> None:
    """Write a result to its target, and say so where that is a file. Raises RunFailed and UsageError as `Target.write` does."""
    target.write(told)
    if target.is_file:
        session.say(f"written: {target.shown}")
