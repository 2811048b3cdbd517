"""The kinds of action `sql` and `check-sql`."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from mainstay.adapters.actions.looking import looked
from mainstay.adapters.actions.sql.changing import Change, Opening, changed
from mainstay.adapters.actions.sql.kept import Found, KeptDatabase, found
from mainstay.adapters.actions.sql.postgresql import PostgresqlSession
from mainstay.adapters.actions.sql.session import NotDone, Session, Within
from mainstay.adapters.actions.sql.sqlite import SqliteSession
from mainstay.adapters.actions.sql.words import refusal
from mainstay.adapters.actions.told import sentence
from mainstay.analysis.plans.shapes.parameter import span
from mainstay.domain.errors import ConfigurationError, MainstayError, RunFailed
from mainstay.domain.plan import Value
from mainstay.domain.relation import Relation
from mainstay.domain.run import LONGEST_OUTPUT, Mark, Result
from mainstay.ports.action import Occasion
from mainstay.ports.secrets import Secrets
from mainstay.present.visible import visible

_STATEMENT, _LOCK = "30s", "2s"
_LONGEST_LOOK = 30.0
_LONGEST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class SqlAction:
    """Changes `databases`, which plans name as the operator does, all statements of a step in one transaction."""

    databases: Mapping[str, KeptDatabase]
    secrets: Secrets
    name: str = "sql"
    looks: bool = False

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """List the statements, once the database answers; none of them is run."""
        wrong = _refused(parameters)
        if wrong:
            return Result(Mark.NOT_BEGUN, wrong)
        try:
            _, place = _found(self.databases, self.secrets, parameters)
        except MainstayError as error:
            return _not_begun(error)
        try:
            with _opening(place)(_within(parameters, occasion), True) as session:
                session.begin()
        except RunFailed as error:
            return _shown(Result(Mark.NOT_BEGUN, f"the database cannot be asked: {error}"), place)
        statements = _statements(parameters)
        listed = "\n".join(
            f"{number}: {visible(one, _LONGEST_SHOWN)}" for number, one in enumerate(statements, 1)
        )
        most = f", changing {parameters['most_rows']} rows at most" if "most_rows" in parameters else ""
        words = f"would run {len(statements)} statements in one transaction of {parameters['database']}{most}"
        return _shown(Result(Mark.DONE, words, listed[:LONGEST_OUTPUT]), place)

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Run the statements; what fails is taken back whole."""
        wrong = _refused(parameters)
        if wrong:
            return Result(Mark.NOT_BEGUN, wrong)
        try:
            kept, place = _found(self.databases, self.secrets, parameters)
        except MainstayError as error:
            return _not_begun(error)
        most = parameters.get("most_rows")
        change = Change(
            _statements(parameters),
            occasion.key if kept.journal else "",
            most if isinstance(most, int) else None,
        )
        return _shown(changed(_opening(place), change, _within(parameters, occasion)), place)


@dataclass(frozen=True, slots=True)
class SqlCheck:
    """Holds where a query, which can change nothing, gives one number that stands as wanted; no row or value is unknown."""

    databases: Mapping[str, KeptDatabase]
    secrets: Secrets
    name: str = "check-sql"
    looks: bool = True

    def foresee(self, parameters: Mapping[str, Value], _occasion: Occasion) -> Result:
        """Say what would be asked."""
        try:
            _, place = _found(self.databases, self.secrets, parameters)
        except MainstayError as error:
            return _not_begun(error)
        wanted = f"{parameters['is']} {parameters['value']}"
        words = f"would look whether {parameters['database']} tells {wanted}: {parameters['query']}"
        return _shown(Result(Mark.DONE, words), place)

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Look, and be as patient as the plan says."""
        try:
            _, place = _found(self.databases, self.secrets, parameters)
        except MainstayError as error:
            return looked(replace(_not_begun(error), mark=Mark.UNKNOWN), parameters, occasion)
        return looked(_shown(_look(place, parameters, occasion), place), parameters, occasion)


def _look(place: Found, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
    seconds = min(_LONGEST_LOOK, occasion.seconds)
    within = Within(seconds, seconds, time.monotonic() + seconds, occasion.stopped)
    query = str(parameters["query"])
    try:
        query.encode()
        within.go_on()
        with _opening(place)(within, True) as session:
            session.begin()
            number = session.number(query)
    except UnicodeEncodeError:
        return Result(Mark.UNKNOWN, "the query is no Unicode")
    except (NotDone, RunFailed) as error:
        return Result(Mark.UNKNOWN, f"{error}: {query}")
    if number is None or math.isnan(number):
        return Result(Mark.UNKNOWN, f"no data, for there is no row or no value: {query}")
    given = parameters["value"]
    # Whole numbers beyond 2^53 are compared as they are.
    wanted = given if isinstance(given, int) else float(str(given))
    relation = Relation(str(parameters["is"]))
    holds = relation.holds(number, wanted)
    words = f"{number:.12g} is {'' if holds else 'not '}{relation} {wanted:.12g}: {query}"
    return Result(Mark.DONE if holds else Mark.FAILED, words)


def _refused(parameters: Mapping[str, Value]) -> str:
    """Say why the statements are not taken, "" where they are."""
    counted = "most_rows" in parameters
    for number, statement in enumerate(_statements(parameters), 1):
        wrong = refusal(statement, counted=counted)
        if wrong:
            return f"statement {number}: {wrong}"
    return ""


def _statements(parameters: Mapping[str, Value]) -> tuple[str, ...]:
    given = parameters["statements"]
    return tuple(map(str, given)) if isinstance(given, tuple) else ()


def _within(parameters: Mapping[str, Value], occasion: Occasion) -> Within:
    statement = span(str(parameters.get("statement_time_out", _STATEMENT)))
    lock = span(str(parameters.get("lock_time_out", _LOCK)))
    return Within(statement, lock, time.monotonic() + occasion.seconds, occasion.stopped)


def _found(
    databases: Mapping[str, KeptDatabase], secrets: Secrets, parameters: Mapping[str, Value]
) -> tuple[KeptDatabase, Found]:
    name = str(parameters["database"])
    kept = databases.get(name)
    if kept is None:
        raise ConfigurationError(
            f"the operator names no database {name}", where="databases", mend="name it under `databases`"
        )
    return kept, found(name, kept, secrets)


def _opening(place: Found) -> Opening:
    def open_session(within: Within, to_look: bool) -> Session:
        file, url = place.address.file, place.address.url
        if file is not None:
            return SqliteSession(file, within, to_look=to_look)
        return PostgresqlSession(url, within, to_look=to_look)

    return open_session


def _shown(result: Result, place: Found) -> Result:
    detail = sentence(place.scrubber.scrub(result.detail))
    return replace(result, detail=detail, output=place.scrubber.scrub(result.output))


def _not_begun(error: MainstayError) -> Result:
    mend = f"; {error.mend}" if error.mend else ""
    return Result(Mark.NOT_BEGUN, sentence(f"{error}{mend}"))
