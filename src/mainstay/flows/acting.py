"""Acting: one action of a run is carried out by its kind, on an occasion that tells it all it may know."""

from collections.abc import Mapping
from dataclasses import replace

from mainstay.analysis.contents.canonical import encode
from mainstay.analysis.runs.moves import Begin, CutOff
from mainstay.domain.plan import Action, Plan, Value
from mainstay.domain.run import LONG, Answer, Entry, Mark, Part, Result, Run, WaitFor
from mainstay.flows.shop import Shop
from mainstay.ports.action import Occasion
from mainstay.steps.apply.journal import Hand

_LARGEST_MEMO = 256 << 10
_CUT_OFF = "it was cut off: its worker ended before it was written down how it ended"
_LOOKED = {Mark.DONE, Mark.FAILED, Mark.UNKNOWN, Mark.NOT_BEGUN, Mark.LATER}


def act(shop: Shop, hand: Hand, begin: Begin, plan: Plan) -> Result:
    """Carry an action out and give how it ended; what breaks in it is a result too, and nobody knows what it did."""
    action = begin.task.do if begin.part is Part.DO else begin.task.check
    if action is None:
        return Result(Mark.NOT_BEGUN, "there is nothing to do")
    kind = shop.kinds.get(action.kind)
    if kind is None:
        return Result(Mark.NOT_BEGUN, f"this worker knows no action {action.kind}")
    if begin.part is Part.CHECK and not kind.looks:
        return Result(Mark.NOT_BEGUN, f"{action.kind} is no check, for it may change something")
    if shop.stopped(hand.lease):
        # It may have stood still since it was begun, so that somebody else has gone on with it.
        return _broken_off(Result(Mark.NOT_BEGUN, "its worker was stopped before it was begun"), begin)
    occasion = _occasion(shop, hand, begin, plan)
    try:
        result = _fit(kind.act(action.parameters, occasion), begin, occasion.now)
        return _broken_off(result, begin) if shop.stopped(hand.lease) else result
    except Exception as error:  # noqa: BLE001  # a kind of action may be anybody's, and must not end the worker
        return Result(Mark.UNKNOWN, f"the action {action.kind} broke: {type(error).__name__}: {error}")


def foreseen(shop: Shop, run: Run, plan: Plan, step: str, action: Action) -> Result:
    """Let a kind of action say what it would do, as if it were done now."""
    kind = shop.kinds.get(action.kind)
    if kind is None:
        return Result(Mark.NOT_BEGUN, f"there is no action {action.kind} here")
    now = shop.office.clock.now()
    occasion = Occasion(
        run.id,
        step,
        Part.DO,
        run.purpose,
        1,
        0,
        plan.subject,
        plan.environment,
        plan.base,
        now,
        60.0,
        now,
        undoes=run.of,
    )
    try:
        return kind.foresee(action.parameters, occasion)
    except Exception as error:  # noqa: BLE001  # as above
        return Result(Mark.UNKNOWN, f"the action {action.kind} broke: {type(error).__name__}: {error}")


def cut_off(move: CutOff) -> Result:
    """Give what is written down of what was cut off: what looks goes on looking, of all else nobody knows how it ended."""
    if (move.task.looks or move.entry.part is Part.CHECK) and not move.too_often:
        memo = move.memo_of.memo if move.memo_of is not None else {}
        return Result(Mark.LATER, _CUT_OFF, memo=memo, waits_for=WaitFor.TIME)
    return Result(Mark.UNKNOWN, _CUT_OFF)


def _occasion(shop: Shop, hand: Hand, begin: Begin, plan: Plan) -> Occasion:
    run, lease, now = hand.run, hand.lease, shop.office.clock.now()
    seconds = float(begin.task.time_out)
    if run.deadline:
        seconds = max(1.0, min(seconds, run.deadline - now))
    before = hand.undone.get(begin.task.step, ()) if run.of else hand.by_step.get(begin.task.step, ())
    done = next((one.memo for one in reversed(before) if _tells_done(one)), {})
    occasion = Occasion(
        run.id,
        begin.task.step,
        begin.part,
        run.purpose,
        begin.number,
        lease.token,
        plan.subject,
        plan.environment,
        plan.base,
        now,
        seconds,
        begin.began_at or now,
        begin.again is None,
        begin.again.memo if begin.again is not None else {},
        done,
        undoes=run.of,
        stopped=lambda: shop.stopped(lease),
    )
    if begin.answer is None:
        return occasion
    answer = begin.answer
    return replace(occasion, answer=Answer(answer.answer), answered_by=answer.by, reason=answer.detail)


def _tells_done(entry: Entry) -> bool:
    """What an action remembers even where it failed helps to take it back."""
    return (
        entry.part is Part.DO and entry.mark not in {Mark.BEGUN, Mark.ANSWER, Mark.LATER} and bool(entry.memo)
    )


def _broken_off(result: Result, begin: Begin) -> Result:
    """Let what ended because its worker does be no try that failed, where it surely changed nothing."""
    if result.mark not in {Mark.UNKNOWN, Mark.NOT_BEGUN}:
        return result
    if begin.task.looks or begin.part is Part.CHECK:
        memo = begin.again.memo if begin.again is not None else {}
        return Result(Mark.LATER, result.detail, result.output, memo, waits_for=WaitFor.TIME)
    return replace(result, waits_for=WaitFor.TIME) if result.mark is Mark.NOT_BEGUN else result


def _fit(result: Result, begin: Begin, now: int) -> Result:
    """Hold a result to what a kind of action may say. Raises whatever comes of a result that is none."""
    if result.mark not in _LOOKED:
        return Result(Mark.UNKNOWN, f"the action says {result.mark}, which none may")
    try:
        memo = {_plain_text(name): _plain(value) for name, value in result.memo.items()}
        size = len(encode(memo))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        return Result(Mark.UNKNOWN, f"what it remembers cannot be kept: {error}")
    if size > _LARGEST_MEMO:
        return Result(Mark.UNKNOWN, f"it remembers more than {_LARGEST_MEMO >> 10} KiB")
    detail, output = str(result.detail), str(result.output)
    if result.mark is not Mark.LATER:
        return Result(Mark(result.mark), detail, output, memo)
    if not (begin.task.looks or begin.part is Part.CHECK):
        detail = f"it would go on later, which only what looks may: {detail}"
        return Result(Mark.UNKNOWN, detail, output, memo)
    # One that looked again at once would fill the journal.
    wake_at = min(max(int(result.wake_at), now + 1), LONG) if result.wake_at else LONG
    return Result(Mark.LATER, detail, output, memo, wake_at, WaitFor(result.waits_for))


def _plain(value: Value) -> Value:
    """Give a value as the store gives it back. Raises ValueError or TypeError for what it cannot keep."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return _plain_text(value)
    if isinstance(value, Mapping):
        return {_plain_text(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value))
    raise TypeError(f"{type(value).__name__} is nothing that JSON can say")


def _plain_text(text: str) -> str:
    if not isinstance(text, str):
        raise TypeError(f"a name is {type(text).__name__}")
    if "\0" in text:
        raise ValueError("a text holds NUL")
    return str(text)
