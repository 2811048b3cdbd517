"""A message as it is sent: one JSON object, the same for every channel."""

import json

from mainstay.domain.outbox import Message


def envelope(message: Message) -> str:
    """Give the JSON object, in one line of ASCII without its line feed."""
    told = {
        "id": message.id,
        "channel": message.channel,
        "topic": message.topic,
        "made_at": message.made_at,
        "body": message.body,
    }
    return json.dumps(told, ensure_ascii=True, separators=(",", ":"))
