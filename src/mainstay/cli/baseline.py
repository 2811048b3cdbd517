"""`mainstay baseline`: accept the findings of now, so that only new and worse ones are listed."""

import os
from pathlib import Path
from typing import Any

import click

from mainstay.analysis.suppression.reasons import end_of_day, reason_problem
from mainstay.cli.check_flags import asked, work_options
from mainstay.cli.codes import code_option, refuse_unknown
from mainstay.cli.delivery import Target
from mainstay.cli.repository import root_of, scanned_folder
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.streams import write_result
from mainstay.cli.waiting import progress
from mainstay.config.accepting import Merged, Terms, all_was_looked_for, merged
from mainstay.config.baseline import LARGEST, MOST, write_baseline
from mainstay.config.loading import load
from mainstay.config.settings import Settings
from mainstay.domain.code_report import CodeReport
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.present.numbers import count, plural
from mainstay.present.visible import visible

_WHAT, _RESULT = "What is accepted", "Result"


@click.command(
    "baseline",
    cls=SectionCommand,
    short_help="Accept the findings of now, so that only new ones are listed.",
    epilog="Accepted findings cost score points as before. They stand under: mainstay list --suppressed",
)
@click.argument("path", default=".", type=str)
@option(
    _WHAT,
    "--reason",
    metavar="TEXT",
    help="Why; without it nothing is accepted, and --prune alone does something.",
)
@option(_WHAT, "--until", metavar="DATE", help="The last day, as YYYY-MM-DD; without it for good.")
@code_option(_WHAT)
@option(
    _WHAT, "--renew", is_flag=True, help="Also those anew whose entry has expired, or that got worse since."
)
@option(_WHAT, "--prune", is_flag=True, help="Drop entries whose finding is not there any more.")
@option(
    _RESULT,
    "-o",
    "--output",
    metavar="FILE",
    help="Write to this file, or standard output (-), instead of the one that the setting `baseline` names.",
)
@work_options
@talk_options
def command(
    path: str,
    *,
    reason: str | None,
    until: str | None,
    codes: tuple[str, ...],
    renew: bool,
    prune: bool,
    output: str | None,
    **given: Any,  # noqa: ANN401  # the options of every look
) -> int:
    """Write the findings of the git repository at PATH to its baseline, so that from now on only new and worse ones are listed.

    What was accepted before keeps its reason and its days. The file belongs into the repository: it is read from its root.
    """
    session = current()
    refuse_unknown(session, codes, given["plugins"])
    terms = _terms(reason, until, codes, renew=renew)
    if terms is None and not prune:
        raise UsageError(
            "nothing is accepted without a reason",
            where="--reason",
            mend='say why: --reason "planned for the spring"',
        )
    options = asked(given)
    doors, borrowed = session.doors, options.follow_alternates
    settings = load(lambda name: doors.settings_file(path, name, follow_alternates=borrowed)).settings
    baseline = doors.baseline(path, settings, follow_alternates=borrowed)
    target = _target(path, output, settings)
    with progress(session) as waiting:
        report = doors.check(path, settings, options, waiting)
    made = merged(baseline, report, terms, prune=prune)
    if not made.entries and not baseline.findings:
        session.say("There is nothing to accept, so nothing was written.")
        return ExitCode.DONE
    target.write(_text(made))
    _tell(session, made, report, target, prune=prune)
    return ExitCode.DONE


def _terms(reason: str | None, until: str | None, codes: tuple[str, ...], *, renew: bool) -> Terms | None:
    """Read the terms, None where nothing is to be accepted. Raises UsageError for what cannot be used."""
    if reason is None:
        alone = [name for name, value in (("--until", until), ("--code", codes), ("--renew", renew)) if value]
        if alone:
            raise UsageError(
                "nothing is accepted without a reason", where=alone[0], mend="say why: --reason TEXT"
            )
        return None
    reason = " ".join(reason.split())
    if problem := reason_problem(reason):
        raise UsageError(
            f"that cannot be the reason: {problem}", where="--reason", mend="say why in a few words"
        )
    if until and end_of_day(until) is None:
        raise UsageError(f"{visible(until, 40)} is no day", where="--until", mend="write it as YYYY-MM-DD")
    return Terms(reason, until or "", codes, renew)


def _target(path: str, output: str | None, settings: Settings) -> Target:
    """Find where to write. Raises UsageError where nothing says so, or where something else would be written over."""
    scanned = scanned_folder(path)
    in_force = _in_force(path, settings)
    if output is None:
        if not settings.baseline:
            raise UsageError(
                "the settings turn the baseline off",
                where="baseline",
                mend="name a file there, or give -o FILE",
            )
        if in_force is None:
            raise UsageError(
                "a bare repository has no work tree to write to",
                where=visible(path, 300),
                mend="give -o FILE",
            )
        target = Target(str(in_force), scanned)
    else:
        target = Target(output, scanned)
    target.check()
    if target.is_file and os.path.lexists(place := target.place()) and place != in_force and place.is_file():
        raise UsageError(
            "there is a file already, and it is not the baseline in force",
            where=target.shown,
            mend="name another, or remove it",
        )
    return target


def _in_force(path: str, settings: Settings) -> Path | None:
    try:
        return root_of(path) / settings.baseline if settings.baseline else None
    except UsageError:
        return None


def _text(made: Merged) -> str:
    """Write the baseline. Raises UsageError when it would be larger than one may be."""
    text = write_baseline(made.entries)
    if len(made.entries) > MOST or len(text.encode("utf-8", "backslashreplace")) > LARGEST:
        raise UsageError(
            f"a baseline holds at most {MOST:,} findings and {LARGEST >> 20} MiB",
            where=f"{len(made.entries):,} findings",
            mend="accept those of some codes: --code; or exclude folders in mainstay.toml",
        )
    return text


def _tell(session: Session, made: Merged, report: CodeReport, target: Target, *, prune: bool) -> None:
    parts = [
        f"{count(number)} {word}"
        for number, word in ((made.added, "accepted"), (made.renewed, "renewed"), (made.dropped, "dropped"))
        if number
    ]
    told = f"{plural(len(made.entries), 'entry', 'entries')}, {', '.join(parts) or 'none of them new'}"
    if target.is_file:
        write_result(f"written: {target.shown}: {told}\n")
    if made.lapsed:
        session.say(
            f"{plural(made.lapsed, 'entry has', 'entries have')} expired or got worse and stay listed; "
            "--renew with --reason accepts them anew"
        )
    if prune and not all_was_looked_for(report):
        session.say(
            "nothing was dropped, for not all findings could be looked for (the past is not whole, or too many)"
        )
    elif report.findings_total > len(report.findings):
        session.say(f"the first {count(len(report.findings))} findings were seen; run again for more")
    if target.is_file:
        session.say("Next: git add the file, then: mainstay list")
