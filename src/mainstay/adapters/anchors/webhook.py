"""Anchors posted to an address, signed."""

from dataclasses import dataclass

from mainstay.adapters.posting import SECONDS, post
from mainstay.analysis.chain.anchoring import anchor_line
from mainstay.analysis.delivery.signing import SHORTEST, signed_headers, signing_key
from mainstay.domain.address import Address
from mainstay.domain.audit import Anchor
from mainstay.domain.errors import ConfigurationError, RunFailed
from mainstay.domain.secret import Secret
from mainstay.ports.clock import Clock
from mainstay.ports.http import NoAnswer


@dataclass(frozen=True, slots=True)
class WebhookAnchors:
    """Posts the line that a file would hold; any 2xx is a promise to keep it. Its id grows with the chain."""

    address: Address
    signs: Secret
    clock: Clock
    name: str = "webhook"
    seconds: float = SECONDS

    def tell(self, anchor: Anchor, key: bytes) -> None:
        """Post the anchor; see the port. Raises ConfigurationError where the key that signs cannot be used."""
        body = anchor_line(key, anchor, "").encode()
        try:
            signing = signing_key(self.signs.reveal())
        except ValueError as error:
            raise ConfigurationError(
                f"the key that signs cannot be used: {error}",
                where="an anchor's webhook",
                mend=f"give it as text, or whsec_ and base64, of at least {SHORTEST} bytes",
            ) from None
        headers = signed_headers(signing, f"anchor-{anchor.chain}-{anchor.count}", self.clock.now(), body)
        try:
            status = post(self.address, body, headers, self.seconds).status
        except NoAnswer as failure:
            raise _failed(str(failure)) from failure
        if not 200 <= status < 300:
            raise _failed(f"{self.address.shown}: answered {status}")


def _failed(reason: str) -> RunFailed:
    return RunFailed(
        f"an anchor was not taken: {reason}",
        where="an anchor's webhook",
        mend="look at the receiver; it is told again",
    )
