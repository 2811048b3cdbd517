"""Keys that are kept elsewhere: used, never made."""

import pytest

from mainstay.adapters.audit_keys.references import ReferencedKeys
from mainstay.domain.errors import ConfigurationError, EvidenceMissing
from mainstay.flows.auditing import verify_trail
from mainstay.steps.seal.batches import seal_all
from mainstay.steps.seal.rekeying import rekey
from tests.fakes.clock import SetClock
from tests.fakes.secrets import MemorySecrets
from tests.fakes.store import MemoryStore
from tests.fakes.trails import KEY, OTHER_KEY, rows

SECRETS = MemorySecrets({"env:ONE": KEY.hex(), "env:TWO": OTHER_KEY.hex(), "env:BAD": "no key at all"})


def test_a_chain_under_referenced_keys_is_sealed_changed_and_verified() -> None:
    store = MemoryStore()
    with store.writing() as work:
        work.trail.append(rows(3))
    seal_all(store, ReferencedKeys(SECRETS, "env:ONE"))
    both = ReferencedKeys(SECRETS, "env:ONE", following="env:TWO")
    rekey(store, both, SetClock(), "alice", "command-line", "yearly")
    with store.writing() as work:
        work.trail.append(rows(1))
    # Before the operator has moved the references, and after.
    seal_all(store, both)
    moved = ReferencedKeys(SECRETS, "env:TWO", older=("env:ONE",))
    with store.writing() as work:
        work.trail.append(rows(1))
    seal_all(store, moved)
    checked = verify_trail(store, moved.known(), [])
    assert (checked.sealed, checked.faults) == (6, ())


def test_what_is_not_there_or_no_key_is_told() -> None:
    with pytest.raises(ConfigurationError):
        ReferencedKeys(SECRETS, "env:NONE").current()
    with pytest.raises(ConfigurationError) as refused:
        ReferencedKeys(SECRETS, "env:BAD").make()
    assert "no key at all" not in f"{refused.value.what}{refused.value.where}"
    with pytest.raises(EvidenceMissing):
        ReferencedKeys(SECRETS, "env:ONE").prepare()
