"""Carrying out declared actions."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from mainstay.adapters.actions.declared import DeclaredKind
from mainstay.analysis.declared.definition import definition_of
from mainstay.domain.declared_action import DeclaredAction, DeclaredParameter
from mainstay.domain.plan import Action, Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion
from tests.unit.adapters.actions.made import occasion

RESTART = DeclaredAction(
    "restart",
    "Restarts a part of the shop.",
    (DeclaredParameter("part_of", "which part", choices=("web", "jobs")),),
    Action("service", {"unit": "shop-${part_of}.service", "to": "restart"}),
    check=Action("check-http", {"url": "https://${part_of}.example.org/"}),
)


class Remembering:
    """A kind of action that does nothing but remember what it was asked."""

    looks = False

    def __init__(self, name: str) -> None:
        self.name = name
        self.acted: list[tuple[Mapping[str, Value], Occasion]] = []
        self.foreseen: list[Mapping[str, Value]] = []

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        self.foreseen.append(parameters)
        return Result(Mark.DONE, f"{self.name} would")

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        self.acted.append((parameters, occasion))
        return Result(Mark.DONE, memo={"seen": 1})


def given(**parameters: Value) -> dict[str, Value]:
    return {"definition": definition_of(RESTART), "part_of": "web", **parameters}


def test_it_is_what_it_is_made_of() -> None:
    service, looking = Remembering("service"), Remembering("check-http")
    kind = DeclaredKind(RESTART, {"service": service, "check-http": looking})
    assert (kind.name, kind.looks) == ("restart", False)
    now = occasion()
    assert kind.act(given(), now).memo == {"seen": 1}
    assert service.acted == [({"unit": "shop-web.service", "to": "restart"}, now)]
    assert kind.foresee(given(), now).detail == "service would"
    assert kind.act(given(part="check"), now).mark is Mark.DONE
    assert looking.acted == [({"url": "https://web.example.org/"}, now)]


def test_what_was_changed_since_is_not_begun() -> None:
    service = Remembering("service")
    changed = replace(RESTART, do=Action("service", {"unit": "other-${part_of}.service", "to": "stop"}))
    kind = DeclaredKind(changed, {"service": service})
    for found in (kind.act(given(), occasion()), kind.foresee(given(), occasion())):
        assert found == Result(Mark.NOT_BEGUN, "restart was changed since it was proposed: propose it anew")
    without = {"part_of": "web"}
    assert kind.act(without, occasion()).mark is Mark.NOT_BEGUN
    assert (service.acted, service.foreseen) == ([], [])


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"part_of": "db"}, "with.part_of is none of web, jobs"),
        ({"part_of": ("web",)}, "with.part_of is none of web, jobs"),
        ({"more": 1}, "with: restart takes no more; it takes part_of"),
        ({"part": "undo"}, "with.part is no part of restart; it has check"),
        ({"part": "check"}, "restart is made of check-http, which is not carried out here"),
    ],
)
def test_what_does_not_fit_is_not_begun(parameters: dict[str, Value], told: str) -> None:
    service = Remembering("service")
    found = DeclaredKind(RESTART, {"service": service}).act(given(**parameters), occasion())
    assert (found.mark, found.detail, service.acted) == (Mark.NOT_BEGUN, told, [])
