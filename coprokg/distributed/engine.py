"""Run a function over many tasks on workers of Dask: on this machine, or on a cluster that somebody else started."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from ..problems import Misuse

Task = TypeVar("Task")
Result = TypeVar("Result")
Say = Callable[[str], None]

HOW = "pip install 'coprokg[cluster]'"

_PATIENCE = "20s"
"""How long a scheduler may take to answer."""


def _dask() -> Any:
    """Return the library, imported when it is wanted and not before.

    :raises Misuse: if it is not installed.
    """
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise Misuse(f"several workers need Dask; {HOW}") from None


def silent(what: str) -> None:
    """Say nothing: the default for progress."""


class Team:
    """The workers, called together when there is something to do, or this process alone."""

    def __init__(self, stack: ExitStack, number: int, scheduler: str, scratch: Path, say: Say = silent) -> None:
        """Say who is to do it.

        :param stack: with its end the workers go.
        :param number: how many processes of this machine; with none, and no scheduler, this one does it.
        :param scheduler: the address of a cluster's scheduler, or nothing.
        :param scratch: where processes of this machine may put files of their own.
        :param say: called with a word about how far it has come.
        """
        self._stack, self._say = stack, say
        self._wanted = (number, scheduler, scratch)
        self._client: Any = None

    def run(self, function: Callable[[Task], Result], tasks: Sequence[Task], what: str) -> list[Result]:
        """Do something with each task; return the results in the order of the tasks.

        :param function: what is done with each task; it does the same wherever it runs, and however often.
        :param tasks: the tasks: small and plain, they name what is to be read.
        :param what: what a task is called in messages.
        :raises Misuse: if a task was misused, or the workers cannot do it.
        """
        if not tasks or not any(self._wanted[:2]):
            return [function(task) for task in tasks]
        self._client = self._client or self._stack.enter_context(workers(*self._wanted))
        return run(self._client, function, tasks, what, self._say)


@contextmanager
def workers(number: int, scheduler: str, scratch: Path) -> Iterator[Any]:
    """Give workers: processes of this machine, which end with the block, or those of a running cluster.

    :param number: how many processes, where there is no cluster.
    :param scheduler: the address of a cluster's scheduler, or nothing.
    :param scratch: where processes of this machine may put files of their own.
    :returns: the client of Dask.
    :raises Misuse: if Dask is not installed, or the scheduler does not answer.
    """
    dask = _dask()
    if scheduler:
        try:
            client = dask.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise Misuse(f"no scheduler of Dask answers at {scheduler} ({error}); start one by `dask scheduler`,"
                         " and its workers by `dask worker`") from None
        with client:
            yield client
        return
    if number < 1:
        raise Misuse(f"{number} workers do nothing; give at least one")
    # On loopback: nothing of it can be reached from another machine.
    with (dask.LocalCluster(n_workers=number, threads_per_worker=1, processes=True, host="127.0.0.1",
                            dashboard_address="127.0.0.1:0", local_directory=str(scratch),
                            silence_logs=logging.CRITICAL) as cluster,
          dask.Client(cluster, set_as_default=False) as client):
        yield client


def run(client: Any, function: Callable[[Task], Result], tasks: Sequence[Task], what: str, say: Say) -> list[Result]:
    """Run a function over tasks; return the results in the order of the tasks, whoever was first.

    A task whose worker dies is given to another; one that has killed several is given up.

    :param client: the workers.
    :param function: what is done with each task; it does the same wherever it runs, and however often.
    :param tasks: the tasks: small and plain, they name what is to be read.
    :param what: what a task is called in messages.
    :param say: called with a word about how far it has come.
    :raises Misuse: if a task was misused, or killed its workers, or the cluster went away.
    """
    dask = _dask()
    futures = client.map(function, tasks, pure=False)
    try:
        for done, future in enumerate(dask.as_completed(futures, loop=client.loop), 1):
            say(f"{what} {done:,} of {len(tasks):,}")
            if future.status == "error":
                break
        wrong = [future for future in futures if future.status == "error"]
        return list(client.gather(wrong or futures))
    except dask.KilledWorker as error:
        raise Misuse(f"{what}: {error.allowed_failures + 1} workers died of the same task, one after the other; give each"
                     " more memory, or look into their logs") from None
    except dask.CancelledError:
        raise Misuse("the scheduler of the workers went away; run the command again, it goes on where it was") from None
    finally:
        client.cancel(futures)
