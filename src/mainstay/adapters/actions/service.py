"""The kind `service`: restart, reload, start or stop a unit of systemd, and see that it did and stays so."""

import fnmatch
import time
from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.adapters.actions.programs import GRACE, PATH, ended
from mainstay.adapters.actions.told import end_of, output_of, sentence
from mainstay.adapters.actions.units import PROPERTIES, Unit, unit_of
from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion
from mainstay.ports.supervisor import Bounds, Ending, Outcome, Program, Supervisor
from mainstay.present.visible import visible

SETTLING = 1.0
"""Seconds after which it is looked once more: a service that ends again at once was active for a moment, too."""

_GLANCE = 0.1
_PAUSE = 0.3
_STEADY = 10.0
_RESTING = {"inactive", "failed"}
_NO_SECRETS = Scrubber(())


class _Unseen(Exception):
    """A unit that nothing is done to, or of which nobody knows how it stands; says why."""


@dataclass(frozen=True, slots=True)
class ServiceAction:
    """Works on units whose names match one of the globs `units`, by the program `systemctl`, under a `supervisor`."""

    supervisor: Supervisor
    units: tuple[str, ...]
    systemctl: str = "systemctl"
    silence: float = _STEADY
    name: str = "service"
    looks: bool = False

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say what would be done to a unit, and how it stands; see the port."""
        fit = self._fit(parameters, occasion)
        if isinstance(fit, Result):
            return fit
        errand, before = fit
        if _is_so(before, errand.to):
            return Result(
                Mark.DONE, sentence(f"{errand.unit} is {before.words} already: nothing would be done")
            )
        return Result(Mark.DONE, sentence(f"would {errand.to} {errand.unit}, which is {before.words}"))

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Do it, and look what became of it; see the port."""
        fit = self._fit(parameters, occasion)
        if isinstance(fit, Result):
            return fit
        errand, before = fit
        if _is_so(before, errand.to):
            return Result(Mark.DONE, sentence(f"{errand.unit} is {before.words} already"), memo=_memo(before))
        return errand.done(before)

    def _fit(self, parameters: Mapping[str, Value], occasion: Occasion) -> "tuple[_Errand, Unit] | Result":
        """Give what is to be done and how the unit stands, or why it is not begun."""
        errand = _Errand(self, str(parameters.get("unit")), str(parameters.get("to")), occasion)
        try:
            return errand, errand.fit()
        except _Unseen as reason:
            return Result(Mark.NOT_BEGUN, sentence(str(reason)))


class _Errand:
    """One thing that is done to one unit, within the time of its occasion."""

    def __init__(self, kind: ServiceAction, unit: str, to: str, occasion: Occasion) -> None:
        self.unit = visible(unit, 200)
        self.to = to
        self._kind = kind
        self._name = unit
        self._stopped = occasion.stopped
        self._deadline = time.monotonic() + occasion.seconds

    def fit(self) -> Unit:
        """Look how the unit stands. Raises _Unseen where nothing may or can be done to it."""
        self._refuse_foreign(self._name)
        now = self._looked()
        self._refuse_foreign(now.id or self._name)
        if now.load != "loaded":
            raise _Unseen(f"{self.unit} cannot be used: systemd says that it is {visible(now.load, 50)}")
        if self.to == "reload" and not now.can_reload:
            raise _Unseen(f"{self.unit} cannot reload; restart it instead")
        if self.to == "reload" and now.active != "active":
            raise _Unseen(f"{self.unit} is {now.words}, so it has nothing to reload")
        return now

    def done(self, before: Unit) -> Result:
        """Do it, wait until the unit has settled, and judge."""
        outcome = self._run("--no-ask-password", self.to)
        output = output_of(outcome, _NO_SECRETS)
        if outcome.ending is Ending.NOT_BEGUN:
            return Result(Mark.NOT_BEGUN, sentence(outcome.reason))
        if outcome.ending is not Ending.EXITED:
            told = f"systemd was asked to {self.to} {self.unit}, and nobody waited for the end ({outcome.ending})"
            return Result(Mark.UNKNOWN, sentence(told), output)
        try:
            after = self._settled()
            if outcome.status == 0 and _shortcoming(before, after, self.to) == "":
                self._pause(SETTLING)
                after, first = self._settled(), after
                if self.to != "stop" and (after.restarts, after.pid) != (first.restarts, first.pid):
                    told = (
                        f"{self.unit} does not stay up: it is {after.words} after {after.restarts} restarts"
                    )
                    return Result(Mark.FAILED, sentence(told), output, _memo(after))
        except _Unseen as reason:
            return Result(Mark.UNKNOWN, sentence(f"{self.to} of {self.unit}: {reason}"), output)
        shortcoming = _shortcoming(before, after, self.to)
        if outcome.status:
            shortcoming = f"systemctl {ended(outcome.status)}"
        told = f"{self.to} of {self.unit}: it is {after.words}" + (f"; {shortcoming}" if shortcoming else "")
        return Result(Mark.FAILED if shortcoming else Mark.DONE, sentence(told), output, _memo(after))

    def _refuse_foreign(self, name: str) -> None:
        if not any(fnmatch.fnmatchcase(name, glob) for glob in self._kind.units):
            raise _Unseen(f"{visible(name, 200)} is none of the units that the operator lets plans work on")

    def _settled(self) -> Unit:
        """Look until the unit does not change by itself any more. Raises _Unseen where that takes too long."""
        while not (now := self._looked()).settled:
            self._pause(_PAUSE)
        return now

    def _looked(self) -> Unit:
        outcome = self._run("show", f"--property={','.join(PROPERTIES)}")
        if outcome.ending is Ending.NOT_BEGUN:
            raise _Unseen(f"systemd cannot be asked here: {outcome.reason}")
        if outcome.ending is not Ending.EXITED:
            raise _Unseen(f"systemd did not say in time how {self.unit} stands")
        unit = unit_of(outcome.stdout.decode("utf-8", "replace"))
        if outcome.status or unit is None:
            said = end_of(outcome.stderr.decode("utf-8", "replace").strip().replace("\n", "; "), 300)
            raise _Unseen(f"systemd does not say how {self.unit} stands: {said or ended(outcome.status)}")
        return unit

    def _run(self, *words: str) -> Outcome:
        argv = (self._kind.systemctl, "--no-pager", *words, "--", self._name)
        left = self._deadline - time.monotonic()
        if left <= 0:
            return Outcome(Ending.NOT_BEGUN, "there was no time left")
        grace = min(GRACE, left / 10)
        env = {"PATH": PATH, "LANG": "C.UTF-8", "SYSTEMD_COLORS": "0"}
        bounds = Bounds(seconds=left - 2 * grace, silence=self._kind.silence, grace=grace)
        return self._kind.supervisor.supervise(Program(argv, env), bounds, self._stopped)

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self._stopped() or time.monotonic() >= self._deadline:
                raise _Unseen("nobody waited until it had settled")
            time.sleep(min(left, _GLANCE))


def _is_so(now: Unit, to: str) -> bool:
    """Whether a unit stands already as it is to; what is to be done anew never does."""
    return now.settled and (
        (to == "start" and now.active == "active") or (to == "stop" and now.active in _RESTING)
    )


def _shortcoming(before: Unit, after: Unit, to: str) -> str:
    """Say in what a settled unit is not as it should be, "" where it is."""
    if to == "stop":
        return "" if after.active in _RESTING else "it was not stopped"
    if after.active != "active" and not (to != "reload" and after.ran_once):
        return f"it did not come up ({after.result})" if after.result else "it did not come up"
    anew = (before.invocation, before.pid) != (after.invocation, after.pid)
    return "" if to != "restart" or anew else "it is the same as before, so it was not restarted"


def _memo(unit: Unit) -> dict[str, Value]:
    return {"active": unit.active, "pid": unit.pid, "restarts": unit.restarts, "invocation": unit.invocation}
