"""Commits made on a branch of a real repository, and taken back."""

from pathlib import Path

import pytest

from mainstay.domain.run import Mark
from tests.fakes.keeping import NOW, Kept, occasion, undoing

FILES = {"a.txt": "one\n2\nthree\n", "new/deep/c.txt": "c\n", "lib/b.txt": None}


@pytest.fixture(params=["work tree", "bare", "sha256"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """Give a repository on whose branch mainstay/one a run stands."""
    options = ("--object-format=sha256",) if request.param == "sha256" else ()
    made = Kept(tmp_path, *options, bare=request.param == "bare")
    assert made.act("branch").mark is Mark.DONE
    return made


def test_a_commit_changes_the_branch_and_no_work_tree(kept: Kept) -> None:
    before = {path: path.read_bytes() for path in kept.repo.path.glob("*.txt")}
    result = kept.act("commit", files=FILES, message="Change a and b")
    assert result.mark is Mark.DONE, result
    assert result.memo == {"commit": kept.tip(), "before": kept.base}
    names = kept.repo.git("ls-tree", "-r", "--name-only", "mainstay/one").split()
    assert names == ["a.txt", "new/deep/c.txt", "run.sh"]
    assert kept.text("a.txt") == "one\n2\nthree"
    assert kept.repo.git("log", "-1", "--format=%an|%ae|%at|%ct|%B", "mainstay/one").strip() == (
        f"Mainstay|mainstay@localhost|{NOW}|{NOW}|Change a and b\n\nMainstay-Run: run-1.change.do"
    )
    assert {path: path.read_bytes() for path in kept.repo.path.glob("*.txt")} == before
    if (kept.repo.path / ".git").exists():
        assert kept.repo.git("status", "--porcelain") == ""
    kept.repo.git("fsck", "--strict")


def test_what_may_be_run_stays_so(kept: Kept) -> None:
    kept.act("commit", files={"run.sh": "echo other\n"})
    assert kept.repo.git("ls-tree", "mainstay/one", "run.sh").startswith("100755 ")


def test_a_second_try_finds_the_commit(kept: Kept) -> None:
    first = kept.act("commit", files=FILES)
    later = occasion(base=kept.base, number=2, now=NOW + 90, began_at=NOW + 90)
    again = kept.act("commit", later, files=FILES)
    assert (again.mark, again.memo) == (Mark.DONE, first.memo)
    assert "an earlier try" in again.detail
    kept.commit_elsewhere({"later.txt": "later\n"})
    beneath = kept.act("commit", later, files=FILES)
    assert (beneath.mark, beneath.memo) == (Mark.DONE, first.memo)


def test_the_same_commit_comes_of_the_same_look(kept: Kept) -> None:
    first = kept.act("commit", files=FILES)
    kept.repo.git("update-ref", "refs/heads/mainstay/one", kept.base)
    assert kept.act("commit", occasion(base=kept.base, number=2, now=NOW + 5), files=FILES).memo == first.memo


def test_steps_of_a_run_stand_one_upon_the_other(kept: Kept) -> None:
    first = kept.act("commit", files={"a.txt": "1\n"})
    second = kept.act("commit", occasion(base=kept.base, step="next"), files={"a.txt": "2\n"})
    assert second.mark is Mark.DONE
    assert second.memo["before"] == first.memo["commit"]
    other = kept.act("commit", occasion(base=kept.base, run="run-9"), files={"a.txt": "3\n"})
    assert (other.mark, kept.tip()) == (Mark.FAILED, second.memo["commit"])


def test_a_branch_that_others_moved_is_left_alone(kept: Kept) -> None:
    theirs = kept.commit_elsewhere({"theirs.txt": "theirs\n"})
    result = kept.act("commit", files=FILES)
    assert (result.mark, kept.tip()) == (Mark.FAILED, theirs)
    assert "nothing was changed" in result.detail
    at = kept.act("commit", files=FILES, at=theirs)
    assert (at.mark, at.memo["before"]) == (Mark.DONE, theirs)


def test_files_that_are_so_already_make_no_commit(kept: Kept) -> None:
    result = kept.act("commit", files={"lib/b.txt": "b\n", "not-there": None})
    assert (result.mark, kept.tip()) == (Mark.DONE, kept.base)
    assert result.memo == {"commit": kept.base, "before": kept.base}
    back = kept.act("revert", undoing(result.memo, base=kept.base))
    assert (back.mark, kept.tip()) == (Mark.DONE, kept.base)


def test_a_file_becomes_a_folder(kept: Kept) -> None:
    assert kept.act("commit", files={"a.txt": None, "a.txt/inner": "x"}).mark is Mark.DONE
    assert kept.text("a.txt/inner") == "x"


def test_the_commit_is_foreseen_and_not_made(kept: Kept) -> None:
    objects = sorted(path for path in (kept.repo.git_dir / "objects").rglob("*") if path.is_file())
    foreseen = kept.foresee("commit", files=FILES)
    assert foreseen.mark is Mark.DONE
    assert "+2" in foreseen.output
    assert "-two" in foreseen.output
    assert "new/deep/c.txt" in foreseen.output
    assert sorted(path for path in (kept.repo.git_dir / "objects").rglob("*") if path.is_file()) == objects
    assert kept.tip() == kept.base
    done = kept.act("commit", files=FILES)
    # The very commit that was foreseen.
    assert kept.tip()[:12] in foreseen.detail
    assert kept.tip()[:12] in done.detail


def test_taking_back_gives_the_same_tree(kept: Kept) -> None:
    done = kept.act("commit", files=FILES)
    back = kept.act("revert", undoing(done.memo, base=kept.base))
    assert back.mark is Mark.DONE, back
    assert kept.tree("mainstay/one") == kept.tree(kept.base)
    assert back.memo == {"commit": kept.tip(), "before": done.memo["commit"]}
    again = kept.act("revert", undoing(done.memo, base=kept.base, number=2, began_at=NOW + 60))
    assert (again.mark, again.memo) == (Mark.DONE, back.memo)


def test_what_came_after_stays_when_it_is_taken_back(kept: Kept) -> None:
    done = kept.act("commit", files=FILES)
    kept.commit_elsewhere({"later.txt": "later\n", "run.sh": "echo later\n"})
    result = kept.act("revert", undoing(done.memo, base=kept.base))
    assert result.mark is Mark.DONE, result
    names = kept.repo.git("ls-tree", "-r", "--name-only", "mainstay/one").split()
    assert names == ["a.txt", "later.txt", "lib/b.txt", "run.sh"]
    assert kept.text("a.txt") == "one\ntwo\nthree"
    assert kept.text("run.sh") == "echo later"


def test_what_others_changed_too_is_not_taken_back(kept: Kept) -> None:
    done = kept.act("commit", files=FILES)
    theirs = kept.commit_elsewhere({"a.txt": "one\nTWO\nthree\n"})
    result = kept.act("revert", undoing(done.memo, base=kept.base))
    assert (result.mark, kept.tip()) == (Mark.FAILED, theirs)
    assert "a.txt" in result.detail
    foreseen = kept.foresee("revert", undoing(done.memo, base=kept.base))
    assert foreseen.mark is Mark.NOT_BEGUN


def test_a_commit_whose_end_nobody_knows_is_found_by_its_trailer(kept: Kept) -> None:
    kept.act("commit", files=FILES)
    kept.commit_elsewhere({"later.txt": "later\n"})
    assert kept.act("revert", undoing({}, base=kept.base)).mark is Mark.DONE
    assert kept.text("a.txt") == "one\ntwo\nthree"


def test_a_commit_that_was_never_made_needs_no_taking_back(kept: Kept) -> None:
    theirs = kept.commit_elsewhere({"later.txt": "later\n"})
    result = kept.act("revert", undoing({}, base=kept.base))
    assert (result.mark, kept.tip()) == (Mark.DONE, theirs)


def test_a_commit_that_is_gone_from_the_branch_cannot_be_taken_back(kept: Kept) -> None:
    done = kept.act("commit", files=FILES)
    kept.repo.git("update-ref", "refs/heads/mainstay/one", kept.base)
    result = kept.act("revert", undoing(done.memo, base=kept.base))
    assert (result.mark, kept.tip()) == (Mark.FAILED, kept.base)


def test_a_plan_may_take_back_a_commit_that_it_names(kept: Kept) -> None:
    theirs = kept.commit_elsewhere({"a.txt": "theirs\n"})
    result = kept.act("revert", occasion(base=kept.base), at=theirs)
    assert result.mark is Mark.DONE
    assert kept.tree("mainstay/one") == kept.tree(kept.base)


def test_a_commit_without_a_branch_fails(kept: Kept) -> None:
    result = kept.act("commit", files=FILES, branch="mainstay/none")
    assert result.mark is Mark.FAILED
    assert kept.act("revert", undoing({}, base=kept.base), branch="mainstay/none").mark is Mark.FAILED


@pytest.mark.parametrize("message", ["Good\n\nMainstay-Run: other.step.do", "mainstay-run: x", "\ud800"])
def test_a_message_does_not_pretend(kept: Kept, message: str) -> None:
    assert kept.act("commit", files=FILES, message=message).mark is Mark.NOT_BEGUN
    assert kept.tip() == kept.base


def test_without_a_commit_to_begin_at_nothing_begins(kept: Kept) -> None:
    for base in ("", "sha256:1234", "f" * len(kept.base)):
        assert kept.act("commit", occasion(base=base), files=FILES).mark is Mark.NOT_BEGUN
    blob = kept.repo.git("rev-parse", f"{kept.base}:a.txt")
    assert kept.act("commit", occasion(base=blob), files=FILES).mark is Mark.NOT_BEGUN
    assert kept.act("commit").mark is Mark.NOT_BEGUN
