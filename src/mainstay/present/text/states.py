"""The colours of the states of proposals; the word beside always says the same."""

from mainstay.domain.proposal import State
from mainstay.present.text.look import ACCENT, BAD, FAINT, GOOD, WARN

STYLES = {
    State.WAITING: WARN,
    State.APPROVED: GOOD,
    State.REJECTED: BAD,
    State.SNOOZED: ACCENT,
    State.WITHDRAWN: FAINT,
    State.EXPIRED: FAINT,
    State.APPLYING: ACCENT,
    State.APPLIED: GOOD,
    State.FAILED: BAD,
    State.UNDONE: WARN,
}
