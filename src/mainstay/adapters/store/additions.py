"""What somebody else added to the database of a store, and what would run or hide rows when the store is worked on."""

from sqlalchemy import Connection, text

from mainstay.adapters.store.schema.whole import SCHEMA
from mainstay.adapters.store.versions import TABLE
from mainstay.domain.errors import RunFailed
from mainstay.present.visible import visible

_LONGEST = 100
# What SQLite keeps for itself: counters, and what ANALYZE found.
_OF_SQLITE = "sqlite_"
_ON_SQLITE = "SELECT type, name FROM sqlite_schema WHERE type <> 'index' ORDER BY type, name"
ON_SERVER = """
SELECT kind, name FROM (
  SELECT 'trigger' AS kind, format('%s of %s', t.tgname, c.relname) AS name
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
  UNION ALL
  SELECT 'rule', format('%s of %s', r.rulename, c.relname)
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relnamespace = current_schema()::regnamespace
  UNION ALL
  SELECT 'row security', c.relname::text FROM pg_class c
    WHERE c.relrowsecurity AND c.relnamespace = current_schema()::regnamespace
  UNION ALL
  SELECT 'event trigger', e.evtname::text FROM pg_event_trigger e WHERE e.evtenabled <> 'D'
) found ORDER BY kind, name
"""
"""Kind and name of each trigger, rule (a view has one) and row security in the store's own schema, and of event triggers."""


def must_have_no_additions(connection: Connection, where: str, *, tables: bool = True) -> None:
    """Raise RunFailed where the file of a store holds a trigger or a view, or (with `tables`) a table that it should not.

    A server, where a database may be shared, is looked at by `store check`.
    """
    if connection.dialect.name != "sqlite":
        return
    known = {*SCHEMA.tables, TABLE}
    for kind, name in connection.execute(text(_ON_SQLITE)):
        if kind == "table" and (not tables or name in known or name.startswith(_OF_SQLITE)):
            continue
        raise RunFailed(
            f"the store holds a {kind} that Mainstay did not make: {visible(str(name), _LONGEST)}",
            where=where,
            mend="look who put it there; then restore a backup into a new file",
        )
