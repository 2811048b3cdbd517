"""The options of commands that look at a repository, by the headings that they stand under."""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from mainstay.cli.fail_on import NEVER
from mainstay.cli.finite import FiniteRange
from mainstay.cli.merge_base import question
from mainstay.cli.result_flags import RESULT, result_options
from mainstay.cli.sections import option
from mainstay.cli.table import FORMATS
from mainstay.domain.check_options import CheckOptions, Churn
from mainstay.domain.comparison import TOLERANCE, Question
from mainstay.domain.errors import UsageError
from mainstay.domain.external import ExternalFile

_Command = TypeVar("_Command", bound=Callable[..., Any])
_REACH, _PLUGIN, _WORK = "How far it looks", "Plugins", "How it works"

_RESULTS = (
    option(RESULT, "--html", metavar="FILE", help="Also write the report as one HTML file."),
    option(
        RESULT,
        "--forecasts",
        metavar="FILE",
        help="Show these forecasts in the HTML report: what mainstay forecast --format json wrote.",
    ),
    option(
        RESULT,
        "--also",
        multiple=True,
        metavar="FORMAT=FILE",
        help="Also write the result in another format; can be given often.",
    ),
    option(
        RESULT,
        "--fail-on",
        default=NEVER,
        show_default=True,
        metavar="WHAT",
        help="Leave with exit code 1 when a finding is at least so urgent (low, medium, high) or of such a code, or when the "
        "score (score<N) or the coverage in per cent (coverage<N, new-coverage<N) is too low; several parted by commas.",
    ),
)
_CHANGES = (
    option(
        RESULT,
        "--new-only",
        is_flag=True,
        help="Count and list only what was introduced or made worse since the base, and tell what was paid back.",
    ),
    option(
        RESULT,
        "--base",
        metavar="REF",
        help="What --new-only holds against: where HEAD left this branch, tag or commit. Without it the target branch that "
        "the pipeline names, else the default branch.",
    ),
    option(
        RESULT,
        "--tolerance",
        type=click.IntRange(0, 100),
        metavar="PERCENT",
        help="By how much of its figure what was there may grow before --new-only counts it as made worse; with 0 any growth "
        f"counts, without it {round(TOLERANCE * 100)} per cent are let pass.",
    ),
)
_TESTS = "Tests"
_BASE_COVERAGE = option(
    _TESTS,
    "--base-coverage",
    multiple=True,
    metavar="PATH",
    help="Coverage data of the base that --new-only holds against: legacy code that the tests run now and did not run "
    "there is then told and counts in favour of the change; can be given often.",
)
_TESTED = (
    option(
        _TESTS,
        "--coverage",
        multiple=True,
        metavar="PATH",
        help="Coverage data to read: a file, or a folder of them; can be given often. Without it the well-known names of "
        "the work tree are read.",
    ),
    option(
        _TESTS,
        "--junit",
        multiple=True,
        metavar="PATH",
        help="Results of test runs (JUnit XML) to read: a file, or a folder with the files of many runs; can be given "
        "often. Without it the well-known names of the work tree are read.",
    ),
    option(_TESTS, "--no-tests", is_flag=True, help="Leave out coverage and the results of test runs."),
)
_BORROWED = option(
    _REACH,
    "--follow-alternates",
    is_flag=True,
    help="Read objects that the repository borrows from other places on this machine; only where you trust it.",
)
_EXTERNAL = option(
    _REACH,
    "--sarif",
    multiple=True,
    metavar="FILE",
    help="Take in what another analyser found, as SARIF 2.1.0; can be given often.",
)
_DRIFT = option(
    _REACH,
    "--drift-since",
    "drift",
    default="",
    metavar="WHEN",
    help="Since when to tell how the architecture drifted: a day (YYYY-MM-DD), a branch, tag or commit, or the word baseline "
    "for the day on which findings were last accepted. Without it about a quarter.",
)
_REACHES = (
    _EXTERNAL,
    option(_REACH, "--head-only", is_flag=True, help="Leave out uncommitted changes."),
    option(
        _REACH, "--no-trend", is_flag=True, help="Leave out how figures moved over the past twelve months."
    ),
    option(
        _REACH, "--no-history", is_flag=True, help="Leave out the past altogether: commits, authors, trend."
    ),
    option(
        _REACH,
        "--churn",
        type=click.Choice([churn.value for churn in Churn]),
        default=CheckOptions().churn.value,
        show_default=True,
        help="Over which past to count added and deleted lines.",
    ),
)
_PLUGINS = (
    option(
        _PLUGIN,
        "--plugin",
        "plugins",
        multiple=True,
        metavar="NAME",
        help="Ask this plugin too, in a process of its own; can be given often. See: mainstay plugins",
    ),
    option(
        _PLUGIN,
        "--plugin-option",
        "plugin_options",
        multiple=True,
        metavar="NAME.FIELD=VALUE",
        help="Set an option of a plugin, the value as in TOML or else a text; can be given often.",
    ),
    option(
        _PLUGIN,
        "--plugin-seconds",
        type=FiniteRange(0.1, 86_400),
        default=CheckOptions().plugin_seconds,
        show_default=True,
        metavar="N",
        help="How long each plugin may take.",
    ),
)
_WORKS = (
    option(
        _WORK,
        "--jobs",
        type=click.IntRange(0, 512),
        default=0,
        show_default=True,
        metavar="N",
        help="Worker processes; 0 is one per core.",
    ),
    option(
        _WORK, "--no-cache", is_flag=True, help="Neither read nor write what earlier looks have worked out."
    ),
)


def check_options(command: _Command) -> _Command:
    """Give `mainstay check` its options, those of the settings not among them."""
    told = result_options(
        FORMATS,
        "result",
        top=click.IntRange(1, 1_000),
        rows=5,
        about_top="Rows of each table in text and Markdown.",
    )
    rest = (*_RESULTS, *_CHANGES, *_REACHES, _DRIFT, _BORROWED, *_TESTED, _BASE_COVERAGE, *_PLUGINS, *_WORKS)
    return told(_with(command, rest))


def look_options(command: _Command) -> _Command:
    """Give a command the options that say how far a look goes and how it works."""
    return _with(command, (*_REACHES, _BORROWED, *_TESTED, *_PLUGINS, *_WORKS))


def work_options(command: _Command) -> _Command:
    """Give a command the options that say how a look works, which always goes as far as it can."""
    return _with(command, (_EXTERNAL, _BORROWED, *_PLUGINS, *_WORKS))


def asked(given: Mapping[str, Any], hours: float = CheckOptions().hours) -> CheckOptions:
    """Give what a command's options ask of a look; `hours` is the budget that the report tells what it buys."""
    no_history = given.get("no_history", False)
    return CheckOptions(
        head_only=given.get("head_only", False),
        trend=not (given.get("no_trend", False) or no_history),
        history=not no_history,
        churn=Churn(given.get("churn", CheckOptions().churn)),
        cache=not given["no_cache"],
        jobs=given["jobs"],
        follow_alternates=given["follow_alternates"],
        hours=hours,
        against=_against(given),
        sarif=tuple(ExternalFile(path) for path in given.get("sarif", ())),
        coverage=_absolute(given.get("coverage", ())),
        junit=_absolute(given.get("junit", ())),
        tests=not given.get("no_tests", False),
        plugins=tuple(dict.fromkeys(given["plugins"])),
        plugin_options=given["plugin_options"],
        plugin_seconds=given["plugin_seconds"],
        drift=given.get("drift", ""),
        base_coverage=_absolute(given.get("base_coverage", ())),
        tolerance=TOLERANCE if given.get("tolerance") is None else given["tolerance"] / 100,
    )


def _against(given: Mapping[str, Any]) -> Question | None:
    """Ask for a base. Raises UsageError for one that nothing is to be held against."""
    if not given.get("new_only"):
        for name in ("base", "base_coverage", "tolerance"):
            if given.get(name) not in {None, "", ()}:
                flag = f"--{name.replace('_', '-')}"
                raise UsageError(
                    f"{flag} is about what --new-only holds against", where=flag, mend="give --new-only too"
                )
        return None
    return question(given.get("base"), os.environ)


def _absolute(paths: Iterable[str]) -> tuple[str, ...]:
    """Give paths that stay the same wherever the program stands when it reads them."""
    with suppress(OSError):  # where the folder that the program stands in is gone
        return tuple(str(Path(path).absolute()) for path in paths)
    return tuple(paths)


def _with(command: _Command, options: Iterable[Callable[[_Command], _Command]]) -> _Command:
    for decorate in reversed([*options]):
        command = decorate(command)
    return command
