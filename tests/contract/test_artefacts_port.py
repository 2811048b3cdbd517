"""What all Artefacts promise, tried on this machine's disk and on the fake."""

import os
import pickle
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mainstay.adapters import artefacts as local
from mainstay.adapters.artefacts import LocalArtefacts
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.ports.artefacts import Artefacts
from tests.fakes.artefacts import MemoryArtefacts

Make = Callable[[Mapping[str, bytes]], tuple[Artefacts, str]]


def _on_disk(folder: Path) -> Make:
    def make(files: Mapping[str, bytes]) -> tuple[Artefacts, str]:
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        return LocalArtefacts(str(folder)), str(folder)

    return make


def _in_memory(files: Mapping[str, bytes]) -> tuple[Artefacts, str]:
    return MemoryArtefacts(files), "/elsewhere"


@pytest.fixture(params=["disk", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    return _on_disk(tmp_path.resolve()) if request.param == "disk" else _in_memory


def test_well_known_names_and_folders(make: Make) -> None:
    files = {"a.xml": b"1", "out/x.xml": b"22", "out/deep/y.xml": b"", "out/z.txt": b"", "b.xml": b""}
    artefacts, place = make(files)
    found = artefacts.known(["a.xml", "out", "gone.xml"], [".xml"])
    assert [(one.place, one.path, one.name, one.size) for one in found.files] == [
        (place, "a.xml", "a.xml", 1),
        (place, "out/deep/y.xml", "out/deep/y.xml", 0),
        (place, "out/x.xml", "out/x.xml", 2),
    ]


def test_what_is_found_can_be_read_here_and_in_a_worker(make: Make) -> None:
    content = bytes(range(256)) * 10_000
    artefacts, _ = make({"a.xml": content})
    (one,) = artefacts.known(["a.xml"], [".xml"]).files
    pieces = [*pickle.loads(pickle.dumps(artefacts)).read(pickle.loads(pickle.dumps(one)))]
    assert b"".join(pieces) == content
    assert max(map(len, pieces)) <= 1 << 20


def test_what_people_name_is_found_or_said_to_be_missing(make: Make) -> None:
    artefacts, place = make({"out/x.xml": b"1", "out/z.txt": b"2"})
    assert [one.name for one in artefacts.named([f"{place}/out"], [".xml"]).files] == ["out/x.xml"]
    with pytest.raises(UsageError):
        artefacts.named([f"{place}/gone"], [".xml"])


def test_another_content_has_another_stamp(make: Make) -> None:
    artefacts, _ = make({"a.xml": b"1"})
    before = artefacts.known(["a.xml"], [".xml"]).files[0].stamp
    assert artefacts.known(["a.xml"], [".xml"]).files[0].stamp == before
    artefacts, _ = make({"a.xml": b"2"})
    assert artefacts.known(["a.xml"], [".xml"]).files[0].stamp != before


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    artefacts, _ = _on_disk(tmp_path.resolve())({"a.xml": b"1"})
    (one,) = artefacts.known(["a.xml"], [".xml"]).files
    (tmp_path / "a.xml").unlink()
    with pytest.raises(RunFailed):
        [*artefacts.read(one)]


def test_no_link_is_followed(tmp_path: Path) -> None:
    root, other = tmp_path.resolve() / "root", tmp_path.resolve() / "other"
    artefacts, _ = _on_disk(root)({"out/x.xml": b"1"})
    _on_disk(other)({"secret.xml": b"s", "in/secret.xml": b"s"})
    (root / "coverage.xml").symlink_to(other / "secret.xml")
    (root / "out" / "link.xml").symlink_to(other / "secret.xml")
    (root / "out" / "folder").symlink_to(other / "in")
    (root / "build").symlink_to(other)
    found = artefacts.known(["coverage.xml", "out", "build/in", "build/secret.xml"], [".xml"])
    assert [one.path for one in found.files] == ["out/x.xml"]
    assert found.links == 1
    (one,) = found.files
    (root / "out").rename(root / "moved")
    (root / "out").symlink_to(other / "in")
    (other / "in" / "x.xml").write_bytes(b"s")
    with pytest.raises(RunFailed):
        [*artefacts.read(one)]


def test_a_link_that_a_person_names_is_theirs(tmp_path: Path) -> None:
    artefacts, _ = _on_disk(tmp_path.resolve())({"real.xml": b"1"})
    (tmp_path / "link.xml").symlink_to(tmp_path / "real.xml")
    (one,) = artefacts.named([str(tmp_path / "link.xml")], [".xml"]).files
    assert [*artefacts.read(one)] == [b"1"]


def test_pipes_and_devices_never_keep_anyone_waiting(tmp_path: Path) -> None:
    artefacts, _ = _on_disk(tmp_path.resolve())({"out/x.xml": b"1"})
    os.mkfifo(tmp_path / "out" / "pipe.xml")
    os.mkfifo(tmp_path / "coverage.xml")
    found = artefacts.known(["coverage.xml", "out"], [".xml"])
    assert ([one.path for one in found.files], found.links) == (["out/x.xml"], 1)
    for path in (str(tmp_path / "coverage.xml"), "/dev/zero", "\0"):
        with pytest.raises(UsageError):
            artefacts.named([path], [".xml"])


def test_a_file_that_grows_is_read_as_it_was_found(tmp_path: Path) -> None:
    artefacts, _ = _on_disk(tmp_path.resolve())({"a.xml": b"1"})
    (one,) = artefacts.known(["a.xml"], [".xml"]).files
    (tmp_path / "a.xml").write_bytes(b"1234")
    assert b"".join(artefacts.read(one)) == b"1"


def test_there_are_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "MOST_FILES", 3)
    artefacts, _ = _on_disk(tmp_path.resolve())({f"out/{number}.xml": b"" for number in range(5)})
    found = artefacts.known(["out"], [".xml"])
    assert (len(found.files), found.beyond) == (3, 2)
    monkeypatch.setattr(local, "MOST_ENTRIES", 2)
    assert len(artefacts.known(["out"], [".xml"]).files) == 2


def test_names_that_are_no_text_can_be_shown(tmp_path: Path) -> None:
    artefacts, _ = _on_disk(tmp_path.resolve())({"out/x.xml": b"1"})
    (tmp_path / os.fsdecode(b"out/\xff.xml")).write_bytes(b"2")
    found = artefacts.known(["out"], [".xml"])
    assert [one.name for one in found.files] == ["out/x.xml", "out/\\xff.xml"]
    assert [b"".join(artefacts.read(one)) for one in found.files] == [b"1", b"2"]
