"""What a person does by hand, and what people are told."""

import pytest

from mainstay.adapters.actions.people import LONGEST_TEXT, ManualAction, NotifyAction
from mainstay.domain.errors import RunFailed
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_DETAIL, Answer, Mark, WaitFor
from tests.unit.adapters.actions.made import occasion

PARAMETERS: dict[str, Value] = {"what": "unplug the printer"}


def test_it_waits_for_a_person_and_takes_what_they_say() -> None:
    manual = ManualAction()
    asked = manual.act(PARAMETERS, occasion())
    assert (asked.mark, asked.wake_at, asked.waits_for) == (Mark.LATER, 0, WaitFor.PERSON)
    assert "unplug the printer" in asked.detail
    done = manual.act(PARAMETERS, occasion(answer=Answer.DONE, answered_by="ada", reason="saw it"))
    assert (done.mark, done.detail, done.memo) == (
        Mark.DONE,
        "ada: saw it",
        {"by": "ada", "reason": "saw it"},
    )
    not_done = manual.act(PARAMETERS, occasion(answer=Answer.NOT_DONE, answered_by="bob"))
    assert (not_done.mark, not_done.detail) == (Mark.FAILED, "bob (not done: unplug the printer)")


def test_with_evidence_an_answer_says_what_shows_it() -> None:
    manual, wanted = ManualAction(), PARAMETERS | {"evidence": True}
    empty = manual.act(wanted, occasion(answer=Answer.DONE, answered_by="ada", reason="  "))
    assert (empty.mark, empty.waits_for) == (Mark.LATER, WaitFor.PERSON)
    assert "ada did not say what shows that it is done" in empty.detail
    full = manual.act(wanted, occasion(answer=Answer.DONE, answered_by="ada", reason="photo 12"))
    assert full.mark is Mark.DONE
    assert manual.act(wanted, occasion(answer=Answer.NOT_DONE, answered_by="ada")).mark is Mark.FAILED


@pytest.mark.parametrize("answer", [Answer.KEEP, Answer.ROLL_BACK])
def test_an_answer_to_another_question_says_nothing(answer: Answer) -> None:
    found = ManualAction().act(PARAMETERS, occasion(answer=answer, answered_by="ada"))
    assert found.mark is Mark.LATER and "says nothing here" in found.detail


def test_what_people_write_stays_within_bounds() -> None:
    hostile: dict[str, Value] = {"what": "\x1b[2J" * 9_999}
    long = occasion(answer=Answer.DONE, answered_by="ada", reason="r" * 9_999)
    for found in (
        ManualAction().act(hostile, occasion()),
        ManualAction().act(hostile, long),
        ManualAction().foresee(hostile, occasion()),
    ):
        assert len(found.detail) <= LONGEST_DETAIL and "\x1b" not in found.detail


class Outbox:
    """Takes texts, each key once."""

    def __init__(self, wrong: str = "") -> None:
        self.kept: dict[str, tuple[tuple[str, ...], str]] = {}
        self.wrong = wrong

    def __call__(self, key: str, channels: tuple[str, ...], text: str) -> str:
        if not self.wrong:
            self.kept.setdefault(key, (channels, text))
        return self.wrong


def test_people_are_told_once_however_often_it_is_tried() -> None:
    outbox = Outbox()
    notify = NotifyAction(outbox, ("chat", "log"))
    for number in (1, 2):
        found = notify.act({"text": "it begins", "channels": ("chat",)}, occasion(number=number))
        assert (found.mark, found.detail) == (Mark.DONE, "it is told to chat")
    assert outbox.kept == {"01-run.step.do": (("chat",), "it begins")}
    assert notify.act({"text": "x"}, occasion(step="b")).detail == "it is told to chat, log"
    assert outbox.kept["01-run.b.do"] == ((), "x")


@pytest.mark.parametrize(
    ("parameters", "channels", "told"),
    [
        ({"text": "x", "channels": ("caht",)}, ("chat",), "there is no channel caht; perhaps chat is meant"),
        ({"text": "x"}, (), "the operator's file has no channels"),
        ({"text": "x" * (LONGEST_TEXT + 1)}, ("chat",), "the text has more than 4,000 characters"),
    ],
)
def test_what_cannot_be_told_is_not_begun(
    parameters: dict[str, Value], channels: tuple[str, ...], told: str
) -> None:
    outbox = Outbox()
    notify = NotifyAction(outbox, channels)
    for found in (notify.act(parameters, occasion()), notify.foresee(parameters, occasion())):
        assert (found.mark, found.detail) == (Mark.NOT_BEGUN, told)
    assert outbox.kept == {}


def test_an_outbox_that_refuses_and_one_that_fails() -> None:
    found = NotifyAction(Outbox("no team wants it"), ("chat",)).act({"text": "x"}, occasion())
    assert (found.mark, found.detail) == (Mark.NOT_BEGUN, "no team wants it")

    def say(*said: object) -> str:
        raise RunFailed("the store is gone")

    found = NotifyAction(say, ("chat",)).act({"text": "x"}, occasion())
    assert found.mark is Mark.UNKNOWN and "the store is gone" in found.detail


def test_what_is_stopped_or_foreseen_tells_nobody() -> None:
    outbox = Outbox()
    notify = NotifyAction(outbox, ("chat",))
    assert notify.act({"text": "x"}, occasion(stopped=lambda: True)).mark is Mark.NOT_BEGUN
    assert notify.foresee({"text": "x"}, occasion()).detail == "it tells chat: x"
    assert outbox.kept == {}
