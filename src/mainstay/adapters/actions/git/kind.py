"""The kind of action `git`."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from types import MappingProxyType

from mainstay.adapters.actions.git.branching import branch, drop
from mainstay.adapters.actions.git.committing import commit, revert
from mainstay.adapters.actions.git.kept import KeptRepository
from mainstay.adapters.actions.git.moving import Move, moved
from mainstay.adapters.actions.git.near import refuse_foreign
from mainstay.adapters.actions.git.opened import Opened, opened
from mainstay.adapters.actions.git.pushing import Push, push, pushed
from mainstay.adapters.actions.git.remotes import remote_of
from mainstay.adapters.actions.git.showing import difference
from mainstay.adapters.actions.git.stopping import StoppableProcesses
from mainstay.adapters.actions.git.straight import refuse_links
from mainstay.adapters.actions.told import sentence
from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.errors import MainstayError, UsageError
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion
from mainstay.ports.process import Processes
from mainstay.ports.secrets import Secrets

Look = Callable[[Opened, Mapping[str, Value], Occasion], Move | Result]
_LOOKS: Mapping[str, Look] = MappingProxyType(
    {"branch": branch, "commit": commit, "revert": revert, "drop": drop}
)


@dataclass(frozen=True, slots=True)
class GitAction:
    """Changes `repositories`, which plans name as the operator does, and pushes them to their remotes.

    Of `environment` PATH is used, to find git and ssh, and what it says of proxies, authorities and the agent of ssh keys.
    A commit is made once: its trailer tells a later try that it is there. Nothing of a repository is run, and its work trees
    are not touched.
    """

    repositories: Mapping[str, KeptRepository]
    processes: Processes
    secrets: Secrets
    environment: Mapping[str, str]
    name: str = "git"
    looks: bool = False

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say which commit would be made and what it would change; nothing gets into the repository."""
        try:
            with self._opened(parameters, occasion, quiet=True) as repository:
                found = self._look(repository, parameters, occasion)
                if isinstance(found, Result):
                    mark = found.mark if found.mark is Mark.DONE else Mark.NOT_BEGUN
                    return _plain(replace(found, mark=mark))
                if isinstance(found, Push):
                    stands = (
                        f"which stands at {found.before[:12]}" if found.before else "which is not there yet"
                    )
                    return _plain(Result(Mark.DONE, f"would push {found.words}, {stands}"))
                shown = difference(repository, found.before, found.after)
                return _plain(Result(Mark.DONE, f"would be done: {found.words}", shown))
        except MainstayError as error:
            return _not_begun(error)
        except OSError as error:
            return _plain(Result(Mark.NOT_BEGUN, f"the repository cannot be read: {error}"))

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Change the repository, or push it."""
        try:
            with self._opened(parameters, occasion, quiet=False) as repository:
                found = self._look(repository, parameters, occasion)
                if isinstance(found, Result):
                    return _plain(found)
                if isinstance(found, Push):
                    return _plain(pushed(repository, found))
                if occasion.stopped():
                    return Result(Mark.NOT_BEGUN, "it was stopped")
                result = moved(repository, found, occasion)
                if result.mark is Mark.FAILED:
                    result = self._meanwhile(repository, parameters, occasion) or result
                return _plain(result)
        except MainstayError as error:
            return _not_begun(error)
        except OSError as error:
            return _plain(Result(Mark.NOT_BEGUN, f"the repository cannot be read: {error}"))

    def _meanwhile(
        self, repository: Opened, parameters: Mapping[str, Value], occasion: Occasion
    ) -> Result | None:
        """Give the result where another try of the same action has done it meanwhile."""
        with suppress(MainstayError, OSError):
            again = self._look(repository, parameters, occasion)
            if isinstance(again, Result) and again.mark is Mark.DONE:
                return again
        return None

    @contextmanager
    def _opened(
        self, parameters: Mapping[str, Value], occasion: Occasion, *, quiet: bool
    ) -> Iterator[Opened]:
        name, about = str(parameters["repository"]), str(parameters["branch"])
        kept = self.repositories.get(name)
        if kept is None:
            raise UsageError(
                f"the operator names no repository {name}",
                where="repository",
                mend="name it under `repositories`",
            )
        if not kept.lets_change(about):
            raise UsageError(
                f"the operator lets no plan change the branch {about}",
                where=f"repository {name}",
                mend=f"choose one of {', '.join(kept.branches)}",
            )
        processes = StoppableProcesses(self.processes, occasion.stopped, time.monotonic() + occasion.seconds)
        with opened(kept, processes, self.environment, quiet=quiet) as repository:
            yield repository

    def _look(
        self, repository: Opened, parameters: Mapping[str, Value], occasion: Occasion
    ) -> Move | Push | Result:
        if parameters["to"] == "push":
            remote = remote_of(repository.kept, str(parameters.get("remote", "")), self.secrets)
            if remote.protocol == "file":
                refuse_foreign(remote.address)
            try:
                return push(repository, parameters, occasion, remote, self.environment)
            except MainstayError as error:
                # What was asked for may stand in what git says.
                scrubber = Scrubber(remote.secrets)
                raise UsageError(scrubber.scrub(str(error)), where="remote") from None
        refuse_links(repository.place, str(parameters["branch"]))
        found = _LOOKS[str(parameters["to"])](repository, parameters, occasion)
        if isinstance(found, Move) and repository.is_checked_out(found.branch):
            raise UsageError(
                f"the branch {found.branch} is checked out in a work tree, which would look changed then",
                where=repository.kept.path,
                mend="use a branch that nobody works on",
            )
        return found


def _plain(result: Result) -> Result:
    return replace(result, detail=sentence(result.detail))


def _not_begun(error: MainstayError) -> Result:
    mend = f"; {error.mend}" if error.mend else ""
    return Result(Mark.NOT_BEGUN, sentence(f"{error}{mend}"))
