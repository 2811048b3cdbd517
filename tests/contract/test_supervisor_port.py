"""What every adapter of the supervisor port promises."""

import gc
import os
import pwd
import resource
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.ports.supervisor import Bounds, Ending, Outcome, Program, Supervisor
from tests.fakes.marked import gone, running
from tests.fakes.watched import children

PATH = {"PATH": "/usr/local/bin:/usr/bin:/bin"}
ADAPTERS = [pytest.param(LocalSupervisor(), id="local")]
USUAL = Bounds(seconds=60.0)


@pytest.fixture(params=ADAPTERS)
def supervisor(request: pytest.FixtureRequest) -> Supervisor:
    return request.param


def never() -> bool:
    return False


def run(
    supervisor: Supervisor, *argv: str, bounds: Bounds = USUAL, stopped: Callable[[], bool] = never, **given
) -> Outcome:
    return supervisor.supervise(Program(argv, PATH, **given), bounds, stopped)


def python(supervisor: Supervisor, code: str, *arguments: str, bounds: Bounds = USUAL, **given) -> Outcome:
    return run(supervisor, sys.executable, "-c", code, *arguments, bounds=bounds, **given)


def test_gives_status_and_both_outputs(supervisor: Supervisor) -> None:
    outcome = run(supervisor, "sh", "-c", "echo out; echo err >&2; exit 7")
    assert outcome == Outcome(Ending.EXITED, "", 7, b"out\n", b"err\n", 8)


def test_tells_the_signal_that_ended_the_program(supervisor: Supervisor) -> None:
    assert run(supervisor, "sh", "-c", "kill -KILL $$").status == -signal.SIGKILL


def test_passes_on_no_environment_but_the_given_one(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/somewhere")
    outcome = supervisor.supervise(Program(["/usr/bin/env"], {"ONLY": "ü this"}), USUAL, never)
    assert outcome.stdout.decode() == "ONLY=ü this\n"


def test_no_shell_reads_the_arguments(supervisor: Supervisor, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    hostile = f"$(touch {canary}); `touch {canary}` | touch {canary} > {canary}"
    assert run(supervisor, "/bin/echo", hostile).stdout.decode() == hostile + "\n"
    assert not canary.exists()


def test_a_script_without_an_interpreter_goes_to_no_shell(supervisor: Supervisor, tmp_path: Path) -> None:
    script, canary = tmp_path / "script", tmp_path / "canary"
    script.write_text(f"touch {canary}\n")
    script.chmod(0o755)
    outcome = run(supervisor, str(script))
    assert (outcome.ending, canary.exists()) == (Ending.NOT_BEGUN, False)
    assert "Exec format error" in outcome.reason


def test_nothing_of_ours_is_open_and_there_is_nothing_to_read(supervisor: Supervisor, tmp_path: Path) -> None:
    with (tmp_path / "secret").open("w") as secret:
        os.set_inheritable(secret.fileno(), True)
        outcome = run(supervisor, "ls", "-l", "/proc/self/fd")
        assert b"secret" not in outcome.stdout
    # The fourth is what ls itself opens to look.
    assert run(supervisor, "ls", "/proc/self/fd").stdout.split() == [b"0", b"1", b"2", b"3"]
    assert b" 0 -> /dev/null" in outcome.stdout


def test_it_leads_a_session_of_its_own_in_its_folder_with_private_files(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    code = (
        "import os, resource; m = os.umask(0); "
        "print(os.getsid(0) == os.getpid(), oct(m), resource.getrlimit(resource.RLIMIT_CORE), os.getcwd())"
    )
    outcome = python(supervisor, code, cwd=str(tmp_path))
    assert outcome.stdout.decode() == f"True 0o77 (0, 0) {tmp_path}\n"


def test_no_signal_is_ignored_or_blocked(supervisor: Supervisor) -> None:
    told = run(supervisor, "grep", "-E", "Sig(Ign|Blk)", "/proc/self/status").stdout.split()
    # Signals 32 and 33 are the C library's own, and nobody else can say what becomes of them.
    assert [int(one, 16) & ~(0b11 << 31) for one in told[1::2]] == [0, 0]


@pytest.mark.parametrize(
    ("argv", "given", "said"),
    [
        (["/nowhere/mend"], {}, "the program mend is not there"),
        (["no-such-program-here"], {}, "the program no-such-program-here is not there"),
        (["/etc/passwd"], {}, "the program passwd may not be executed"),
        (["/bin"], {}, "the program bin is not there"),
        (["echo", "a\0b"], {}, "an argument or variable holds what none can"),
        ([], {}, "no program is named"),
        (["echo"], {"cwd": "/nowhere"}, "the folder /nowhere is not there"),
        (["echo"], {"cwd": "/etc/passwd"}, "the folder /etc/passwd is not there"),
        (["echo"], {"cwd": "usr"}, "the folder usr is not there"),
        (["echo"], {"user": "nobody-of-this-name"}, "there is no user nobody-of-this-name"),
    ],
)
def test_what_cannot_be_begun_is_said_before_and_then(
    supervisor: Supervisor, argv: list[str], given: dict[str, str], said: str
) -> None:
    program = Program(argv, PATH, **given)
    outcome = supervisor.supervise(program, USUAL, never)
    assert said in supervisor.hindrance(program)
    assert outcome.ending is Ending.NOT_BEGUN
    assert said in outcome.reason


def test_a_missing_interpreter_is_seen_when_it_is_begun(supervisor: Supervisor, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("#!/nowhere/interpreter\n")
    script.chmod(0o755)
    outcome = run(supervisor, str(script))
    assert outcome.ending is Ending.NOT_BEGUN
    assert "what should interpret it is not there" in outcome.reason


def test_nothing_is_known_against_a_good_program(supervisor: Supervisor) -> None:
    assert supervisor.hindrance(Program(["echo"], PATH)) == ""


def test_root_runs_it_as_another_user_and_others_may_not(supervisor: Supervisor) -> None:
    other = next(one.pw_name for one in pwd.getpwall() if one.pw_uid not in {0, os.geteuid()})
    outcome = run(supervisor, "id", "-un", user=other)
    if os.geteuid() == 0:
        assert outcome.stdout.decode() == f"{other}\n"
        groups = run(supervisor, "id", "-G", user=other).stdout.split()
        assert b"0" not in groups
    else:
        assert outcome.ending is Ending.NOT_BEGUN
        assert "does not run as root" in outcome.reason


def test_ones_own_user_is_fine(supervisor: Supervisor) -> None:
    own = pwd.getpwuid(os.geteuid()).pw_name
    assert run(supervisor, "id", "-un", user=own).stdout.decode() == f"{own}\n"


def test_past_its_time_it_is_ended(supervisor: Supervisor) -> None:
    outcome = run(supervisor, "sh", "-c", "echo begun; sleep 600", bounds=Bounds(seconds=0.5))
    assert (outcome.ending, outcome.stdout) == (Ending.LATE, b"begun\n")


def test_it_is_asked_before_it_is_killed(supervisor: Supervisor) -> None:
    script = "trap 'echo tidied; exit 0' TERM; echo ready; while :; do sleep 0.05; done"
    outcome = run(supervisor, "sh", "-c", script, bounds=Bounds(seconds=1.0, grace=30.0))
    assert (outcome.ending, outcome.stdout) == (Ending.LATE, b"ready\ntidied\n")


def test_what_is_stopped_before_is_not_begun(supervisor: Supervisor, tmp_path: Path) -> None:
    outcome = run(supervisor, "touch", str(tmp_path / "touched"), stopped=lambda: True)
    assert (outcome.ending, (tmp_path / "touched").exists()) == (Ending.NOT_BEGUN, False)


def test_what_is_stopped_is_ended_with_all_that_it_started(supervisor: Supervisor) -> None:
    mark = f"stopped-{os.getpid()}"
    script = "sleep 600 & setsid sh -c 'sleep 600; :' $0 & wait"
    outcome = run(supervisor, "sh", "-c", script, mark, stopped=lambda: len(running(mark)) >= 2)
    assert outcome.ending is Ending.STOPPED
    assert running(mark) == set()


def test_what_it_leaves_running_is_counted_and_ended(supervisor: Supervisor) -> None:
    mark = f"left-{os.getpid()}"
    outcome = run(supervisor, "sh", "-c", "setsid sh -c 'sleep 600; :' $0 & exit 3", mark)
    assert (outcome.ending, outcome.status, outcome.alive) == (Ending.EXITED, 3, 0)
    assert outcome.left >= 1
    assert running(mark) == set()


def test_what_ends_right_after_it_was_not_left(supervisor: Supervisor) -> None:
    assert run(supervisor, "sh", "-c", "sleep 0.02 & exit 0") == Outcome(Ending.EXITED)


def test_the_ends_of_both_outputs_are_kept(supervisor: Supervisor) -> None:
    code = (
        "import sys; sys.stdout.write('o' * 3_000_000 + 'the end'); "
        "sys.stderr.write('e' * 3_000_000 + 'the other'); sys.stdout.write('!')"
    )
    outcome = python(supervisor, code, bounds=Bounds(kept=1000))
    assert (len(outcome.stdout), outcome.stdout[-8:]) == (1000, b"the end!")
    assert (len(outcome.stderr), outcome.stderr[-9:]) == (1000, b"the other")
    assert outcome.written == 6_000_017


def test_nothing_is_kept_where_nothing_is_asked_for(supervisor: Supervisor) -> None:
    outcome = run(supervisor, "echo", "much", bounds=Bounds(kept=0))
    assert (outcome.stdout, outcome.written) == (b"", 5)


def test_more_memory_than_allowed_is_refused(supervisor: Supervisor) -> None:
    outcome = python(supervisor, "x = bytearray(400 << 20); print(len(x))", bounds=Bounds(memory=200 << 20))
    assert outcome.status != 0
    assert b"MemoryError" in outcome.stderr


def test_arguments_of_the_largest_size(supervisor: Supervisor) -> None:
    # MAX_ARG_STRLEN of execve(2), less the byte that ends it; more than the line to an overseer holds at once.
    large = "x" * ((128 << 10) - 1)
    code = "import sys; print(sum(map(len, sys.argv[1:])))"
    assert python(supervisor, code, *[large] * 5).stdout == b"%d\n" % (5 * len(large))
    outcome = python(supervisor, code, large + "x")
    assert outcome.ending is Ending.NOT_BEGUN
    assert "Argument list too long" in outcome.reason


def test_many_at_once_keep_apart(supervisor: Supervisor) -> None:
    found: dict[int, Outcome] = {}

    def one(number: int) -> None:
        found[number] = run(supervisor, "sh", "-c", f"sleep 0.0{number}; echo {number}; exit {number}")

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {number: (one.status, one.stdout) for number, one in found.items()} == {
        number: (number, b"%d\n" % number) for number in range(8)
    }


def test_silence_ends_it(supervisor: Supervisor) -> None:
    mark = f"silent-{os.getpid()}"
    ends: list[bool] = []

    def stands_still() -> bool:
        if running(mark) and not ends:
            ends.append(gone(mark))
        return False

    bounds = Bounds(seconds=600.0, silence=0.5)
    outcome = run(supervisor, "sh", "-c", "sleep 600; :", mark, bounds=bounds, stopped=stands_still)
    assert (outcome.ending, ends) == (Ending.SILENT, [True])


def test_neither_descriptors_nor_processes_are_left(supervisor: Supervisor) -> None:
    run(supervisor, "true")
    gc.collect()
    before, descriptors = children(), len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        run(supervisor, "true")
    # Other tests of this process may have left some that come or go by themselves.
    assert children() == before
    assert len(list(Path("/proc/self/fd").iterdir())) < descriptors + 20


def test_limits_of_the_worker_hold_for_it_too(supervisor: Supervisor) -> None:
    code = "import resource; print(resource.getrlimit(resource.RLIMIT_NOFILE)[1])"
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    assert python(supervisor, code).stdout == b"%d\n" % most
