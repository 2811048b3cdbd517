"""The output of git log, cut into records."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.git import log_stream
from mainstay.adapters.git.log_rows import LogRows
from mainstay.adapters.git.log_stream import LogFormat
from mainstay.domain.errors import RunFailed
from tests.fakes.opened import no_mark

FIELD = st.binary(max_size=20).map(lambda raw: raw.replace(b"\0", b""))


class Dripping(io.RawIOBase):
    """A stream that gives its content in uneven portions, however much is asked for."""

    def __init__(self, content: bytes, portion: int) -> None:
        self._content = io.BytesIO(content)
        self._portion = portion

    def read(self, size: int = -1) -> bytes:
        return self._content.read(min(size, self._portion))


def written(form: LogFormat, records: list[list[bytes]]) -> bytes:
    """Write records as git does with -z: each field, and so each record, is followed by NUL."""
    mark = form.option.removeprefix("--format=").split("%x00")[0].encode()
    return b"".join(b"\0".join([mark, *record, b""]) for record in records)


@given(st.lists(st.lists(FIELD, min_size=6, max_size=9), max_size=6), st.integers(1, 50))
def test_records_come_out_as_they_went_in(records: list[list[bytes]], portion: int) -> None:
    form = LogFormat()
    stream = Dripping(written(form, records), portion)
    assert [record.split(b"\0") for record in form.records(stream)] == records


def test_the_mark_cannot_be_foreseen() -> None:
    assert LogFormat().option != LogFormat().option


def test_endless_records_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_stream, "_LARGEST", 1000)
    form = LogFormat()
    stream = io.BytesIO(written(form, [[b"x" * 5000]]))
    with pytest.raises(RunFailed, match="larger than"):
        list(form.records(stream))


@given(st.binary(max_size=60))
def test_whatever_a_record_holds_it_is_understood_or_refused(record: bytes) -> None:
    rows = LogRows("0" * 40, no_mark, frozenset())
    try:
        rows.add(record)
    except RunFailed as error:
        assert error.mend
    else:
        assert len(rows.log.touched) == len(rows.log.touched_paths)
        assert len(rows.log.oids) == len(rows.log.times) == 1
