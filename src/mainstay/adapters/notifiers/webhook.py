"""A channel that posts messages to an address, signed."""

import ssl
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from mainstay.adapters.posting import SECONDS, post
from mainstay.analysis.delivery.envelope import envelope
from mainstay.analysis.delivery.signing import signed_headers, signing_key
from mainstay.domain.address import Address
from mainstay.domain.outbox import Message
from mainstay.domain.secret import Secret
from mainstay.ports.clock import Clock
from mainstay.ports.http import NoAnswer
from mainstay.ports.notifier import TAKEN, Sending

_GONE = 410
_BUSY = {408, 425, 429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class WebhookNotifier:
    """Posts to `address`, signed with `key` by Standard Webhooks; any 2xx takes the message, 410 refuses it for ever."""

    address: Address
    key: Secret
    clock: Clock
    seconds: float = SECONDS
    context: ssl.SSLContext | None = None

    def send(self, message: Message) -> Sending:
        """Post a message."""
        body = envelope(message).encode()
        now = self.clock.now()
        try:
            headers = signed_headers(signing_key(self.key.reveal()), message.id, now, body)
            answer = post(self.address, body, headers, self.seconds, self.context)
        except NoAnswer as failure:
            return Sending(str(failure), down=True)
        except ValueError as unfit:
            return Sending(f"the key that signs cannot be used: {unfit}", down=True)
        if 200 <= answer.status < 300:
            return TAKEN
        wait = seconds_asked(answer.headers.get("retry-after", ""), now)
        error = f"{self.address.shown}: answered {answer.status}"
        return Sending(error, wait, hopeless=answer.status == _GONE, down=answer.status in _BUSY)


def seconds_asked(retry_after: str, now: int) -> int:
    """Read the header Retry-After (RFC 9110, 10.2.3): seconds or a date; 0 where it is neither."""
    if retry_after.isascii() and retry_after.isdigit():
        return int(retry_after[:9])
    try:
        date = parsedate_to_datetime(retry_after)
        return max(0, int(date.replace(tzinfo=date.tzinfo or UTC).timestamp()) - now)
    except (ValueError, OverflowError):
        return 0
