"""Programs that plans name: what they get of this machine, and what came of running one."""

import os
import pwd
import re
import signal
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.actions.permitted_programs import permitted_file, refuse_swaying
from mainstay.adapters.actions.told import KEPT, output_of, sentence
from mainstay.adapters.users import user_words
from mainstay.analysis.scrubbing.likely_secrets import in_parameters
from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.errors import ConfigurationError, MainstayError
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.domain.secret import SHORTEST, Keeping, Secret
from mainstay.ports.action import Occasion
from mainstay.ports.secrets import Secrets
from mainstay.ports.supervisor import Bounds, Ending, Outcome, Program, Supervisor
from mainstay.present.visible import visible

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""Where programs are looked for, whatever the worker's own PATH is."""

GRACE = 0.5
_PART = 0.1
"""What of its time is left to a program that is asked to end: at most so many seconds, and this part of all."""

_SIZES = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_NAME, _ARGUMENTS = 100, 400
# What is shorter and has no name that tells would be found by chance in ordinary words.
_SHORTEST_UNNAMED = 8
_WELL_KNOWN = re.compile(
    r"LANG(?:UAGE)?|LC_[A-Z]+|TZ|TERM|COLUMNS|LINES|USER|LOGNAME|HOME|PATH|SHELL|PWD|HOSTNAME|TMPDIR|XDG_[A-Z_]+|NO_PROXY|no_proxy"
)


@dataclass(frozen=True, slots=True)
class Programs:
    """Runs programs as plans describe them, under a `supervisor`.

    References in their variables are looked up in `secrets`. Of `environment`, the worker's own, a program gets what its plan
    asks for (`pass`) and the operator allows (`passable`). A worker that stands still for `silence` seconds may have lost what
    let it act, so its programs are ended then. `allowed` are globs of the whole paths of programs that may be run, links
    followed; empty for any (see `permitted_programs`). `users` are whom they may run as, beside the worker's own.
    """

    supervisor: Supervisor
    secrets: Secrets
    environment: Mapping[str, str]
    passable: Collection[str] = ()
    silence: float = 10.0
    allowed: Collection[str] = ()
    users: Collection[str] = ()

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say what would be run where and as whom, or why it could not be."""
        try:
            program, scrubber = self._prepared(parameters, occasion)
        except MainstayError as error:
            return Result(Mark.NOT_BEGUN, _told(error))
        if hindrance := self.supervisor.hindrance(program):
            return Result(Mark.NOT_BEGUN, sentence(hindrance))
        arguments = visible(scrubber.scrub(" ".join(map(_quoted, program.argv))), _ARGUMENTS)
        given = ", ".join(sorted(program.env))
        return Result(
            Mark.DONE,
            sentence(f"would run {arguments} in {program.cwd} as {_user(program.user)}, with {given}"),
        )

    def run(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Run a program: DONE where it ended with a status that is expected, FAILED with another; else see the port."""
        if occasion.seconds <= 0:
            return Result(Mark.NOT_BEGUN, "there was no time left to begin it")
        try:
            program, scrubber = self._prepared(parameters, occasion)
        except MainstayError as error:
            return Result(Mark.NOT_BEGUN, _told(error))
        grace = min(GRACE, occasion.seconds * _PART)
        bounds = Bounds(
            # The end of it, and the telling, are to come within the time as well.
            seconds=occasion.seconds - 2 * grace,
            silence=self.silence,
            grace=grace,
            memory=_bytes(str(parameters.get("memory", "0k"))),
            kept=KEPT,
        )
        outcome = self.supervisor.supervise(program, bounds, occasion.stopped)
        return _result(outcome, parameters, occasion.seconds, scrubber)

    def _prepared(self, parameters: Mapping[str, Value], occasion: Occasion) -> tuple[Program, Scrubber]:
        """Give a program and what takes its secrets out of texts. Raises MainstayError."""
        user = str(parameters.get("user", ""))
        argv, cwd = _texts(parameters.get("argv")), str(parameters.get("cwd", "/"))
        if user and user not in self.users:
            raise ConfigurationError(f"the operator does not let plans run as {visible(user, _NAME)}")
        file = permitted_file(argv[0], cwd, PATH, self.allowed)
        passed = dict(self._passed(_texts(parameters.get("pass"))))
        given, secrets = self._given(parameters.get("env"))
        if self.allowed:
            refuse_swaying(given)
        secrets += [Secret(value) for name, value in passed.items() if _may_be_secret(name, value)]
        env = {
            "PATH": PATH,
            "HOME": _home(user),
            "LANG": "C.UTF-8",
            **passed,
            **given,
            "MAINSTAY_RUN": occasion.run,
            "MAINSTAY_STEP": occasion.step,
            "MAINSTAY_TRY": str(occasion.number),
            "MAINSTAY_TOKEN": str(occasion.token),
            "MAINSTAY_KEY": occasion.key,
        }
        return Program(argv, env, cwd, user, file), Scrubber(secrets)

    def _passed(self, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for name in names:
            if name not in self.passable:
                raise ConfigurationError(
                    f"the operator does not let plans have the variable {visible(name, _NAME)}"
                )
            if name in self.environment:
                yield name, self.environment[name]

    def _given(self, variables: Value) -> tuple[dict[str, str], list[Secret]]:
        given: dict[str, str] = {}
        secrets: list[Secret] = []
        for name, value in variables.items() if isinstance(variables, Mapping) else ():
            kind, colon, _ = str(value).partition(":")
            if colon and kind in set(Keeping):
                secret = self.secrets.look_up(str(value))
                secrets.append(secret)
                given[name] = secret.reveal()
            else:
                given[name] = str(value)
        return given, secrets


def _result(outcome: Outcome, parameters: Mapping[str, Value], seconds: float, scrubber: Scrubber) -> Result:
    name = visible(Path(_texts(parameters.get("argv"))[0]).name, _NAME)
    alive = f"; {outcome.alive} of its processes could not be ended" if outcome.alive else ""
    output = output_of(outcome, scrubber)
    match outcome.ending:
        case Ending.EXITED:
            mark = Mark.DONE if outcome.status in _expected(parameters) else Mark.FAILED
            told = f"{name} {ended(outcome.status)}{_left(outcome)}{_flood(outcome)}{alive}"
            return Result(mark, sentence(told), output, {"status": outcome.status})
        case Ending.NOT_BEGUN:
            return Result(Mark.NOT_BEGUN, sentence(scrubber.scrub(outcome.reason)))
        case Ending.LOST:
            told = outcome.reason
        case Ending.LATE:
            told = f"{name} ran longer than the {seconds:g} seconds it may, and was ended"
        case Ending.STOPPED:
            told = f"{name} was ended, for it was not wanted any more"
        case Ending.SILENT:
            told = f"{name} was ended, for its worker stood still for too long"
    return Result(Mark.UNKNOWN, sentence(f"{told}{_flood(outcome)}{alive}"), output)


def ended(status: int) -> str:
    """Say how a program ended: with a status, or by a signal (negative)."""
    if status >= 0:
        return f"ended with status {status}"
    known = {one.value for one in signal.Signals}
    return f"was ended by {signal.Signals(-status).name if -status in known else f'signal {-status}'}"


def _left(outcome: Outcome) -> str:
    return f"; {outcome.left} that it had left running were ended" if outcome.left else ""


def _flood(outcome: Outcome) -> str:
    return f"; of {outcome.written} bytes that it wrote the end is kept" if outcome.written > KEPT else ""


def _told(error: MainstayError) -> str:
    return sentence(f"{error.what} ({error.where})" if error.where else error.what)


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


def _expected(parameters: Mapping[str, Value]) -> tuple[Value, ...]:
    expected = parameters.get("expect", 0)
    return expected if isinstance(expected, tuple) else (expected,)


def _bytes(size: str) -> int:
    return int(size[:-1]) * _SIZES[size[-1]]


def _may_be_secret(name: str, value: str) -> bool:
    """Whether a variable of the worker may hold a secret: whatever is long enough, unless all know what its name is for."""
    if len(value) >= SHORTEST and any(in_parameters({name: value}, "")):
        return True
    return len(value) >= _SHORTEST_UNNAMED and _WELL_KNOWN.fullmatch(name) is None


def _quoted(argument: str) -> str:
    return argument if argument and not any(one in argument for one in " '\"\\\t\n") else repr(argument)


def _home(user: str) -> str:
    """Give the home of a user, / where there is none: of a user who is not there the supervisor tells."""
    try:
        return (pwd.getpwnam(user) if user else pwd.getpwuid(os.geteuid())).pw_dir
    except (KeyError, ValueError):
        return "/"


def _user(user: str) -> str:
    return visible(user or user_words(os.geteuid()), _NAME)
