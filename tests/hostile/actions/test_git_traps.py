"""Repositories that would make git run something, write elsewhere, or wait for ever."""

import os
import shutil
from pathlib import Path

import pytest

from mainstay.adapters.actions.git.kept import KeptRepository
from mainstay.domain.run import Mark
from tests.fakes.keeping import Kept, occasion, undoing
from tests.fakes.repositories import write_tree
from tests.fakes.traps import Trap, set_trap
from tests.fakes.users import of_somebody_else

HOOKS = (
    "applypatch-msg commit-msg post-commit post-index-change post-merge post-rewrite post-update pre-commit pre-push "
    "pre-receive prepare-commit-msg proc-receive push-to-checkout reference-transaction sendemail-validate update"
).split()
FILES = {"code.py": "other\n", "new.txt": "new\n", ".gitattributes": "* filter=evil merge=evil\n"}


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    """Give a repository in which every hook and setting leaves a trace."""
    made = set_trap(tmp_path / "trap")
    for folder in (made.repo.path / ".git/hooks", made.folder / "hooks"):
        for hook in HOOKS:
            (folder / hook).write_text(Path(made.script(f"hook-{hook}")).read_text())
            (folder / hook).chmod(0o755)
    for key, value in {
        "commit.gpgSign": "true",
        "push.gpgSign": "if-asked",
        "gpg.ssh.program": made.script("gpg-ssh"),
        "remote.origin.receivepack": made.script("receive-pack"),
        "remote.origin.vcs": "evil",
        "url.ext::sh.insteadOf": "/",
        "http.proxy": "ext::evil",
        "core.alternateRefsCommand": made.script("alternates"),
        "core.logAllRefUpdates": "always",
    }.items():
        made.repo.git("config", key, value)
    made.clear()
    return made


def of_trap(trap: Trap, folder: Path) -> Kept:
    kept = Kept(folder / "other")
    kept.base = trap.repo.git("rev-parse", "refs/heads/main")
    kept.repo = trap.repo
    kept.kept = KeptRepository(str(trap.repo.path), remotes={"origin": str(folder / "far.git")})
    return kept


def test_nothing_of_a_repository_is_run(trap: Trap, tmp_path: Path) -> None:
    # The trap works: whoever trusts it springs it.
    trap.spring("update-ref", "refs/heads/x", "HEAD")
    assert "hook-reference-transaction" in trap.sprung
    trap.clear()
    kept = of_trap(trap, tmp_path)
    far = Kept(tmp_path / "far-side", bare=True)
    far.repo.path.rename(tmp_path / "far.git")
    made = kept.act("branch")
    done = kept.act("commit", files=FILES)
    assert (made.mark, done.mark) == (Mark.DONE, Mark.DONE), (made, done)
    assert (
        kept.foresee("commit", occasion(base=kept.base, step="b"), files={"code.py": "b"}).mark is Mark.DONE
    )
    upon = kept.act("commit", occasion(base=kept.base, step="b"), files={"code.py": "other\nmore\n"})
    # One after the other, so that one of them takes a merge.
    back = kept.act("revert", undoing(done.memo, base=kept.base))
    assert back.mark is Mark.FAILED
    assert kept.act("revert", undoing(upon.memo, base=kept.base, step="b")).mark is Mark.DONE
    assert kept.act("revert", undoing(done.memo, base=kept.base)).mark is Mark.DONE
    assert kept.tree("mainstay/one") == kept.tree(kept.base)
    pushed = kept.act("push", undoing({}, base=kept.base, step="push"), remote="origin")
    # An object is lost, so what is there cannot be pushed whole; but it was tried.
    assert pushed.mark in {Mark.DONE, Mark.UNKNOWN, Mark.FAILED}
    assert kept.act("drop", undoing(made.memo, base=kept.base)).mark is Mark.DONE
    assert trap.sprung == set()


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../outside",
        "a/../../outside",
        "a//b",
        "./a",
        "a/.",
        "",
        "a/",
        ".git/config",
        ".GIT/hooks/pre-commit",
        "sub/.git/config",
        ".git",
        "git~1/config",
        ".g\u200cit/config",
        ".git \u202e",
        "a\nb",
        "a\x00b",
        "a\tb",
        "a\\b",
        "\ud800",
        "x" * 2_000,
        "/".join("x" * 70),
        "link",
        "link/below",
        "folder",
        "folder/file/below",
        "module",
        "module/below",
    ],
)
def test_paths_that_lead_astray_are_refused(tmp_path: Path, path: str) -> None:
    kept = Kept(tmp_path)
    blob = kept.repo.git("hash-object", "-w", "--stdin", stdin=b"/etc")
    folder = write_tree(kept.repo, [("100644", b"file", blob)])
    tree = write_tree(
        kept.repo,
        [("40000", b"folder", folder), ("120000", b"link", blob), ("160000", b"module", kept.base)],
    )
    start = kept.repo.git("commit-tree", "-m", "Astray", tree)
    kept.repo.git("update-ref", "refs/heads/mainstay/one", start)
    result = kept.act("commit", occasion(base=start), files={path: "text\n"})
    assert (result.mark, kept.tip()) == (Mark.NOT_BEGUN, start)
    assert result.detail
    assert result.detail.isprintable()


def test_a_link_may_go(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    blob = kept.repo.git("hash-object", "-w", "--stdin", stdin=b"/etc")
    start = kept.repo.git("commit-tree", "-m", "Link", write_tree(kept.repo, [("120000", b"link", blob)]))
    kept.repo.git("update-ref", "refs/heads/mainstay/one", start)
    assert kept.act("commit", occasion(base=start), files={"link": None, "b": "b"}).mark is Mark.DONE
    assert kept.repo.git("ls-tree", "--name-only", "mainstay/one") == "b"


def test_too_much_is_refused(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.act("branch")
    many = {f"file-{number}": "x" for number in range(1_001)}
    assert kept.act("commit", files=many).mark is Mark.NOT_BEGUN
    assert kept.act("commit", files={"a": "x" * (17 << 20)}).mark is Mark.NOT_BEGUN
    most = {f"{'x' * 200}/{number}/{'y' * 200}/{number}": "x" for number in range(1_000)}
    assert kept.act("commit", files=most).mark is Mark.DONE


def test_a_branch_that_stands_for_another_one_moves_neither(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.repo.git("symbolic-ref", "refs/heads/mainstay/one", "refs/heads/main")
    for to in ("branch", "commit", "drop", "revert", "push"):
        assert kept.act(to, files=FILES).mark is Mark.NOT_BEGUN
    kept.repo.git("symbolic-ref", "--delete", "refs/heads/mainstay/one")
    (kept.repo.git_dir / "refs/heads/mainstay").mkdir(exist_ok=True)
    (kept.repo.git_dir / "refs/heads/mainstay/one").symlink_to("../main")
    for to in ("branch", "commit"):
        assert kept.act(to, files=FILES).mark is not Mark.DONE
    assert kept.tip("main") == kept.base


def test_a_reference_that_is_a_pipe_or_a_flood_holds_nobody_up(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    folder = kept.repo.git_dir / "refs/heads/mainstay"
    folder.mkdir()
    os.mkfifo(folder / "one")
    result = kept.act("branch", occasion(base=kept.base, seconds=2.0))
    assert result.mark in {Mark.FAILED, Mark.NOT_BEGUN, Mark.UNKNOWN}
    (folder / "one").unlink()
    (folder / "one").write_text("x" * 1_000_000)
    assert kept.act("branch").mark is not Mark.DONE


def test_objects_elsewhere_are_not_written(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.act("branch")
    elsewhere = tmp_path / "elsewhere"
    objects = kept.repo.git_dir / "objects"
    objects.rename(elsewhere)
    objects.symlink_to(elsewhere)
    before = sorted(elsewhere.rglob("*"))
    assert kept.act("commit", files=FILES).mark is Mark.NOT_BEGUN
    assert sorted(elsewhere.rglob("*")) == before


@pytest.mark.parametrize(
    "place",
    [
        "refs/heads",
        "refs/heads/mainstay",
        "logs",
        "logs/refs",
        "logs/refs/heads/mainstay",
        "logs/refs/heads/mainstay/one",
        "logs/HEAD",
    ],
)
@pytest.mark.parametrize("bare", [False, True])
def test_a_link_where_git_would_write_leads_it_nowhere(tmp_path: Path, place: str, bare: bool) -> None:
    kept = Kept(tmp_path, bare=bare)
    outside = tmp_path / "outside"
    outside.mkdir()
    link = (kept.repo.path if bare else kept.repo.git_dir) / place
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.is_dir():
        # What was there stays, so that only the link itself tells.
        shutil.copytree(link, outside, dirs_exist_ok=True)
        shutil.rmtree(link)
    link.unlink(missing_ok=True)
    if place.endswith(("one", "HEAD")):
        (outside / "log").write_text("precious\n")
        link.symlink_to(outside / "log")
    else:
        link.symlink_to(outside)
    before = {path: path.is_file() and path.read_bytes() for path in outside.rglob("*")}
    for to in ("branch", "commit", "drop"):
        for result in (kept.foresee(to, files=FILES), kept.act(to, files=FILES)):
            assert (result.mark, "link" in result.detail) == (Mark.NOT_BEGUN, True), result
    assert {path: path.is_file() and path.read_bytes() for path in outside.rglob("*")} == before


@pytest.mark.parametrize("foreign", ["", "config", "hooks", "hooks/pre-receive"])
@pytest.mark.parametrize("form", ["{}", "file://{}"])
def test_hooks_of_another_user_are_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, foreign: str, form: str
) -> None:
    far = Kept(tmp_path / "far", bare=True)
    hook = far.repo.path / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    hook.chmod(0o755)
    kept = Kept(tmp_path / "near", remotes={"origin": form.format(far.repo.path)})
    assert kept.act("branch").mark is Mark.DONE
    of_somebody_else(far.repo.path / foreign, monkeypatch)
    for result in (kept.foresee("push", remote="origin"), kept.act("push", remote="origin")):
        assert (result.mark, "another user" in result.detail) == (Mark.NOT_BEGUN, True), result
    assert not (tmp_path / "sprung").exists()


def test_a_commit_that_pretends_to_be_of_the_run_must_say_so_in_its_trailer(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.act("branch")
    message = "Mainstay-Run: run-1.x.do\n\nNot the last paragraph, so no trailer.\n"
    theirs = kept.repo.git("commit-tree", "-p", kept.base, "-m", message, kept.tree(kept.base))
    kept.repo.git("update-ref", "refs/heads/mainstay/one", theirs)
    result = kept.act("commit", files=FILES)
    assert (result.mark, kept.tip()) == (Mark.FAILED, theirs)
