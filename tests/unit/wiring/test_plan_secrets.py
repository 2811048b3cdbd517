"""What of this program's secrets plans may use."""

import pytest

from mainstay.domain.errors import ConfigurationError
from mainstay.wiring.plan_secrets import PlanSecrets
from tests.fakes.secrets import MemorySecrets

KNOWN = {
    "env:TOKEN": "the token of the shop",
    "env:AUDIT": "the key of the trail",
    "file:/run/shop/key": "the key of the shop",
    "file:/run/shop/../audit/key": "the key of the trail",
    "exec:cat": "whatever",
}
LENT = PlanSecrets(MemorySecrets(KNOWN), {"TOKEN"}, ("/run/shop/*",))


@pytest.mark.parametrize("reference", ["env:TOKEN", "file:/run/shop/key"])
def test_what_is_lent_is_looked_up(reference: str) -> None:
    assert LENT.look_up(reference).reveal() == KNOWN[reference]


@pytest.mark.parametrize(
    "reference",
    [
        "file:/run/shop/deeper/key",
        "env:AUDIT",
        "file:/run/shop/../audit/key",
        "file:/etc/shadow",
        "exec:cat",
        "the secret itself",
        "env:",
    ],
)
def test_what_is_not_lent_is_not_even_looked_for(reference: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        LENT.look_up(reference)
    assert "plans may not use" in refused.value.what
    assert "the secret itself" not in refused.value.what
