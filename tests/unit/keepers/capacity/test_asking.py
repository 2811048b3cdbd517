"""What a metrics server is asked for about what containers are given and use."""

from mainstay.keepers.capacity import asking
from mainstay.keepers.capacity.asking import uses
from tests.fakes.metrics import MemoryMetricsStore


def test_a_server_without_containers_gives_none() -> None:
    assert list(uses(MemoryMetricsStore(), 1_700_000_000)) == []


def test_pods_are_known_by_what_made_them() -> None:
    owners = {("shop", "web-5d4f8c7b9-x2x4z"): "web"}
    labels = {"namespace": "shop", "pod": "web-5d4f8c7b9-x2x4z", "container": "app"}
    gone = labels | {"pod": "web-6c9d7f8b5-q9w8e"}
    assert asking._workload(labels, owners) == asking._workload(gone, owners) == ("shop", "web", "app")
