"""Branches made and taken away."""

from pathlib import Path

import pytest

from mainstay.domain.run import Mark
from tests.fakes.keeping import Kept, occasion, undoing


@pytest.fixture(params=["work tree", "bare"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """Give a repository."""
    return Kept(tmp_path, bare=request.param == "bare")


def test_a_branch_is_made_once_and_dropped(kept: Kept) -> None:
    foreseen = kept.foresee("branch")
    assert (foreseen.mark, kept.tip()) == (Mark.DONE, "")
    done = kept.act("branch")
    assert (done.mark, kept.tip()) == (Mark.DONE, kept.base)
    assert done.memo == {"commit": kept.base, "before": ""}
    again = kept.act("branch", occasion(base=kept.base, number=2))
    assert (again.mark, again.memo) == (Mark.DONE, done.memo)
    back = kept.act("drop", undoing(done.memo, base=kept.base))
    assert (back.mark, kept.tip()) == (Mark.DONE, "")
    assert back.memo == {"commit": "", "before": kept.base}
    assert kept.act("drop", undoing(done.memo, base=kept.base)).mark is Mark.DONE


def test_a_branch_that_was_there_before_stays(kept: Kept) -> None:
    kept.repo.git("update-ref", "refs/heads/mainstay/one", kept.base)
    done = kept.act("branch")
    assert (done.mark, done.memo) == (Mark.DONE, {"commit": kept.base, "before": kept.base})
    assert kept.act("drop", undoing(done.memo, base=kept.base)).mark is Mark.DONE
    assert kept.tip() == kept.base
    assert kept.act("drop", undoing({}, base=kept.base)).mark is Mark.FAILED
    assert kept.tip() == kept.base


def test_a_branch_whose_making_nobody_saw_is_known_by_its_notes(kept: Kept) -> None:
    kept.act("branch")
    assert kept.act("drop", undoing({}, base=kept.base)).mark is Mark.DONE
    assert kept.tip() == ""


def test_a_branch_elsewhere_is_left_alone(kept: Kept) -> None:
    kept.act("branch")
    theirs = kept.commit_elsewhere({"x": "x"})
    result = kept.act("branch", occasion(base=kept.base, run="run-9"))
    assert (result.mark, kept.tip()) == (Mark.FAILED, theirs)


def test_a_branch_that_others_worked_on_is_not_dropped(kept: Kept) -> None:
    done = kept.act("branch")
    theirs = kept.commit_elsewhere({"x": "x"})
    result = kept.act("drop", undoing(done.memo, base=kept.base))
    assert (result.mark, kept.tip()) == (Mark.FAILED, theirs)


def test_a_branch_with_what_the_run_made_is_dropped(kept: Kept) -> None:
    done = kept.act("branch")
    committed = kept.act("commit", occasion(base=kept.base, step="commit"), files={"x": "x"})
    kept.act("revert", undoing(committed.memo, base=kept.base, step="commit"))
    assert kept.act("drop", undoing(done.memo, base=kept.base)).mark is Mark.DONE
    assert kept.tip() == ""


def test_a_plan_may_drop_a_branch_that_stands_where_it_says(kept: Kept) -> None:
    kept.repo.git("update-ref", "refs/heads/mainstay/one", kept.base)
    assert kept.act("drop").mark is Mark.DONE
    assert kept.tip() == ""


def test_a_branch_where_its_name_is_a_folder_fails(kept: Kept) -> None:
    kept.act("branch")
    result = kept.act("branch", branch="mainstay/one/two")
    assert result.mark is Mark.FAILED
    assert "nothing was changed" in result.detail


def test_what_the_operator_does_not_let_is_not_begun(kept: Kept) -> None:
    for branch in ("main", "other", "mainstay"):
        result = kept.act("branch", branch=branch)
        assert result.mark is Mark.NOT_BEGUN
        assert "lets no plan change the branch" in result.detail
    result = kept.action.act({**kept.parameters("branch"), "repository": "other"}, occasion(base=kept.base))
    assert result.mark is Mark.NOT_BEGUN


def test_a_locked_branch_fails_and_says_so(kept: Kept) -> None:
    kept.act("branch")
    (kept.repo.git_dir / "refs/heads/mainstay/one.lock").touch()
    result = kept.act("commit", files={"x": "x"})
    assert (result.mark, kept.tip()) == (Mark.FAILED, kept.base)
    assert ".lock" in result.detail


def test_what_is_checked_out_is_not_moved(tmp_path: Path) -> None:
    kept = Kept(tmp_path, branches=("*",))
    assert kept.act("commit", branch="main", files={"x": "x"}).mark is Mark.NOT_BEGUN
    kept.repo.git("branch", "side")
    kept.repo.git("worktree", "add", "--quiet", str(tmp_path / "beside"), "side")
    result = kept.act("commit", branch="side", files={"x": "x"})
    assert result.mark is Mark.NOT_BEGUN
    assert "checked out" in result.detail
    kept.repo.git("branch", "free")
    assert kept.act("commit", branch="free", files={"x": "x"}).mark is Mark.DONE


def test_the_branch_where_clones_of_a_bare_repository_begin_may_be_moved(tmp_path: Path) -> None:
    kept = Kept(tmp_path, bare=True, branches=("main",))
    assert kept.act("commit", branch="main", files={"x": "x"}).mark is Mark.DONE
    assert kept.text("x", "main") == "x"


def test_a_linked_work_tree_may_name_the_repository(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "beside"))
    linked = Kept(tmp_path / "other")
    linked.kept = type(kept.kept)(str(tmp_path / "beside"))
    assert linked.act("branch", occasion(base=kept.base)).mark is Mark.DONE
    assert kept.tip() == kept.base


def test_a_folder_within_a_repository_is_none(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.kept = type(kept.kept)(str(kept.repo.path / "lib"))
    assert kept.act("branch").mark is Mark.NOT_BEGUN
    kept.kept = type(kept.kept)("work")
    assert kept.act("branch").mark is Mark.NOT_BEGUN
    kept.kept = type(kept.kept)(str(tmp_path))
    assert kept.act("branch").mark is Mark.NOT_BEGUN


def test_what_a_group_shares_stays_shared(tmp_path: Path) -> None:
    kept = Kept(tmp_path, bare=True)
    kept.repo.git("config", "core.sharedRepository", "group")
    kept.act("branch")
    made = str(kept.act("commit", files={"shared.txt": "shared\n"}).memo["commit"])
    folder = kept.repo.git_dir / "objects" / made[:2]
    assert folder.stat().st_mode & 0o070 == 0o070
    assert (folder / made[2:]).stat().st_mode & 0o040


def test_what_is_packed_and_what_is_borrowed_is_found(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.repo.git("clone", "--quiet", "--bare", "--shared", str(kept.repo.path), str(tmp_path / "shared.git"))
    shared = Kept(tmp_path / "other")
    shared.kept = type(kept.kept)(str(tmp_path / "shared.git"))
    assert shared.act("branch", occasion(base=kept.base)).mark is Mark.DONE
    assert shared.act("commit", occasion(base=kept.base), files={"x": "x"}).mark is Mark.DONE
    kept.act("branch")
    kept.repo.git("gc", "--quiet")
    assert not (kept.repo.git_dir / "refs/heads/mainstay/one").exists()
    assert kept.act("commit", files={"x": "x"}).mark is Mark.DONE
    assert kept.text("x") == "x"


def test_a_shallow_clone_is_changed_like_any_other(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.repo.commit({"later": "later"})
    kept.repo.git(
        "clone", "--quiet", "--bare", "--depth=1", f"file://{kept.repo.path}", str(tmp_path / "cut.git")
    )
    cut = Kept(tmp_path / "other")
    cut.kept = type(kept.kept)(str(tmp_path / "cut.git"))
    at = occasion(base=kept.repo.head)
    assert cut.act("branch", at).mark is Mark.DONE
    done = cut.act("commit", at, files={"x": "x"})
    assert done.mark is Mark.DONE
    assert cut.act("revert", undoing(done.memo, base=kept.repo.head)).mark is Mark.DONE
