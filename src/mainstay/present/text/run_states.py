"""The colours of the states of runs and of what becomes of steps; the word beside always says the same."""

from mainstay.domain.run import Mark, RunState
from mainstay.present.text.look import ACCENT, BAD, FAINT, GOOD, WARN

STATES = {
    RunState.WAITING: WARN,
    RunState.RUNNING: ACCENT,
    RunState.DONE: GOOD,
    RunState.FAILED: BAD,
    RunState.CANCELLED: FAINT,
    RunState.REFUSED: BAD,
    RunState.UNDONE: FAINT,
}
MARKS = {
    Mark.BEGUN: ACCENT,
    Mark.DONE: GOOD,
    Mark.FAILED: BAD,
    Mark.NOT_BEGUN: FAINT,
    Mark.UNKNOWN: WARN,
    Mark.LATER: WARN,
    Mark.ANSWER: FAINT,
}
