"""Executors on a cluster of dask.distributed, which is an extra of its own: `mainstay[cluster]`."""

import logging
import threading
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import suppress
from importlib import import_module
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar

from mainstay.adapters.executors.versions import by_the_same, mismatch, own_versions, refuse_others
from mainstay.domain.computing import Computing
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.ports.executors import TaskKilled

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")
_Library: TypeAlias = Any
"""The module of an extra that need not be there, a client of it, or one of its futures."""
_CONNECTING: Final = 10
"""Seconds in which a scheduler must answer."""
_LOOKED: Final = 1.0
_WITHOUT_WORKERS: Final = 60
"""Seconds without a single worker after which a cluster counts as gone."""
_MOST_WIDTH: Final = 64
_UNREAD: Final = "Error during deserialization"
"""How the library begins to say that a scheduler or a worker could not unpickle a task."""


class DaskExecutors:
    """What a scheduler's workers do. Tasks carry all their data: workers need no store and no files, only the same versions.

    Of a worker that dies the scheduler gives the tasks to others. A task that several die of (`allowed-failures`, 3 by default)
    raises TaskKilled. Where the scheduler is gone, or for a minute all workers are, futures raise BrokenExecutor.
    """

    name = "dask"
    worth = 0

    def __init__(self, computing: Computing) -> None:
        """Take the scheduler and what it is known by. Raises RunFailed where the library is not installed."""
        self._computing = computing
        self.width = min(computing.workers, _MOST_WIDTH) or 2
        self._library = _library()

    def open(self) -> Executor:
        """Connect, and give an executor as wide as the cluster. Raises RunFailed where it is away or of other versions."""
        client = self._connected()
        try:
            threads = self._workers(client)
        except BaseException:
            _closed(client)
            raise
        if not self._computing.workers:
            self.width = min(sum(threads.values()), _MOST_WIDTH)
        return _DaskExecutor(client, self._library)

    def end(self, executor: Executor) -> None:
        """Take back what is under way and leave the cluster, which goes on without us."""
        executor.shutdown(wait=False, cancel_futures=True)

    def _connected(self) -> _Library:
        asked = self._computing
        options: dict[str, Any] = {}
        if asked.scheduler.startswith("tls://"):
            if not (asked.authority and asked.certificate and asked.key):
                raise UsageError(
                    "a scheduler with TLS is known by its authority, and we are by a certificate with its key",
                    where=asked.scheduler,
                    mend="set authority, certificate and key under forecasts.computing in the operator's file",
                )
            options["security"] = self._library.Security(
                tls_ca_file=asked.authority,
                tls_client_cert=asked.certificate,
                tls_client_key=asked.key,
                require_encryption=True,
            )
        # What the library has to tell is told by what becomes of the futures.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return self._library.Client(
                    asked.scheduler, timeout=_CONNECTING, set_as_default=False, **options
                )
        except (OSError, TimeoutError, ValueError, RuntimeError, ImportError) as error:
            raise RunFailed(
                f"the scheduler cannot be asked: {type(error).__name__}",
                where=asked.scheduler,
                mend="see whether it runs there, and with the same certificates",
            ) from error

    def _workers(self, client: _Library) -> dict[str, int]:
        try:
            client.wait_for_workers(1, timeout=_CONNECTING)
            threads: dict[str, int] = client.nthreads()
            versions = client.get_versions(packages=["mainstay", "numpy"])
        except (OSError, TimeoutError, RuntimeError) as error:
            raise RunFailed(
                "the scheduler has no workers, or is gone",
                where=self._computing.scheduler,
                mend="start some: dask worker, on machines with the same version of Mainstay",
            ) from error
        ours = _counted(versions["client"])
        # The scheduler looks into what it hands on, so that it needs the same program too.
        refuse_others(ours, _counted(versions["scheduler"]), "the scheduler")
        for address, told in versions["workers"].items():
            refuse_others(ours, _counted(told), f"the worker {address}")
        return threads


class _DaskExecutor(Executor):
    """Gives tasks to a client, and looks whether there is still anybody to do them."""

    def __init__(self, client: _Library, library: _Library) -> None:
        self._client = client
        self._library = library
        self._given: dict[Future[Any], Any] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        threading.Thread(target=self._watch, name="cluster", daemon=True).start()

    def submit(
        self, fn: Callable[_Arguments, _Result], /, *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> Future[_Result]:
        """Give a task to the cluster; raises BrokenExecutor where there is none any more."""
        future: Future[_Result] = Future()
        if self._ended.is_set():
            raise BrokenExecutor("the cluster is gone")
        with warnings.catch_warnings():
            # That a task brings its data along is meant so.
            warnings.simplefilter("ignore")
            try:
                theirs = self._client.submit(by_the_same, own_versions(), fn, *args, pure=False, **kwargs)
            except (OSError, RuntimeError) as error:
                raise BrokenExecutor("the cluster is gone") from error
        with self._lock:
            self._given[future] = theirs
            ended = self._ended.is_set()
        if ended:
            # Who broke all that was under way may have done so before this one was among it.
            self._fail(future, BrokenExecutor("the cluster is gone"))
        theirs.add_done_callback(lambda done: self._done(future, done))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # as the library has it
        """Wait for what is under way unless told not to, and leave the cluster."""
        if wait and not cancel_futures:
            with self._lock:
                waiting = list(self._given)
            for future in waiting:
                with suppress(Exception):
                    future.exception()
        self._break("the executor was shut down")
        _closed(self._client)

    def _done(self, future: Future[Any], theirs: _Library) -> None:
        """Say what became of a task, once."""
        try:
            made = theirs.result()
        except self._library.KilledWorker:
            self._fail(future, TaskKilled("each worker that was given a task died"))
        except (
            CancelledError,
            self._library.client.FutureCancelledError,
            self._library.comm.CommClosedError,
        ):
            self._fail(future, BrokenExecutor("the cluster lost a task"))
        except (ModuleNotFoundError, AttributeError) as error:
            self._fail(future, mismatch(f"a worker knows nothing of what it was given: {error}"))
        except RuntimeError as error:
            unread = str(error).startswith(_UNREAD)
            told = mismatch("the scheduler knows nothing of what it was given") if unread else error
            self._fail(future, told)
        except Exception as error:  # noqa: BLE001  # whatever a task raises is for who waits for it
            self._fail(future, error)
        else:
            with self._lock:
                if self._given.pop(future, None) is not None:
                    future.set_result(made)

    def _fail(self, future: Future[Any], error: BaseException) -> None:
        with self._lock:
            if self._given.pop(future, None) is not None:
                future.set_exception(error)

    def _watch(self) -> None:
        """Break all that is under way where there is nobody for a while who could do it."""
        without = 0.0
        while not self._ended.wait(_LOOKED):
            try:
                without = 0.0 if self._client.nthreads() else without + _LOOKED
            except (OSError, TimeoutError, RuntimeError, CancelledError):
                self._break("the scheduler is gone")
                return
            if without >= _WITHOUT_WORKERS:
                self._break("the cluster has no workers any more")
                return

    def _break(self, why: str) -> None:
        self._ended.set()
        with self._lock:
            given, self._given = self._given, {}
        with suppress(OSError, RuntimeError, TimeoutError):
            self._client.cancel(list(given.values()), force=True)
        for future in given:
            future.set_exception(BrokenExecutor(why))


def _counted(told: Mapping[str, Mapping[str, str | None]]) -> Mapping[str, str]:
    """Give the versions that count of all that a process tells of itself."""
    packages = told["packages"]
    found = {name: packages.get(name) or "" for name in ("mainstay", "numpy", "python")}
    return {**found, "python": ".".join(found["python"].split(".")[:2])}


def _closed(client: _Library) -> None:
    with suppress(OSError, RuntimeError, TimeoutError, CancelledError):
        client.close(timeout=_CONNECTING)


def _library() -> _Library:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise RunFailed(
            "a cluster needs dask.distributed, which is not installed",
            where="--executor dask",
            mend='pip install "mainstay[cluster]"',
        ) from error
