"""The kind `watch`: look at metrics after a change, and keep it or have it rolled back."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mainstay.adapters.actions.measuring import Measuring
from mainstay.adapters.actions.told import sentence
from mainstay.analysis.canary.judging import Judge, Watch
from mainstay.analysis.canary.looks import Timing
from mainstay.analysis.canary.remembering import FAILED, HELD, UNTOLD, Memory, remembered
from mainstay.analysis.canary.sample import Arm, Sample, counts_of
from mainstay.analysis.canary.tables import metrics_of
from mainstay.analysis.metrics_servers import meant
from mainstay.analysis.plans.shapes.parameter import span
from mainstay.analysis.plans.shapes.watched import every, watch_misfits
from mainstay.domain.canary import Judgement, Ruling
from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_OUTPUT, Answer, Mark, Result, WaitFor
from mainstay.ports.action import ActionKind, Occasion
from mainstay.ports.metrics import Metrics
from mainstay.present.canary_words import judgement_sentence, reading_line

_LAG, _BASELINE, _APART, _PATIENCE = "30s", "3h", "10m", "1h"
_LONGEST_CHECK = 10.0
_AWAY = "the metrics server gave no answer"


class _Unfit(Exception):
    """It cannot be watched as the plan says; the text says why."""


@dataclass(frozen=True, slots=True)
class _Terms:
    watch: Watch
    timing: Timing
    patience: int
    server: Metrics | None


@dataclass(frozen=True, slots=True)
class WatchAction:
    """Looks at metrics of servers, and through `checks` (kinds of action by name), until it can be kept or must not be.

    The only one of the servers is asked where a plan names none.
    """

    servers: Mapping[str, Metrics]
    checks: Mapping[str, ActionKind] = field(default_factory=dict)
    monotonic: Callable[[], float] = time.monotonic
    name: str = "watch"
    looks: bool = True

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Ask for everything once, and say what would be watched; see the port."""
        try:
            terms = self._terms(parameters, occasion)
            empty = self._try_out(terms, occasion)
        except _Unfit as unfit:
            return _result(Mark.NOT_BEGUN, str(unfit))
        except EvidenceMissing as missing:
            return _result(Mark.UNKNOWN, f"the metrics server does not answer: {missing.what}")
        timing = terms.timing
        told = f"would watch {', '.join(metric.name for metric in terms.watch.metrics)}"
        told += f" for {timing.lasts} s, each {timing.every} s"
        without = f"; without data now: {', '.join(empty)}" if empty else ""
        return _result(Mark.DONE, told + without)

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Look once; see the port."""
        if occasion.answer in {Answer.KEEP, Answer.ROLL_BACK}:
            return _answered(occasion)
        try:
            terms = self._terms(parameters, occasion)
            if occasion.first:
                self._try_out(terms, occasion)
        except _Unfit as unfit:
            return _result(Mark.NOT_BEGUN, str(unfit))
        except EvidenceMissing:
            pass  # A server that is away may come back; what is missing at the end is never a pass.
        names = [metric.name for metric in terms.watch.metrics]
        memory = remembered(occasion.memo, terms.timing.looks, names)
        if occasion.stopped():
            return _result(Mark.UNKNOWN, "it was stopped before it looked", memory)
        look = terms.timing.newest(occasion.now)
        if look <= max(memory.taken, default=0):
            return self._wait(terms, memory, occasion)
        return self._look(terms, memory, occasion, look)

    def _look(self, terms: _Terms, memory: Memory, occasion: Occasion, look: int) -> Result:
        left = self._deadline(occasion)
        memory = replace(memory, checked=self._checked(terms, memory, occasion, look, left))
        samples, troubles = self._samples(terms, memory, occasion, look, left)
        if occasion.stopped():
            return _result(Mark.UNKNOWN, "it was stopped while it looked", memory)
        if troubles and not samples and look < terms.timing.looks:
            return _later(terms, memory, occasion, f"{_AWAY}: {troubles[0]}; it is asked again")
        judge = Judge(terms.watch, memory.failed)
        for before in memory.taken:
            if occasion.stopped():
                return _result(Mark.UNKNOWN, "it was stopped while it looked", memory)
            judge.look(samples, terms.timing.moment(before))
        judge.own_up(memory.spent)
        judgement = judge.judge(samples, terms.timing.moment(look))
        if judgement.ruling is Ruling.INCONCLUSIVE and troubles:
            # The last look is not taken: it is once the server answers, and a person may decide meanwhile.
            return self._open(terms, memory, occasion, f"{_AWAY}: {troubles[0]}")
        memory = replace(memory, taken=(*memory.taken, look), failed=judge.failed, spent=judge.spent)
        return self._ruled(terms, memory, occasion, judgement)

    def _ruled(self, terms: _Terms, memory: Memory, occasion: Occasion, judgement: Judgement) -> Result:
        newest, missed = memory.taken[-1], memory.taken[-1] - len(memory.taken)
        without = f" ({missed} missed)" if missed else ""
        told = f"look {newest} of {terms.timing.looks}{without}: {judgement_sentence(judgement)}"
        output = "\n".join(map(reading_line, judgement.readings))
        if judgement.ruling is Ruling.KEEP:
            found = _result(Mark.DONE, told, memory)
        elif judgement.ruling is Ruling.ROLL_BACK:
            found = _result(Mark.FAILED, told, memory)
        elif judgement.ruling is Ruling.GO_ON:
            found = _later(terms, memory, occasion, told)
        else:
            found = self._open(terms, memory, occasion, told)
        return replace(found, output=output[:LONGEST_OUTPUT])

    def _wait(self, terms: _Terms, memory: Memory, occasion: Occasion) -> Result:
        if memory.open_since:
            return self._open(terms, memory, occasion, memory.why)
        return _later(terms, memory, occasion, "nothing new to look at yet")

    def _open(self, terms: _Terms, memory: Memory, occasion: Occasion, why: str) -> Result:
        """Have a person decide, until patience is over; where the server gave no answer, ask it again meanwhile."""
        memory = replace(memory, open_since=memory.open_since or occasion.now, why=why)
        until = memory.open_since + terms.patience
        if occasion.now >= until:
            return _result(Mark.FAILED, f"nobody decided within {terms.patience} s; {why}", memory)
        told = f"a person decides whether it is kept; {why}"
        untaken = terms.timing.looks not in memory.taken
        wake = min(until, occasion.now + terms.timing.every) if untaken else until
        return replace(_result(Mark.LATER, told, memory), wake_at=wake, waits_for=WaitFor.PERSON)

    def _terms(self, parameters: Mapping[str, Value], occasion: Occasion) -> _Terms:
        wrong = next(watch_misfits(parameters, "with"), "")
        if wrong:
            raise _Unfit(wrong)
        apart = every(parameters)
        timing = Timing(
            occasion.began_at or occasion.now,
            apart,
            -(-span(str(parameters["for"])) // apart),
            span(str(parameters.get("lag", _LAG))),
            span(str(parameters.get("baseline", _BASELINE))),
            span(str(parameters.get("apart", _APART))),
        )
        metrics = metrics_of(parameters["metrics"])
        share = parameters.get("share", 1.0)
        watch = Watch(
            metrics,
            timing.began,
            timing.lasts,
            apart,
            float(share) if isinstance(share, int | float) else 1.0,
        )
        unknown = [one.check.kind for one in metrics if one.check and one.check.kind not in self.checks]
        if unknown:
            raise _Unfit(f"{unknown[0]} is not there to look with")
        server = None if all(one.check for one in metrics) else self._server(parameters)
        return _Terms(watch, timing, span(str(parameters.get("patience", _PATIENCE))), server)

    def _server(self, parameters: Mapping[str, Value]) -> Metrics:
        try:
            return meant(self.servers, parameters.get("server"))
        except UsageError as unclear:
            raise _Unfit(unclear.what) from unclear

    def _deadline(self, occasion: Occasion) -> Callable[[], float]:
        end = self.monotonic() + occasion.seconds
        return lambda: end - self.monotonic()

    def _try_out(self, terms: _Terms, occasion: Occasion) -> Sequence[str]:
        """Ask for everything once; give the metrics that have no data now.

        Raises _Unfit where an expression is refused, or a check cannot look; EvidenceMissing where the server is away.
        """
        empty, left = [], self._deadline(occasion)
        for metric in terms.watch.metrics:
            if metric.check is not None:
                asked = replace(occasion, seconds=max(min(left(), _LONGEST_CHECK), 0.1))
                foreseen = self.checks[metric.check.kind].foresee(metric.check.parameters, asked)
                if foreseen.mark is Mark.NOT_BEGUN:
                    raise _Unfit(f"{metric.name}: {foreseen.detail}")
            elif terms.server is not None:
                measuring = Measuring(terms.server, terms.timing, left, occasion.stopped)
                try:
                    known = measuring.try_out(metric, occasion.now)
                except UsageError as refused:
                    raise _Unfit(f"{metric.name}: {refused.what}") from refused
                if not known:
                    empty.append(metric.name)
        return empty

    def _samples(
        self, terms: _Terms, memory: Memory, occasion: Occasion, look: int, left: Callable[[], float]
    ) -> tuple[Mapping[str, Sample], Sequence[str]]:
        """Give what is known of each metric, and what came in the way of others."""
        found: dict[str, Sample] = {}
        troubles: list[str] = []
        for metric in terms.watch.metrics:
            if metric.check is not None:
                found[metric.name] = _checked_sample(memory.checked.get(metric.name, ""), terms.timing)
            elif terms.server is not None:
                measuring = Measuring(terms.server, terms.timing, left, occasion.stopped)
                try:
                    found[metric.name] = measuring.sample(metric, look)
                except (EvidenceMissing, UsageError) as trouble:
                    troubles.append(f"{metric.name}: {trouble.what}")
        return found, troubles

    def _checked(
        self, terms: _Terms, memory: Memory, occasion: Occasion, look: int, left: Callable[[], float]
    ) -> Mapping[str, str]:
        """Let each check look once, and give what all their looks found, one sign a look."""
        found = {}
        for metric in terms.watch.metrics:
            if metric.check is None:
                continue
            before = memory.checked.get(metric.name, "")
            mark = Mark.UNKNOWN
            if len(before) < look and left() > 0 and not occasion.stopped():
                seconds = min(left(), _LONGEST_CHECK)
                asked = replace(
                    occasion, seconds=seconds, began_at=occasion.now, first=True, memo={}, answer=None
                )
                mark = self.checks[metric.check.kind].act(metric.check.parameters, asked).mark
            sign = {Mark.DONE: HELD, Mark.FAILED: FAILED}.get(mark, UNTOLD)
            found[metric.name] = before if len(before) >= look else before.ljust(look - 1, UNTOLD) + sign
        return found


def _checked_sample(signs: str, timing: Timing) -> Sample:
    looked = [(timing.moment(look), sign) for look, sign in enumerate(signs, 1) if sign in {HELD, FAILED}]
    failed = [(moment, float(sign == FAILED)) for moment, sign in looked]
    return Sample(counts_of(failed, [(moment, 1.0) for moment, _ in looked]), Arm(), False)


def _answered(occasion: Occasion) -> Result:
    keeps = occasion.answer is Answer.KEEP
    told = f"{occasion.answered_by or 'somebody'} had it {'kept' if keeps else 'rolled back'}"
    reason = f": {occasion.reason}" if occasion.reason else ""
    return _result(Mark.DONE if keeps else Mark.FAILED, told + reason)


def _later(terms: _Terms, memory: Memory, occasion: Occasion, told: str) -> Result:
    wake = terms.timing.wake(min(terms.timing.newest(occasion.now) + 1, terms.timing.looks))
    found = _result(Mark.LATER, told, memory)
    return replace(found, wake_at=max(wake, occasion.now + 1), waits_for=WaitFor.METRIC)


def _result(mark: Mark, told: str, memory: Memory | None = None) -> Result:
    return Result(mark, sentence(told), memo=memory.kept() if memory else {})
