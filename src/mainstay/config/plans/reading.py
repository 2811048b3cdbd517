"""From a plan file to the plan that is decided about."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mainstay.analysis.contents.plan_content import content_hash
from mainstay.analysis.declared.entering import entered, entering_faults
from mainstay.analysis.plans.soundness import faults
from mainstay.analysis.scrubbing.likely_secrets import in_parameters, in_text
from mainstay.config.conversion import convert
from mainstay.config.operator.spans import seconds
from mainstay.config.operator.texts import SEVERITIES
from mainstay.config.plain_yaml import read
from mainstay.config.plans.schema import ActionTable, EvidenceTable, PlanFile, StepTable
from mainstay.config.plans.stages import expanded, stage_faults
from mainstay.config.plans.values import parameters_of
from mainstay.domain.declared_action import DeclaredAction
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.plan import PLAN_VERSION, Action, Plan, Severity, Step
from mainstay.present.visible import visible

_MOST_TOLD = 10
_MEND_SECRETS = (
    "write env:NAME in its place, with the secret in that variable where the plan is carried out; "
    "and change the secret if others can read this file"
)
_NOT_SOUND = "the plan cannot be carried out"
_MEND = "mend the plan, then submit it again"
_LONGEST_TIME_OUT, _LATEST = 7 * 86_400, 366 * 86_400


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a plan file holds: the plan, the hash of its content, and what was stated along with it."""

    plan: Plan
    content: str
    evidence: tuple[EvidenceTable, ...]


def plan_of(
    data: bytes, file: str, actions: Collection[str], declared: Mapping[str, DeclaredAction] | None = None
) -> Submitted:
    """Give what a plan file (YAML, and so JSON too) holds; `actions` are the kinds of action that are known.

    What is `declared`, by its name, is known too, and enters the plan with the hash of its definition.

    Raises ConfigurationError with all that is wrong with its steps, else with the first mistake and its place.
    """
    document = read(data, file)
    version = document.get("version", PLAN_VERSION) if isinstance(document, Mapping) else PLAN_VERSION
    if isinstance(version, int) and version > PLAN_VERSION:
        raise ConfigurationError(
            f"the plan is of version {version}, and this program reads up to {PLAN_VERSION}",
            where=file,
            mend="submit it with a newer Mainstay",
        )
    table = convert(document, PlanFile, file, data)
    declared = declared or {}
    _refuse(_NOT_SOUND, stage_faults(table.steps), file, _MEND)
    try:
        plan = entered(_plan(table), declared)
        content = content_hash(plan)
    except ValueError as error:
        raise ConfigurationError(str(error), where=file, mend=_MEND) from error
    wrong = (*faults(plan, {*actions, *declared}), *entering_faults(plan, declared))
    _refuse(_NOT_SOUND, wrong, file, _MEND)
    _refuse("the plan holds what looks like secrets", tuple(_secrets(plan)), file, _MEND_SECRETS)
    return Submitted(plan, content, table.evidence)


def _refuse(what: str, wrong: Sequence[str], file: str, mend: str) -> None:
    if wrong:
        more = [f"and {len(wrong) - _MOST_TOLD:,} more"] if len(wrong) > _MOST_TOLD else []
        told = [*(visible(one, 400) for one in wrong[:_MOST_TOLD]), *more]
        raise ConfigurationError(what, where="\n".join(f"{file}: {one}" for one in told), mend=mend)


def _secrets(plan: Plan) -> Iterator[str]:
    """Give each place that seems to hold a secret, and never the secret."""
    texts = {
        "title": plan.title,
        "why": plan.why,
        "risk": plan.risk,
        "way_back": plan.way_back,
        "base": plan.base,
    }
    lists = {"targets": plan.targets, "labels": tuple(plan.labels.values())}
    for place, text in (
        *texts.items(),
        *((place, text) for place, all_of in lists.items() for text in all_of),
    ):
        if found := in_text(text):
            yield f"{place} holds {found}"
    for step in plan.steps:
        for place, action in (("with", step.action), ("check.with", step.check), ("undo.with", step.undo)):
            if action is not None:
                for at, found in in_parameters(action.parameters, place):
                    yield f"step {step.id}: {at} holds {found}"


def _plan(table: PlanFile) -> Plan:
    return Plan(
        key=table.key or f"{table.subject}:{table.title}"[:200],
        title=table.title,
        why=table.why,
        change=table.change,
        subject=table.subject,
        environment=table.environment,
        base=table.base,
        steps=tuple(map(_step, expanded(table.steps))),
        severity=Severity(SEVERITIES.index(table.severity)),
        targets=table.targets,
        risk=table.risk,
        way_back=table.way_back,
        effort=table.effort,
        expires=_bounded(table.expires, _LATEST, "expires"),
        labels=dict(table.labels),
        version=table.version,
    )


def _step(table: StepTable) -> Step:
    return Step(
        table.id,
        Action(table.do, parameters_of(table.parameters)),
        _action(table.check),
        _action(table.undo),
        _bounded(table.time_out, _LONGEST_TIME_OUT, "time_out"),
        table.tries,
        table.repeat,
        table.after,
    )


def _action(table: ActionTable | None) -> Action | None:
    return Action(table.do, parameters_of(table.parameters)) if table else None


def _bounded(text: str, most: int, name: str) -> int:
    found = seconds(text)
    if not 0 < found <= most:
        raise ValueError(f"{name} is from 1s to {most // 86_400}d, not {text!r}")
    return found
