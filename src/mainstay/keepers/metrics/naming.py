"""What a series is called: its subject, its thing and its key, made of labels that nobody trusts."""

import hashlib
import json
import re
from collections.abc import Mapping

from mainstay.keepers.metrics.families import Family
from mainstay.present.visible import visible

_LONGEST_KEY = 300
_LONGEST_LABEL = 100
_PORT = re.compile(r":[0-9]{1,5}\Z")
_SCRAPED = frozenset({"host", "database"})
"""Kinds whose `instance` is a machine, where the port is that of the exporter."""


def subject(family: Family, labels: Mapping[str, str]) -> str:
    """Name what a series is about, as `host:web1`; "" where no label says so."""
    for name in family.names:
        parts = [labels.get(one, "") for one in name.split("/")]
        if all(parts):
            told = "/".join(visible(one, _LONGEST_LABEL) for one in parts)
            if family.kind in _SCRAPED:
                told = _PORT.sub("", told)
            return f"{family.kind}:{told}"
    return ""


def thing(family: Family, labels: Mapping[str, str]) -> str:
    """Name which of its things a series tells of, such as `/var`; "" where no label says so."""
    return " ".join(visible(labels[name], _LONGEST_LABEL) for name in family.of if labels.get(name))


def phrase(family: Family, labels: Mapping[str, str]) -> str:
    """Say for people what a series tells."""
    told = thing(family, labels)
    return f"{family.what} of {told}" if told else family.what


def key(family: Family, labels: Mapping[str, str]) -> str:
    """Name a series for ever within its server; no two series of a family have the same key."""
    inside = ",".join(f"{name}={json.dumps(labels[name])}" for name in sorted(labels))
    whole = f"{family.name}{{{inside}}}"
    if len(whole) <= _LONGEST_KEY and visible(whole) == whole:
        return whole
    return f"{family.name}{{{hashlib.sha256(whole.encode()).hexdigest()[:32]}}}"


def nameless(labels: Mapping[str, str]) -> dict[str, str]:
    """Give labels without the name of the metric, which some expressions keep and others do not."""
    return {name: value for name, value in labels.items() if name != "__name__"}
