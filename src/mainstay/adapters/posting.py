"""Posts to an address of the operator's, and keeps nothing of the answer but its status and headers."""

import ssl
from collections.abc import Mapping

from mainstay.adapters.http.client import HttpClient
from mainstay.domain.address import Address, address_in
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.secret import Secret
from mainstay.ports.http import Answer, Request

SECONDS = 10.0


def address_of(secret: Secret) -> Address:
    """Take an address apart. Raises ConfigurationError, which does not show it, where it cannot be posted to.

    It must be https; plain http is for this machine itself.
    """
    try:
        address = address_in(secret.reveal())
    except ValueError as error:
        raise _unusable(str(error)) from None
    if not address.encrypted and not address.is_local:
        raise _unusable("it is not encrypted")
    return address


def post(
    address: Address,
    body: bytes,
    headers: Mapping[str, str],
    seconds: float = SECONDS,
    context: ssl.SSLContext | None = None,
) -> Answer:
    """Post JSON and give the answer, whatever its status. Raises NoAnswer."""
    told = {"content-type": "application/json", **headers}
    return HttpClient(context).ask(Request("POST", address, told, body, most=0), seconds)


def _unusable(reason: str) -> ConfigurationError:
    return ConfigurationError(
        f"a webhook's address cannot be used: {reason}",
        where="the address of a webhook",
        mend="write it as https://HOST/PATH; plain http is for this machine alone",
    )
