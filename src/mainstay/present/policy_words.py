"""What trying and checking a policy gave, in words."""

from collections.abc import Iterator, Sequence

from mainstay.domain.policy_report import Fault, Problem, Trial
from mainstay.present.numbers import plural
from mainstay.present.visible import visible

_SHORT = {
    Fault.UNFILLED: "in {team} nobody can be",
    Fault.AUTHOR: "in {team} nobody is left when",
    Fault.UNSIGNED: "in {team} nobody can sign off as",
}
"""How a line about a team that is short of people begins."""


def trial_lines(trials: Sequence[Trial], *, everything: bool) -> Iterator[str]:
    """Give a line for each example that came out otherwise than its author said, or for all; then the numbers."""
    wrong = [trial for trial in trials if trial.wrong]
    for trial in trials if everything else wrong:
        name = f"{visible(trial.gate, 64)}: {visible(trial.example, 200)}"
        yield f"WRONG  {name}: {visible(trial.wrong, 500)}" if trial.wrong else f"ok     {name}"
    came = "all came out as their authors said" if not wrong else f"{len(wrong)} came out otherwise"
    yield f"{plural(len(trials), 'example')}: {came}" if trials else "no gate has an example"


def problem_words(problems: Sequence[Problem], file: str) -> Iterator[str]:
    """Give each thing that is wrong with a policy in words; what people are short of in one for a team."""
    for one in problems:
        if not (one.team and one.roles):
            gates = f" ({', '.join(visible(name, 64) for name in one.gates)})" if one.gates else ""
            place = f"{file}:{one.line}: " if one.line else ""
            yield f"{place}{one.fault}: {visible(one.text, 500)}{gates}"
    yield from _shortages([one for one in problems if one.team and one.roles])


def _shortages(problems: Sequence[Problem]) -> Iterator[str]:
    """Give a sentence for each team and way of being short of people: whom it lacks, and for what."""
    for fault, team in dict.fromkeys((one.fault, one.team) for one in problems):
        lacking: dict[str, dict[str, None]] = {}
        for one in problems:
            if (one.fault, one.team) == (fault, team):
                who = f"{visible(one.person, 64)} proposes: " if one.person else ""
                for_what = one.gates if fault is not Fault.UNSIGNED else (one.name,)
                lacking.setdefault(f"{who}{' or '.join(one.roles)}", {}).update(dict.fromkeys(for_what))
        told = "; ".join(
            f"{who} ({', '.join(visible(name, 64) for name in names)})" for who, names in lacking.items()
        )
        yield f"{fault}: {_SHORT[fault].format(team=visible(team, 64))} {told}"
