"""The person's own list of ignored files."""

from pathlib import Path

from tests.fakes.opened import opened
from tests.fakes.repositories import small_repository


def added(repo: Path, home: Path, **more: str) -> tuple[str, ...]:
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(home), **more}
    with opened(repo, environment=environment) as source:
        return source.work_tree().added


def test_files_that_the_person_ignores_everywhere_are_left_out(tmp_path: Path) -> None:
    repo, home = small_repository(tmp_path / "repo"), tmp_path / "home"
    repo.write({".venv/lib.py": "", "notes.swp": "", "new.py": ""})
    home.mkdir()
    assert added(repo.path, home) == (".venv/lib.py", "new.py", "notes.swp")
    (home / ".config/git").mkdir(parents=True)
    (home / ".config/git/ignore").write_text(".venv/\n*.swp\n")
    assert added(repo.path, home) == ("new.py",)
    assert added(repo.path, tmp_path, XDG_CONFIG_HOME=str(home / ".config")) == ("new.py",)


def test_the_file_may_be_named_in_the_persons_config(tmp_path: Path) -> None:
    repo, home = small_repository(tmp_path / "repo"), tmp_path / "home"
    repo.write({".venv/lib.py": "", "new.py": ""})
    home.mkdir()
    (home / "mine").write_text(".venv\n")
    (home / "more").write_text("[core]\n\texcludesFile = ~/mine\n")
    (home / ".gitconfig").write_text(f"[include]\n\tpath = {home}/more\n")
    assert added(repo.path, home) == ("new.py",)
    (home / ".gitconfig").write_text(f"[core]\n\texcludesFile = {home}/mine\n")
    assert added(repo.path, home) == ("new.py",)


def test_the_repositorys_own_rules_count_last(tmp_path: Path) -> None:
    repo, home = small_repository(tmp_path / "repo"), tmp_path / "home"
    repo.write({"a.log": "", "b.log": ""})
    (home / ".config/git").mkdir(parents=True)
    (home / ".config/git/ignore").write_text("*.log")
    (repo.path / ".git/info/exclude").write_text("!b.log\n")
    assert added(repo.path, home) == ("b.log",)


def test_a_damaged_or_missing_list_counts_as_none(tmp_path: Path) -> None:
    repo, home = small_repository(tmp_path / "repo"), tmp_path / "home"
    repo.write({"new.py": ""})
    home.mkdir()
    for config in (
        "[core\n",
        "[core]\n\texcludesFile = ~/missing\n",
        f"[core]\n\texcludesFile = {home}/loop\n",
    ):
        (home / ".gitconfig").write_text(config)
        (home / "loop").unlink(missing_ok=True)
        (home / "loop").symlink_to("loop")
        assert added(repo.path, home) == ("new.py",)
    assert added(repo.path, Path("relative")) == ("new.py",)
