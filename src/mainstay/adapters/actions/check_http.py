"""The kind `check-http`: look whether an address answers as it should."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.adapters.actions.looking import looked, seconds_of
from mainstay.adapters.actions.requests import Asking, Unfit, asked_for, expected, shown_body
from mainstay.adapters.actions.told import KEPT, sentence
from mainstay.adapters.secrets.within_texts import TextSecrets
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion
from mainstay.ports.http import Answer, MaybeSent, NotSent, Request

SEARCHED = 1 << 20
"""Bytes of a body among which a text is looked for."""


@dataclass(frozen=True, slots=True)
class HttpCheck:
    """Holds where an expected status comes back, and the body holds a text if one is wanted.

    It does not hold where another status comes, where nobody lets in, or where who was reached does not answer in time. It
    cannot be told where nobody was reached.
    """

    asking: Asking
    name: str = "check-http"
    looks: bool = True

    def foresee(self, parameters: Mapping[str, Value], _occasion: Occasion) -> Result:
        """Say what would be looked at; see the port."""
        try:
            self._prepared(parameters)
        except Unfit as unfit:
            return Result(Mark.NOT_BEGUN, sentence(f"{asked_for(parameters)}: {unfit}"))
        wanted = expected(parameters, 200, 399)
        return Result(Mark.DONE, sentence(f"would look whether {asked_for(parameters)} answers {wanted}"))

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Look, and be as patient as the plan says; see the port."""
        found = self._look(parameters, occasion)
        return looked(found, parameters, occasion)

    def _prepared(self, parameters: Mapping[str, Value]) -> tuple[Request, TextSecrets]:
        searches = "contains" in parameters
        if searches and parameters.get("method") == "HEAD":
            raise Unfit("HEAD brings no body that could hold a text")
        return self.asking.prepared(parameters, {}, SEARCHED if searches else KEPT)

    def _look(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        asked = asked_for(parameters)
        try:
            request, texts = self._prepared(parameters)
            answer = self.asking.http.ask(request, seconds_of(occasion), occasion.stopped)
        except Unfit as unfit:
            return Result(Mark.UNKNOWN, sentence(f"{asked}: {unfit}"))
        except NotSent as failure:
            mark = Mark.FAILED if failure.refused else Mark.UNKNOWN
            return Result(mark, sentence(f"{asked}: {failure}"))
        except MaybeSent as failure:
            mark = Mark.UNKNOWN if occasion.stopped() else Mark.FAILED
            return Result(mark, sentence(f"{asked}: no answer came: {failure}"))
        return _judged(parameters, answer, texts)


def _judged(parameters: Mapping[str, Value], answer: Answer, texts: TextSecrets) -> Result:
    told = f"{asked_for(parameters)}: answered {answer.status}"
    wanted, text = expected(parameters, 200, 399), str(parameters.get("contains", ""))
    output = shown_body(answer, texts)
    if answer.status not in wanted:
        return Result(Mark.FAILED, sentence(f"{told}, not {wanted}"), output)
    if text.encode() in answer.body:
        return Result(Mark.DONE, sentence(told), output)
    if answer.missing:
        told += f", and the text may be in what is missing of its body: {answer.missing}"
        return Result(Mark.UNKNOWN, sentence(told), output)
    return Result(Mark.FAILED, sentence(f"{told}, and its body does not hold the text"), output)
