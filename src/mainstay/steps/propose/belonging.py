"""What a plan names must be there: an environment that the operator's file states, a subject that a team owns."""

from mainstay.analysis.gates.holders import roles_of, teams_seen
from mainstay.analysis.nearest import nearest
from mainstay.domain.doing import Doing
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Policy
from mainstay.domain.people import Role
from mainstay.domain.plan import Plan


def refuse_unknown_places(policy: Policy, plan: Plan, doing: Doing, team: str) -> None:
    """Refuse a plan for an environment that is not stated where some are, or for a subject of which nobody may propose.

    Raises UsageError with what is nearest, or with what the person's own teams own.
    """
    if policy.environments and plan.environment not in policy.environments:
        like = nearest(plan.environment, policy.environments)
        raise UsageError(
            f"there is no environment {plan.environment}",
            where=f"environment: {plan.environment}",
            mend=f"perhaps {like} is meant" if like else f"write one of {', '.join(policy.environments)}",
        )
    person = any(one.name == doing.who for one in policy.directory.people)
    if team or not person or roles_of(policy.directory, doing.who, "", doing.now).keys() - {Role.VIEWER}:
        return
    seen = teams_seen(policy.directory, doing.who, doing.now)
    own = {one.name: one.subjects for one in policy.directory.teams if seen is None or one.name in seen}
    like = nearest(plan.subject, [glob for globs in own.values() for glob in globs])
    told = "; ".join(f"{name} owns {', '.join(globs) or 'nothing'}" for name, globs in own.items())
    raise UsageError(
        f"no team owns {plan.subject}",
        where=f"subject: {plan.subject}",
        mend=(f"perhaps {like} is meant; " if like else "")
        + (f"of your teams {told}" if told else "you are in no team"),
    )
