"""Where in a YAML file each value stands, asked for once something is wrong with it."""

import yaml

Places = dict[str, tuple[int, int]]


def places_of(data: bytes) -> Places:
    """Give line and column (from 1) of each key's beginning, or each member of a list, by its place such as `steps[0].do`.

    The file is one that `plain_yaml.read` took; of what is no YAML nothing is given.
    """
    found: Places = {}
    try:
        _walk(data.decode("utf-8-sig"), found)
    except (yaml.YAMLError, UnicodeDecodeError):
        return {}
    return found


def _walk(text: str, found: Places) -> None:
    # Each open collection: its place, and the number of its next member, or None and the key that waits for its value.
    open_now: list[tuple[str, int | None, str | None]] = []
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            open_now.pop()
            continue
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            continue
        place = ""
        if open_now:
            around, number, key = open_now.pop()
            if number is not None:
                place = f"{around}[{number}]"
                open_now.append((around, number + 1, None))
            elif key is None and isinstance(event, yaml.ScalarEvent):
                key = event.value
                found[f"{around}.{key}".removeprefix(".")] = _mark(event)
                open_now.append((around, None, key))
                continue
            else:
                place = f"{around}.{key}".removeprefix(".")
                open_now.append((around, None, None))
        found.setdefault(place, _mark(event))
        if isinstance(event, yaml.CollectionStartEvent):
            open_now.append((place, 0 if isinstance(event, yaml.SequenceStartEvent) else None, None))


def _mark(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
