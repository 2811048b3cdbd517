"""Addresses that a machine has for itself and its next neighbours: what tells it its credentials stands there."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Beside the link itself (RFC 3927, RFC 4291): where clouds that do not use it have their metadata.
_METADATA = {
    ip_address(text) for text in ("fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16")
}
_TRANSLATED = ip_network("64:ff9b::/96")  # RFC 6052


def is_next_door(text: str) -> bool:
    """Whether an address is on the link itself, or one at which clouds tell a machine its metadata."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    plain = _inner(address)
    return plain.is_link_local or plain in _METADATA


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Give the address of IPv4 that one of IPv6 stands for, else itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address
