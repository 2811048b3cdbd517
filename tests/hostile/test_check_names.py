"""Names, people and messages that try to steer a terminal, break out of a page or pass for something else."""

import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room, files_of, untouched, whole_report

# Code that costs points, so that each file stands among the worst in every table, and its function among the findings.
_BAD_CODE = "def {}(a, b, c, d, e, f, g):\n" + "".join(
    f"{' ' * depth}{'    '}if a > {depth}:\n" for depth in range(8)
)
_BAD_CODE += " " * 8 + "    return b\n"

NAMES = (
    "new\nline.py",
    "carriage\rreturn.py",
    "tab\there.py",
    "quote\"s and 'those.py",
    "<script>alert(1)</script>.py",
    "--><img src=x onerror=alert(2)>.py",
    "</script><script>alert(3)</script>.py",
    "&lt;b&gt;&amp;.py",
    "{{ 7 * 7 }}{% include 'x' %}.py",
    "--help",
    "--help.py",
    "-o.py",
    "-",
    "escape\x1b[31m\x1b]0;title\x07\x1b[2J.py",
    "bell\a\b\x7f.py",
    "c1\x9b31m\x85.py",
    "bidi\u202egnp.py",
    "isolate\u2066\u2069.py",
    "zero\u200bwidth\ufeff.py",
    "separator\u2028\u2029.py",
    "back\\slash\\x41\\n.py",
    "$(touch canary);`touch canary`.py",
    "%s%n%d.py",
    "**bold** | [link](javascript:alert(4)) | `code`.py",
    " leading and trailing .py ",
    "~.py",
    "caf\u00e9/combin\u0301ed.py",
    "\U0001f600 emoji.py",
    "NUL.py",
    "w" * 252 + ".py",
    "/".join(["deep" * 5] * 60) + "/deep.py",
    "/".join("d" * 150) + "/deeper.py",
    ":(glob)*.py",
    ":!magic.py",
    "C:\\windows.py",
    "@{u}.py",
)
RAW = (b"latin-caf\xe9.py", b"half-\xf0\x9f.py", b"\xff\xfe/\xfd.py", b"surrogate-\xed\xa0\x80.py")
VILE = "\x1b[31mRed\u202e <script>alert(5)</script> </title> | `x` \x07"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repo]:
    repo = make_repository(tmp_path_factory.mktemp("names") / "odd \x1b[31m<b>\u202e name")
    for number, name in enumerate(NAMES):
        _write(repo, os.fsencode(name), _BAD_CODE.format(f"f{number}"))
    for number, raw in enumerate(RAW):
        _write(repo, raw, _BAD_CODE.format(f"r{number}"))
    for number in range(40):
        person = f"{VILE} {number % 4}", f"<{number % 4}>\x1b@example.org"
        repo.commit({"healthy.py": f"healthy = {number}\n"}, f"Fix {VILE} {number}", by=person)
    repo.git("checkout", "--quiet", "-b", "bad\u202e<b>'\"$(touch${IFS}canary)")
    with untouched(repo.path):
        yield repo


def _write(repo: Repo, raw: bytes, text: str) -> None:
    place = os.fsencode(repo.path) + b"/" + raw
    os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120  # raw names
    with open(place, "w") as file:  # noqa: PTH123
        file.write(text)


# CommonMark 0.31, section 6.1: from a run of backticks to the next run of the same length, within a line here.
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")


class _Page(HTMLParser):
    """Collects what a browser would run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []
        self.scripts: list[str] = []
        self.data: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        self.active += [name for name, _ in attrs if name.startswith("on")]
        named = {name: value or "" for name, value in attrs}
        places = [named.get(name, "") for name in ("src", "href", "action", "srcdoc", "xlink:href")]
        self.active += [
            place for place in places if place and not place.startswith(("#", "data:image/svg+xml,"))
        ]

    def handle_endtag(self, tag: str) -> None:
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        (self.scripts if self._in_script else self.data).append(data)


def test_vile_names_reach_every_format_as_text_alone(room: Room, repo: Repo) -> None:
    outcome = room.run(
        "check", "--format", "json", "--html", room.folder / "page.html", "--churn", "all", repo.path
    )
    assert outcome.status == 0, outcome.said
    report = outcome.report
    paths = set(files_of(report))
    assert set(NAMES) - paths == set()
    assert len(paths) == len(NAMES) + len(RAW) + 1
    assert r"latin-caf\xe9.py" in paths
    assert len(report["findings"]) >= len(NAMES)
    assert report["history"]["people"] == 4
    assert report["repository"]["branch"].startswith("bad\u202e<b>")
    assert not list(repo.path.rglob("canary"))
    _is_harmless((room.folder / "page.html").read_text(encoding="utf-8"))


def _is_harmless(page: str) -> None:
    parsed = _Page()
    parsed.feed(page)
    assert parsed.active == []
    assert not [script for script in parsed.scripts if "alert(" in script]
    assert "alert(1)" in "".join(parsed.data)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page)


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize(
    "extra", [{}, {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "300"}, {"LC_ALL": "C"}]
)
def test_vile_names_do_not_steer_the_display(
    room: Room, repo: Repo, form: str, extra: dict[str, str]
) -> None:
    outcome = room.run(
        "check", "--format", form, "-v", "--top", "100", "--churn", "all", repo.path, env=extra
    )
    assert outcome.status == 0
    text = outcome.stdout.decode()
    assert r"new\nline.py" in text
    assert not list(repo.path.rglob("canary"))
    if form == "markdown":
        spoken = _CODE_SPAN.sub("", text)
        assert not re.search(r"<(?!/?sub>)[a-zA-Z/!?]|\]\(javascript|\*\*bold", spoken), spoken


def test_a_folder_may_be_called_as_an_option(room: Room, tmp_path: Path) -> None:
    for name in ("--help", "-q", "--format=html"):
        repo = make_repository(tmp_path / name)
        repo.commit({"one.py": "one = 1\n"})
        assert set(files_of(room.look(name, cwd=tmp_path))) == {"one.py"}


@pytest.mark.parametrize("name", [b"raw-\xff", b"raw-\xed\xa0\x80\n\x1b[31m"])
def test_a_folder_may_have_a_name_that_is_no_text(room: Room, tmp_path: Path, name: bytes) -> None:
    place = os.fsencode(tmp_path) + b"/" + name
    os.mkdir(place)  # noqa: PTH102  # raw names
    repo = make_repository(Path(os.fsdecode(place)))
    repo.commit({"one.py": "one = 1\n"})
    report = room.look(place)
    again = room.look(place)
    text = room.run("check", place)
    page = room.run("check", place, "--html", place + b"/../page.html")
    assert set(files_of(report)) == {"one.py"}
    assert again["remembered"] is True
    assert (text.status, page.status) == (0, 0)
    assert "raw-" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_deepest_folder_that_a_path_may_name(room: Room, tmp_path: Path) -> None:
    """Deeper than any path may be long: reached by git step by step, and by nobody in one."""
    repo = make_repository(tmp_path / "deep")
    name = "/".join(["d" * 200] * 40) + "/far.py"
    oid = repo.git("hash-object", "-w", "--stdin", stdin=b"far = 1\n")
    repo.git("update-index", "--index-info", stdin=f"100644 {oid}\t{name}\n".encode())
    repo.git("commit", "--quiet", "-m", "Far")
    repo.write({"near.py": "near = 1\n"})
    with untouched(repo.path):
        report = room.look(repo.path)
        committed = room.look(repo.path, "--head-only")
    assert "near.py" in files_of(report)
    assert files_of(committed)[name]["parsed"] is True


def test_vile_names_of_files_to_write(room: Room, repo: Repo) -> None:
    for name in ("-x.json", "a\nb\x1b[31m.json", "<script>.json", "w" * 250 + ".json"):
        outcome = room.run("check", repo.path, "-o", name)
        assert outcome.status == 0, outcome.said
        assert whole_report((room.folder / name).read_bytes())["files"]
    assert room.run("check", repo.path, "-o", "w" * 300).status == 2
    assert room.run("check", repo.path, "-o", "").status == 2
    assert room.run("check", repo.path, "-o", ".").status == 2
    assert room.run("check", repo.path, "-o", "missing/x").status == 2
