"""What plugins are shown of a look."""

from mainstay.keepers.code.looked import Looked
from mainstay.ports.plugins import Shown


def shown(looked: Looked) -> tuple[Shown, ...]:
    """Give the files of a look as plugins are shown them, in the order of their paths."""
    files = sorted(looked.files, key=lambda listed: listed.path)
    return tuple(Shown(one.path, looked.contents.kind_of(one).value, one.language) for one in files)
