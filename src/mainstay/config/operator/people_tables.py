"""People, teams and roles as the operator's file holds them."""

from typing import Annotated

from msgspec import Meta

from mainstay.config.operator.texts import Glob, Moment, Name, Table, Words
from mainstay.domain.people import Role


class PersonTable(Table, frozen=True):
    """Somebody who may decide."""

    name: Annotated[Name, Meta(description="What the person is called in this file and in the trail.")]
    user: Annotated[
        Words,
        Meta(
            description="Their name on the operating system (`id -un`), by which the command line knows them."
        ),
    ] = ""
    full_name: Annotated[Words, Meta(description="The name that people know.")] = ""
    email: Annotated[Words, Meta(description="Where they are written to.")] = ""
    active: Annotated[
        bool, Meta(description="`false` for somebody who left: nothing that they hold counts.")
    ] = True


class TeamTable(Table, frozen=True):
    """A team and the subjects that it owns. Other teams neither see nor decide about their proposals."""

    name: Annotated[Name, Meta(description="What roles and gates call it.")]
    subjects: Annotated[
        tuple[Glob, ...],
        Meta(
            max_length=500,
            description="Globs of what it owns (`repo:shop*`); of several teams the first counts.",
        ),
    ] = ()


class RoleTable(Table, frozen=True):
    """That somebody holds a role in a team, perhaps for a time, perhaps lent by somebody."""

    person: Annotated[Name, Meta(description="Who holds it.")]
    role: Annotated[Role, Meta(description="What they are there.")]
    team: Annotated[
        str,
        Meta(pattern=r"^(?:\*|[a-z0-9][a-z0-9._-]{0,63})\Z", description='The team; `"*"` for every team.'),
    ] = "*"
    since: Annotated[Moment, Meta(description="From when on, else it always did.")] = ""
    until: Annotated[
        Moment, Meta(description="Up to when; of a day its end. What is lent needs one, else it never ends.")
    ] = ""
    lent_by: Annotated[
        str,
        Meta(
            max_length=64,
            description="Who lent it; it holds only while they hold the role themselves, and cannot be lent on.",
        ),
    ] = ""
    reason: Annotated[Words, Meta(description="Why, for those who read the file.")] = ""
