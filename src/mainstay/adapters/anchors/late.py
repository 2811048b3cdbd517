"""A place of anchors that is put together when it is told something: what is wrong with it then fails no decision."""

from collections.abc import Callable
from dataclasses import dataclass

from mainstay.domain.audit import Anchor
from mainstay.ports.anchors import AnchorPlace


@dataclass(frozen=True, slots=True)
class LateAnchors:
    """Stands for the place that `make` gives, which may look up secrets and raise MainstayError."""

    name: str
    make: Callable[[], AnchorPlace]

    def tell(self, anchor: Anchor, key: bytes) -> None:
        """Tell the anchor there; see the port."""
        self.make().tell(anchor, key)
