"""The whole ledger on one page: how right forecasts were, and what changes were to bring."""

from collections.abc import Collection
from dataclasses import replace

from mainstay.domain.ledger_view import SCHEMA, Ledger
from mainstay.domain.promise import Outcome
from mainstay.flows.looking_at_forecasts import classes, unreadable_predictions
from mainstay.flows.looking_at_promises import listed_promises
from mainstay.flows.office import Office
from mainstay.ports.store import Store


def ledger(
    store: Store,
    office: Office | None,
    now: int,
    outcomes: Collection[Outcome] = (),
    before: str = "",
    most: int = 50,
) -> Ledger:
    """Give the ledger, with a page of the promises that the person of the office may see; None for nobody known.

    Raises UsageError when there is no promise of the id `before`.
    """
    found = Ledger(SCHEMA, now, "", (), {}, "")
    if office is not None:
        found = listed_promises(office, outcomes, before, most)
    unread: dict[str, str] = {}
    by_class, replay = classes(store, now, unread)
    return replace(found, classes=by_class, replay=replay, notices=unreadable_predictions(unread))
