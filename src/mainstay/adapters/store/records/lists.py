"""Several texts in one column, and in one statement."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, cast, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from mainstay.adapters.store.schema.columns import Words, storable
from mainstay.domain.errors import RunFailed

T = TypeVar("T")

# Databases bound how many values a statement may name.
_AT_ONCE = 500


def joined(texts: Sequence[str]) -> str:
    """Give texts as one. Raises RunFailed for what cannot be kept."""
    return json.dumps([storable(str(text)) for text in texts], ensure_ascii=False)


def parted(text: str) -> tuple[str, ...]:
    """Give the texts that one was made of."""
    return tuple(json.loads(text))


def portions(texts: Iterable[str]) -> Iterator[list[str]]:
    """Give texts, each once, in lists that are short enough for a statement."""
    waiting = iter(sorted(set(texts)))
    while portion := list(islice(waiting, _AT_ONCE)):
        yield portion


def one_by_one(
    chosen: Select[Any], column: ColumnElement[str], texts: Sequence[str], *, on_server: bool
) -> Select[Any]:
    """Give what is chosen of the rows whose column is one of some texts, each looked up by itself in an index.

    PostgreSQL takes a long list for dearer than all rows of a source as long as it has not counted them, and reads those.
    """
    if not on_server:
        return chosen.where(column.in_(texts))
    named = func.unnest(cast(list(texts), ARRAY(Words))).table_valued("its").render_derived(name="named")
    # What has an OFFSET is not taken apart and put together otherwise.
    of_one = chosen.where(column == named.c.its).offset(literal_column("0")).lateral("found")
    return select(of_one).select_from(named.join(of_one, true()))


def legible(read: Callable[[Row[Any]], T], row: Row[Any], what: str) -> T:
    """Give the record that `read` makes of a row. Raises RunFailed, saying `what`, where nothing can be made of it."""
    try:
        return read(row)
    except (ValueError, TypeError, RecursionError) as error:
        raise RunFailed(
            f"{what} cannot be read", where="the store", mend="look at: mainstay store check"
        ) from error
