"""Who made commits: one person for all the names and addresses that belong together."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST = 256
# What git prints when a commit's author line cannot be read.
_UNREADABLE = {b"%aN", b"%aE"}
_NAMELESS = "(no name)"


@dataclass(frozen=True, slots=True)
class Merged:
    """`people` are display names, `numbers` the person of each identity, `aliases` what each is recognised by."""

    people: list[str]
    numbers: list[int]
    aliases: dict[str, int]


class People(dict[bytes, int]):
    """Numbers identities (name, NUL, address) in the order of their first being asked for, newest commit first.

    Two identities are one person when they share an address, whatever its case, or a name. The name shown is that of
    the newest commit. Addresses are kept as hashes only: a memory on disk should not be a list of them.
    """

    def __init__(self) -> None:
        """Begin without anybody."""
        super().__init__()
        self._names: list[str] = []
        self._leader: list[int] = []
        self._owner: dict[str, int] = {}

    def __missing__(self, identity: bytes) -> int:
        """Enter an identity that was not seen before and give its number."""
        raw_name, _, raw_address = identity.partition(b"\0")
        name, address = _cleaned(raw_name), _cleaned(raw_address).lower()
        number = self._enter(name or _NAMELESS, _recognised_by(name, address))
        self[identity] = number
        return number

    def enter_known(self, people: list[str], aliases: dict[str, int]) -> list[int]:
        """Enter the people of an earlier log behind all others and give the number of each."""
        keys: list[list[str]] = [[] for _ in people]
        for alias, person in aliases.items():
            keys[person].append(alias)
        return [self._enter(name, known_by) for name, known_by in zip(people, keys, strict=True)]

    def merged(self) -> Merged:
        """Tell who is who."""
        people: list[str] = []
        place: dict[int, int] = {}
        numbers = []
        for number, name in enumerate(self._names):
            leader = self._led_by(number)
            if leader not in place:
                # Leaders are the smallest of their group, so this one is its newest.
                place[leader] = len(people)
                people.append(name)
            numbers.append(place[leader])
        aliases = {alias: numbers[owner] for alias, owner in self._owner.items()}
        return Merged(people, numbers, aliases)

    def _enter(self, name: str, keys: Iterable[str]) -> int:
        number = len(self._names)
        self._names.append(name)
        self._leader.append(number)
        for key in keys:
            one, other = self._led_by(self._owner.setdefault(key, number)), self._led_by(number)
            self._leader[max(one, other)] = min(one, other)
        return number

    def _led_by(self, number: int) -> int:
        while self._leader[number] != number:
            self._leader[number] = number = self._leader[self._leader[number]]
        return number


def _recognised_by(name: str, address: str) -> list[str]:
    keys = [f"name:{name}"] if name else []
    if address:
        keys.append(f"address:{hashlib.blake2b(address.encode(), digest_size=12).hexdigest()}")
    return keys


def _cleaned(raw: bytes) -> str:
    return "" if raw in _UNREADABLE else raw[:_LONGEST].decode("utf-8", "replace").strip()
