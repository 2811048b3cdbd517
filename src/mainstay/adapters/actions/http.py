"""The kind `http`: send a request to an address."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.adapters.actions.requests import Asking, Unfit, asked_for, expected, shown_body
from mainstay.adapters.actions.told import sentence
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion
from mainstay.ports.http import Answer, MaybeSent, NotSent


@dataclass(frozen=True, slots=True)
class HttpAction:
    """Sends a request, with a key by which its receiver can tell a second try from another action."""

    asking: Asking
    name: str = "http"
    looks: bool = False

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say what would be sent; see the port."""
        try:
            request, _ = self.asking.prepared(parameters, _key(occasion))
        except Unfit as unfit:
            return Result(Mark.NOT_BEGUN, sentence(f"{asked_for(parameters)}: {unfit}"))
        told = f"would send {asked_for(parameters)} with {len(request.body)} bytes"
        return Result(Mark.DONE, sentence(f"{told} and expect a status {expected(parameters, 200, 299)}"))

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Send it; see the port."""
        asked = asked_for(parameters)
        try:
            request, texts = self.asking.prepared(parameters, _key(occasion))
            answer = self.asking.http.ask(request, occasion.seconds, occasion.stopped)
        except (Unfit, NotSent) as failure:
            return Result(Mark.NOT_BEGUN, sentence(f"{asked}: nothing was sent: {failure}"))
        except MaybeSent as failure:
            return Result(
                Mark.UNKNOWN, sentence(f"{asked}: it may have arrived, and no answer came: {failure}")
            )
        wanted = expected(parameters, 200, 299)
        told = f"{asked}: answered {answer.status}"
        if answer.missing:
            told += f" with a body that is not whole: {answer.missing}"
        memo = {"status": answer.status}
        if answer.status in wanted:
            return Result(Mark.DONE, sentence(told), shown_body(answer, texts), memo)
        told += f", not {wanted}{_hint(answer)}"
        return Result(Mark.FAILED, sentence(told), shown_body(answer, texts), memo)


def _key(occasion: Occasion) -> dict[str, str]:
    return {"idempotency-key": occasion.key}


def _hint(answer: Answer) -> str:
    if 300 <= answer.status <= 399 and "location" in answer.headers:
        return "; redirects are not followed"
    wait = answer.headers.get("retry-after", "")
    return f"; it asks to be left alone: {wait}" if wait else ""
