"""Makes the request that an action's parameters ask for, and tells what was answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.adapters.actions.told import KEPT
from mainstay.adapters.secrets.within_texts import TextSecrets
from mainstay.domain.address import address_in
from mainstay.domain.errors import MainstayError
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_OUTPUT
from mainstay.ports.http import Answer, Http, NotSent, Request
from mainstay.ports.secrets import Secrets
from mainstay.present.visible import visible


class Unfit(Exception):
    """Parameters of which no request can be made; the text says why."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What requests are made with: what sends them, and what looks up the secrets in them."""

    http: Http
    secrets: Secrets

    def prepared(
        self, parameters: Mapping[str, Value], headers: Mapping[str, str], most: int = KEPT
    ) -> tuple[Request, TextSecrets]:
        """Give the request, with `headers` where it has no own of their names, and what knows its secrets. Raises Unfit."""
        texts = TextSecrets(self.secrets)
        try:
            body, form = _body(parameters.get("body"), texts)
            own = parameters.get("headers")
            given = own.items() if isinstance(own, Mapping) else ()
            asked = {name.lower(): texts.in_header(str(value)) for name, value in given}
            address = address_in(str(parameters["url"]))
        except MainstayError as failure:
            raise Unfit(f"a secret cannot be looked up: {failure.what} ({failure.where})") from failure
        except ValueError as error:
            raise Unfit(f"the address cannot be used: {error}") from error
        request = Request(
            str(parameters.get("method", "GET")), address, {**headers, **form, **asked}, body, most
        )
        try:
            self.http.hold_fit(request)
        except NotSent as unfit:
            raise Unfit(str(unfit)) from unfit
        return request, texts


def _body(body: Value, texts: TextSecrets) -> tuple[bytes, Mapping[str, str]]:
    """Give the bytes of a body and the header that says what they are."""
    if isinstance(body, Mapping):
        text = json.dumps(texts.in_value(body), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode(), {"content-type": "application/json"}
    if isinstance(body, str):
        return texts.in_text(body).encode(), {"content-type": "text/plain; charset=utf-8"}
    return b"", {}


@dataclass(frozen=True, slots=True)
class Expected:
    """The statuses that are as they should be: those from `first` to `last`, or those of `others` where there are some."""

    first: int
    last: int
    others: frozenset[int] = frozenset()

    def __contains__(self, status: int) -> bool:
        return status in self.others if self.others else self.first <= status <= self.last

    def __str__(self) -> str:
        return (
            " or ".join(map(str, sorted(self.others))) if self.others else f"from {self.first} to {self.last}"
        )


def expected(parameters: Mapping[str, Value], first: int, last: int) -> Expected:
    """Give the statuses that parameters expect, else those from `first` to `last`."""
    return Expected(first, last, frozenset(_numbers(parameters.get("expect"))))


def _numbers(value: Value) -> list[int]:
    if isinstance(value, tuple):
        return [number for one in value for number in _numbers(one)]
    return [value] if isinstance(value, int) else []


def asked_for(parameters: Mapping[str, Value]) -> str:
    """Give method and address of a request for people."""
    return f"{parameters.get('method', 'GET')} {visible(str(parameters.get('url', '')), 300)}"


def shown_body(answer: Answer, texts: TextSecrets) -> str:
    """Give the beginning of a body without secrets and safe to show."""
    scrubbing = texts.scrubber.begin()
    text = scrubbing.feed(answer.body[:KEPT].decode("utf-8", "replace"))
    # What is held back could be the beginning of a secret that the limit cut.
    if not answer.missing and len(answer.body) <= KEPT:
        text += scrubbing.finish()
    shown = "\n".join(map(visible, text[:LONGEST_OUTPUT].replace("\r\n", "\n").split("\n")))
    return shown[:LONGEST_OUTPUT].strip("\n")
