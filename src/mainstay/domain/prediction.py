"""A prediction as it enters the ledger before it comes due, and what became of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was foretold about a subject: by `due_at`, with a `probability` (0 to 1), or a value between `low` and `high`.

    `kind` says what sort of prediction it is (`disk-full`, `fix-within-182-days`) and `text` what was foretold in a sentence.
    `low` and `high` bound the value with a chance of `cover` (0 to 1). Times are seconds since 1970; while `judged_at` is 0
    nobody knows the outcome: `came` whether it came true, `value` what was measured. None stands for what does not apply.
    """

    id: str
    kind: str
    subject: str
    text: str
    made_at: int
    due_at: int
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    cover: float | None = None
    judged_at: int = 0
    came: bool | None = None
    value: float | None = None
