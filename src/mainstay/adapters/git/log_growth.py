"""An earlier log continued by the commits that came since."""

import re
from array import array
from collections.abc import Iterable

from mainstay.adapters.git.log_rows import LogRows
from mainstay.domain.history import Log

_OID = re.compile(r"[0-9a-f]{40,64}")


def finished(rows: LogRows) -> Log:
    """Give the log of a whole history, its authors being people."""
    log = rows.close()
    merged = rows.people.merged()
    log.people, log.aliases = merged.people, merged.aliases
    log.authors = array("i", map(merged.numbers.__getitem__, log.authors))
    return log


def joined(rows: LogRows, known: Log) -> Log:
    """Put new rows before those of a known log, which stays as it is and whose head is the next commit of the mainline."""
    log = rows.close()
    shift = len(log.oids)
    offset = rows.people.enter_known(known.people, known.aliases)
    merged = rows.people.merged()
    old_people = [merged.numbers[number] for number in offset]
    log.people, log.aliases = merged.people, merged.aliases
    log.authors = array("i", map(merged.numbers.__getitem__, log.authors))
    log.authors.extend(map(old_people.__getitem__, known.authors))
    old_paths = _entered(log.paths, known.paths)
    log.oids += known.oids
    for name in ("times", "authored", "marks", "topics", "merges", "added", "deleted"):
        getattr(log, name).extend(getattr(known, name))
    log.first_parents.extend(row + shift for row in known.first_parents)
    log.touched.extend(row + shift for row in known.touched)
    log.touched_paths.extend(map(old_paths.__getitem__, known.touched_paths))
    log.renames += [(row + shift, old_paths[old], old_paths[new]) for row, old, new in known.renames]
    return log


def is_sound(known: Log) -> bool:
    """Tell whether a log's columns fit together, so that it can be continued."""
    commits, touches = len(known.oids), len(known.touched)
    rows = (known.times, known.authored, known.authors, known.marks, known.topics, known.merges)
    columns = (known.touched_paths, known.added, known.deleted)
    return (
        commits > 0
        and known.oids[0] == known.head
        and all(_OID.fullmatch(oid) for oid in (known.head, known.oids[-1]))
        and all(len(column) == commits for column in rows)
        and all(len(column) == touches for column in columns)
        and all(0 <= person < len(known.people) for person in known.aliases.values())
        and bool(known.aliases)
    )


def _entered(paths: list[str], known: Iterable[str]) -> list[int]:
    numbers = {path: number for number, path in enumerate(paths)}
    places = []
    for path in known:
        number = numbers.setdefault(path, len(numbers))
        if number == len(paths):
            paths.append(path)
        places.append(number)
    return places
