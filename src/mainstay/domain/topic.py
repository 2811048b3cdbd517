"""One thing that `mainstay explain` can tell: a finding's code, a part of the score, a notice, a table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """What stands behind a code.

    `code` is stable and typed by people (`complex-function`); `group` is the heading that it is listed under ("Score",
    "Figures", "Findings", "Notices", "Program"); `summary` is one sentence; `paragraphs` say what it means, why it was
    chosen and what to do; `formula` is plain text, one line a row, "" without one; `sources` name where a formula or
    threshold comes from; `see` are related codes.
    """

    code: str
    group: str
    title: str
    summary: str
    paragraphs: tuple[str, ...] = ()
    formula: str = ""
    sources: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
