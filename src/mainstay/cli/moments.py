"""Moments as people give them to `--until`."""

from mainstay.config.operator.spans import moment, seconds
from mainstay.domain.errors import UsageError
from mainstay.present.visible import visible


def until(text: str, now: int) -> int:
    """Give the seconds since 1970 of `3d` from `now` on, `2026-12-24` (its end, UTC) or a whole moment; 0 for "".

    Raises UsageError for anything else, and for what is past.
    """
    if not text:
        return 0
    try:
        found = now + seconds(text)
    except ValueError:
        try:
            found = moment(text, last=True)
        except ValueError:
            raise UsageError(
                f"{visible(text, 60)} is no moment",
                where="--until",
                mend="write it as 3d, 2026-12-24 or 2026-12-24T18:00+01:00",
            ) from None
    if found <= now:
        raise UsageError(f"{visible(text, 60)} is past", where="--until", mend="give a moment to come")
    return found
