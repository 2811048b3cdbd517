"""All tables of the store, in an order in which each follows those that it refers to."""

from sqlalchemy import Table

from mainstay.adapters.store.schema.columns import METADATA
from mainstay.adapters.store.schema.decisions import DECISIONS, EVIDENCE
from mainstay.adapters.store.schema.findings import FINDINGS
from mainstay.adapters.store.schema.identity import STORE
from mainstay.adapters.store.schema.ledger import LEDGER, REPLAY_CLASSES, REPLAYS
from mainstay.adapters.store.schema.messages import MESSAGES
from mainstay.adapters.store.schema.proposals import PROPOSALS, REVISIONS
from mainstay.adapters.store.schema.runs import JOURNAL, LEASES, RUNS, SCHEDULES
from mainstay.adapters.store.schema.series import BLOCKS, SERIES, SHAPES
from mainstay.adapters.store.schema.subjects import SUBJECTS
from mainstay.adapters.store.schema.trail import ANCHORS, TRAIL
from mainstay.adapters.store.schema.windows import WINDOW_MARKS

TABLES: tuple[Table, ...] = (
    STORE,
    SUBJECTS,
    FINDINGS,
    PROPOSALS,
    REVISIONS,
    DECISIONS,
    EVIDENCE,
    RUNS,
    JOURNAL,
    LEASES,
    SCHEDULES,
    LEDGER,
    WINDOW_MARKS,
    MESSAGES,
    TRAIL,
    ANCHORS,
    SERIES,
    SHAPES,
    BLOCKS,
    REPLAYS,
    REPLAY_CLASSES,
)

SCHEMA = METADATA
"""The `MetaData` with every table in it."""
