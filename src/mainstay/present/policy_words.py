"""What trying and checking a policy gave, in words."""

from collections.abc import Iterator, Sequence

from mainstay.domain.policy_report import Problem, Trial
from mainstay.present.numbers import plural
from mainstay.present.visible import visible


def trial_lines(trials: Sequence[Trial], *, everything: bool) -> Iterator[str]:
    """Give a line for each example that came out otherwise than its author said, or for all; then the numbers."""
    wrong = [trial for trial in trials if trial.wrong]
    for trial in trials if everything else wrong:
        name = f"{visible(trial.gate, 64)}: {visible(trial.example, 200)}"
        yield f"WRONG  {name}: {visible(trial.wrong, 500)}" if trial.wrong else f"ok     {name}"
    came = "all came out as their authors said" if not wrong else f"{len(wrong)} came out otherwise"
    yield f"{plural(len(trials), 'example')}: {came}" if trials else "no gate has an example"


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Give a line for each thing that is wrong with a policy, then the number."""
    for one in problems:
        gates = f" ({', '.join(visible(name, 64) for name in one.gates)})" if one.gates else ""
        yield f"{one.fault}: {visible(one.text, 300)}{gates}"
    yield f"{plural(len(problems), 'thing')} wrong" if problems else "nothing is wrong with the policy"
