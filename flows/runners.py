"""Where texts are parsed: in this process, in processes of this machine, or on a cluster of Dask or Ray.

A cluster is started or joined by Prefect's own task runner for it, so that whatever that runner can be told holds here.
What is submitted are plain functions, not task runs: a text costs less than the record of a task would, and it works
without a Prefect server too.
"""

import atexit
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from domain.errors import SettingsError

Work = Callable[[Sequence[str]], bytes]


class Runner(StrEnum):
    """What runs the workers."""

    PROCESSES = "processes"  # of this machine
    DASK = "dask"
    RAY = "ray"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """How many workers parse, and where."""

    count: int = 1  # on a cluster of our own; one that is joined has its own number
    runner: Runner = Runner.PROCESSES
    address: str | None = None  # of a cluster that is joined; None: one is started here

    @property
    def alone(self) -> bool:
        """Whether parsing stays in this process."""
        return self.runner is Runner.PROCESSES and self.count == 1


class Cluster(Protocol):
    """Workers elsewhere."""

    def each(self, work: Work, tasks: Sequence[Sequence[str]]) -> Iterator[bytes]:
        """What `work` gives for each task, in the order of the tasks."""
        ...

    def close(self) -> None:
        """Ends what was started here; a cluster that was joined goes on."""
        ...


def joined_cluster(workers: Workers) -> Cluster:
    """The cluster of Dask or Ray, ready to work.

    Raises SettingsError where its extra is not installed, or nothing answers at its address.
    """
    kind = DaskCluster if workers.runner is Runner.DASK else RayCluster
    try:
        cluster: Cluster = kind(workers)
    except ImportError as error:
        name = workers.runner.value
        raise SettingsError(f"EVENTWIRE_RUNNER is {name}: install it with pip install 'eventwire[{name}]'") from error
    except (OSError, ConnectionError, TimeoutError) as error:
        raise SettingsError(f"no cluster answers at {workers.address} (EVENTWIRE_RUNNER_ADDRESS): {error}") from error
    atexit.register(cluster.close)
    return cluster


class DaskCluster:
    """A Dask scheduler with its workers, one thread each where they are ours."""

    def __init__(self, workers: Workers) -> None:
        from prefect_dask.task_runners import DaskTaskRunner

        own = {"n_workers": workers.count, "threads_per_worker": 1, "dashboard_address": None}
        runner = DaskTaskRunner(address=workers.address) if workers.address else DaskTaskRunner(cluster_kwargs=own)
        self._stack = ExitStack()
        self._client: Any = self._stack.enter_context(runner).client

    def each(self, work: Work, tasks: Sequence[Sequence[str]]) -> Iterator[bytes]:
        futures: list[Any] = [self._client.submit(work, task, pure=False) for task in tasks]
        for place, future in enumerate(futures):
            yield future.result()
            futures[place] = None  # the cluster forgets it

    def close(self) -> None:
        self._stack.close()


class RayCluster:
    """A Ray cluster."""

    def __init__(self, workers: Workers) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
        from prefect_ray import RayTaskRunner

        own = {"num_cpus": workers.count, "include_dashboard": False}
        quiet = {"log_to_driver": False, "configure_logging": False}
        runner = RayTaskRunner(address=workers.address, init_kwargs=quiet | ({} if workers.address else own))
        self._stack = ExitStack()
        self._stack.enter_context(runner)

    def each(self, work: Work, tasks: Sequence[Sequence[str]]) -> Iterator[bytes]:
        import ray

        remote = ray.remote(work)
        results: list[Any] = [remote.remote(task) for task in tasks]
        for place, result in enumerate(results):
            yield ray.get(result)
            results[place] = None  # as above

    def close(self) -> None:
        self._stack.close()
