"""Journals as tests write them: what happened in one line of text."""

from dataclasses import replace

from mainstay.analysis.runs.tasks import Task
from mainstay.domain.plan import Action, Repeat
from mainstay.domain.run import Answer, Entry, Mark, Part

_PARTS = {"do": Part.DO, "check": Part.CHECK}
DO, CHECK = Action("command", {"argv": ("do",)}), Action("check-command", {"argv": ("look",)})


def task(repeat: Repeat = Repeat.VERIFY_FIRST, *, check: bool = True, tries: int = 1, **fields: bool) -> Task:
    """Give a task of the step s."""
    return Task("s", DO, CHECK if check else None, 60, tries, repeat, **fields)


def entries(told: str, at: int = 100) -> list[Entry]:
    """Give entries of the step s of words such as `do.begun` and `check.done`; each action begun is another try.

    Two entries lie a second apart. A word may go on with `@9`, when it looks again, or `=keep`, what a person answers.
    """
    made: list[Entry] = []
    numbers = {Part.DO: 0, Part.CHECK: 0}
    for place, word in enumerate(told.split(), 1):
        name, _, rest = word.partition(".")
        mark = Mark(rest.partition("@")[0].partition("=")[0])
        part = _PARTS[name]
        looks_again = bool(made) and made[-1].mark in {Mark.LATER, Mark.ANSWER}
        numbers[part] += mark is Mark.BEGUN and not (looks_again and made[-1].part is part)
        entry = Entry("r", place, at + place, 1, "s", part, numbers[part], mark, detail=word)
        wake_at = int(rest.partition("@")[2] or 0)
        answer = rest.partition("=")[2]
        if answer:
            entry = replace(entry, token=0, by="bob", answer=Answer(answer))
        made.append(replace(entry, wake_at=wake_at))
    return made
