"""Actions that are about people: what one of them does by hand, and what they are told."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from mainstay.analysis.nearest import nearest
from mainstay.domain.errors import MainstayError
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_DETAIL, Answer, Mark, Result, WaitFor
from mainstay.ports.action import Occasion
from mainstay.present.visible import visible

LONGEST_TEXT = 4_000
"""Characters of what is told; a plan that tells more is not begun."""

Say: TypeAlias = Callable[[str, tuple[str, ...], str], str]
"""Puts a text into the outbox for channels, under messages whose ids are derived from the key that comes first.

A key that was told before adds nothing, and is no error. Gives "", or why nothing was put there, in one clause. Raises
MainstayError where that cannot be told.
"""


class ManualAction:
    """Lets a person do something and say that it is done; with `evidence` they must say what shows it."""

    name = "manual"
    looks = True

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say what a person would be asked for."""
        del occasion
        return Result(Mark.DONE, f"it waits for a person: {_what(parameters)}")

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Wait for the answer of a person, and take it."""
        what, by, reason = _what(parameters), occasion.answered_by, occasion.reason.strip()
        told = f"{by}: {reason}" if reason else by
        if occasion.answer is Answer.NOT_DONE:
            return Result(Mark.FAILED, f"{told} (not done: {what})"[:LONGEST_DETAIL])
        if occasion.answer is None:
            return _asked(f"it waits for a person: {what}")
        if occasion.answer is not Answer.DONE:
            return _asked(
                f"{by} answered {occasion.answer}, which says nothing here: done or not-done? {what}"
            )
        if parameters.get("evidence") is True and not reason:
            return _asked(f"{by} did not say what shows that it is done; say it as the reason: {what}")
        return Result(Mark.DONE, told[:LONGEST_DETAIL], memo={"by": by, "reason": reason[:LONGEST_DETAIL]})


class NotifyAction:
    """Tells people something over the channels of the operator's file; `channels` are their names."""

    name = "notify"
    looks = False

    def __init__(self, say: Say, channels: Collection[str]) -> None:
        """Know where texts are put, and which channels there are."""
        self._say = say
        self._channels = tuple(channels)

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say whom it would tell, or why it could not."""
        del occasion
        wrong = self._wrong(parameters)
        if wrong:
            return Result(Mark.NOT_BEGUN, wrong)
        named = _named(parameters) or self._channels
        return Result(Mark.DONE, f"it tells {', '.join(named)}: {_text(parameters)}"[:LONGEST_DETAIL])

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Have it told; it is sent when the outbox is, also by another worker."""
        if occasion.stopped():
            return Result(Mark.NOT_BEGUN, "it was stopped before anything was told")
        wrong = self._wrong(parameters)
        if wrong:
            return Result(Mark.NOT_BEGUN, wrong)
        named = _named(parameters)
        try:
            wrong = self._say(occasion.key, named, _text(parameters))
        except MainstayError as failure:
            return Result(Mark.UNKNOWN, f"it is not known whether it will be told: {failure.what}")
        if wrong:
            return Result(Mark.NOT_BEGUN, visible(wrong, LONGEST_DETAIL))
        return Result(Mark.DONE, f"it is told to {', '.join(named or self._channels)}"[:LONGEST_DETAIL])

    def _wrong(self, parameters: Mapping[str, Value]) -> str:
        for name in _named(parameters):
            if name not in self._channels:
                likely = nearest(name, self._channels)
                return f"there is no channel {visible(name, 80)}" + (
                    f"; perhaps {likely} is meant" if likely else ""
                )
        if not self._channels:
            return "the operator's file has no channels"
        if len(_text(parameters)) > LONGEST_TEXT:
            return f"the text has more than {LONGEST_TEXT:,} characters"
        return ""


def _asked(detail: str) -> Result:
    return Result(Mark.LATER, detail[:LONGEST_DETAIL], waits_for=WaitFor.PERSON)


def _what(parameters: Mapping[str, Value]) -> str:
    return visible(str(parameters.get("what", "what its plan says")), LONGEST_DETAIL // 2)


def _named(parameters: Mapping[str, Value]) -> tuple[str, ...]:
    channels = parameters.get("channels", ())
    return tuple(map(str, channels)) if isinstance(channels, tuple) else ()


def _text(parameters: Mapping[str, Value]) -> str:
    return str(parameters.get("text", ""))
