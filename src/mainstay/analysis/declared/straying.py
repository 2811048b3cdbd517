"""Whether what is filled into a declared action stays a word, and becomes no option, no reference and no other machine."""

import re
from collections.abc import Iterator, Mapping

from mainstay.analysis.declared.placeholders import filled, named_in, texts_in
from mainstay.domain.declared_action import DeclaredParameter
from mainstay.domain.plan import Action

_PROGRAMS = frozenset({"command", "check-command"})
_REFERENCE = re.compile(r"(?:[A-Za-z]{1,20}[ \t]+)?(?:env|file|exec):.+", re.DOTALL)
_BEGUN = re.compile(r"(?:[A-Za-z]{1,20}[ \t]+)?(?:env|file|exec):")
_FIRST = re.compile(r"\$\{([^{}]*)\}")
_MACHINE = re.compile(r"https?://((?:\$\{[^{}]*\}|[^/?#])*)")
_ELSEWHERE = re.compile(r"[/?#@\\:\[\]\s]")


def straying(
    template: Action, given: Mapping[str, str | int], parameters: Mapping[str, DeclaredParameter]
) -> Iterator[str]:
    """Give in what ways fitting values would become something else in a template, each in one clause."""
    for text in texts_in(template.parameters):
        yield from _of_text(text, given, parameters)
    argv = template.parameters.get("argv")
    if template.kind in _PROGRAMS and isinstance(argv, tuple):
        for at, word in enumerate(argv):
            if word == "--":
                break
            if at and isinstance(word, str):
                yield from _of_word(word, given, parameters)


def _of_text(
    text: str, given: Mapping[str, str | int], parameters: Mapping[str, DeclaredParameter]
) -> Iterator[str]:
    named = [(name, alone) for name, alone in named_in(text) if name in given]
    if not named:
        return
    # One of the operator's own choices may be a reference, where it stands alone.
    is_choice = named[0][1] and parameters[named[0][0]].choices
    whole = filled({"": text}, given).get("")
    if isinstance(whole, str) and _REFERENCE.fullmatch(whole) and not _BEGUN.match(text) and not is_choice:
        yield f"{named[0][0]} would become a part of a reference to a secret"
    machine = _MACHINE.match(text)
    for name, _ in named_in(machine[1]) if machine else ():
        if name in given and not parameters[name].choices and _ELSEWHERE.search(str(given[name])):
            yield f"{name} would lead to another machine"


def _of_word(
    word: str, given: Mapping[str, str | int], parameters: Mapping[str, DeclaredParameter]
) -> Iterator[str]:
    first = _FIRST.match(word)
    name = first[1] if first else ""
    # What the operator wrote as a choice, a number, or a pattern of options is meant.
    meant = (
        name not in given or not parameters[name].pattern or parameters[name].pattern.startswith(("-", r"\-"))
    )
    if not meant and str(given[name]).startswith("-"):
        yield f"{name} would be taken for an option, for it begins with a dash"
