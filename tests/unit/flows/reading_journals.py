"""Reads a journal as one who knows what may follow what, and nothing of how it is written."""

from collections.abc import Callable, Sequence

from mainstay.domain.plan import Repeat, Step
from mainstay.domain.run import Answer, Entry, Mark, Part, Purpose, Run
from mainstay.steps.apply.journal import by_step

MORE = 3
"""So many more tries may there be of what was cut off."""


def may_have_been(entries: Sequence[Entry]) -> bool:
    """Whether a step's journal leaves it open that it had an effect."""
    numbers: dict[int, list[Mark]] = {}
    for one in entries:
        if one.part is Part.DO and one.mark is not Mark.ANSWER:
            numbers.setdefault(one.number, []).append(one.mark)
    return any(marks[-1] is not Mark.NOT_BEGUN for marks in numbers.values())


def read(run: Run, entries: Sequence[Entry], step_of: Callable[[str], Step]) -> None:
    """Read a journal as one who knows what may follow what, and nothing of how it is written."""
    order: list[str] = []
    for before, one in zip([None, *entries], entries, strict=False):
        if one.mark is Mark.ANSWER:
            assert before is None or before.mark is not Mark.BEGUN
            continue
        if one.mark is not Mark.BEGUN:
            assert before is not None
            assert (before.mark, before.step, before.part, before.number) == (
                Mark.BEGUN,
                one.step,
                one.part,
                one.number,
            )
            continue
        assert before is None or before.mark is not Mark.BEGUN
        if one.step not in order:
            order.append(one.step)
        assert one.step == order[-1], "a step that was left is not come back to"
    ids = list(order)
    assert ids == sorted(ids, reverse=run.purpose is Purpose.UNDO)
    for name, own in by_step(entries).items():
        read_step(step_of(name), own, back=run.purpose is Purpose.UNDO)


def read_step(of: Step, entries: Sequence[Entry], *, back: bool) -> None:
    """Read what became of one step: each further try has its reason."""
    begun: list[int] = []
    for at, one in enumerate(entries):
        if (one.part, one.mark) != (Part.DO, Mark.BEGUN) or one.number in begun:
            continue
        begun.append(one.number)
        if one.number == 1:
            continue
        before = list(entries[:at])
        did = [entry for entry in before if entry.part is Part.DO and entry.number == one.number - 1][-1]
        seen = [
            entry.mark
            for entry in before[before.index(did) :]
            if entry.part is Part.CHECK
            and entry.mark in {Mark.DONE, Mark.FAILED, Mark.UNKNOWN, Mark.NOT_BEGUN}
        ]
        told = before[-1].mark is Mark.ANSWER and before[-1].answer == Answer.NOT_DONE
        if before[-1].mark is Mark.ANSWER:
            did = [entry for entry in before if entry.part is Part.DO and entry.mark is not Mark.ANSWER][-1]
        still_to_do = Mark.DONE if back else Mark.FAILED
        if did.mark is Mark.NOT_BEGUN or of.repeat is Repeat.IDEMPOTENT or of.action.kind == "wait":
            continue
        assert of.repeat is not Repeat.NEVER, "it may have been done, and is not repeated"
        if told:
            continue
        assert of.check is not None, "nobody knew, and nobody asked"
        assert seen[-1] is still_to_do
        if did.mark is Mark.UNKNOWN:
            assert seen[-2:] == [still_to_do] * 2, "one look alone may come too early"
    assert begun == list(range(1, len(begun) + 1))
    most = of.tries + MORE + sum(one.mark is Mark.ANSWER for one in entries)
    assert len(begun) <= most
