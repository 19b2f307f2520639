"""The runner of `eventwire serve`: all flows on their schedules, in a process that its supervisor can start again.

`python -m flows.served POLL_SECONDS`, with PREFECT_API_URL set. It ends when its standard input does: then the
supervisor is dead.
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from prefect import Flow, get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, FlowRun, StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.events import DeploymentEventTrigger, EventTrigger
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, Posture
from prefect.exceptions import ObjectNotFound
from prefect.runner import Runner
from prefect.states import Crashed

from flows.alert import alerts
from flows.backfill import backfill
from flows.batch_task import LOADED
from flows.digest import digest
from flows.kept import FETCHED, process
from flows.maintain import maintain
from flows.poll import poll
from flows.recode import recode
from flows.sweep import sweep

SWEEP_SECONDS = 900
_TAGS = ["eventwire"]
_NO_HEARTBEAT = timedelta(seconds=90)  # three are missing
_ENDS = ("Completed", "Failed", "Cancelled", "Crashed")
_LATE = timedelta(seconds=5)
_MOST_RUNS = 200
_ONE_OR_NONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


class QuietRunner(Runner):
    """A runner that ends on SIGTERM as it does on Ctrl-C, without tracebacks."""

    _is_ending = False

    def handle_sigterm(self, *_args: Any, **_more: Any) -> None:
        # Once: the supervisor's signal and the end of its pipe come as two, and a second Ctrl-C would break the loop.
        if not self._is_ending:
            self._is_ending = True
            signal.raise_signal(signal.SIGINT)


def deployments(poll_seconds: int) -> tuple[RunnerDeployment, ...]:
    """All flows with their schedules and triggers.

    Rounds that fall due while one is at work are dropped. A killed run's slot is freed with its heartbeat, or when the
    runner starts again; what must not happen twice at once is locked beside the database.
    """
    found = [
        _deployed(poll, interval=poll_seconds, concurrency_limit=_ONE_OR_NONE),
        _deployed(process, triggers=[_on(FETCHED, "eventwire.batch.*")]),
        _deployed(alerts, triggers=[_on(LOADED, "eventwire.run.*")]),
        _deployed(sweep, interval=SWEEP_SECONDS, concurrency_limit=_ONE_OR_NONE),
        _deployed(digest, cron="10 0 * * *"),
        _deployed(maintain, cron="30 2 * * *"),
        _deployed(backfill, parameters={"paths": ["seeds"]}),
        _deployed(recode),
    ]
    return tuple(found)


def _deployed(flow: Flow[Any, Any], **how: Any) -> RunnerDeployment:
    # Typed as perhaps a coroutine, since the call answers so inside an event loop; here there is none.
    return cast(RunnerDeployment, flow.to_deployment(name=flow.name, tags=_TAGS, **how))


def _on(event: str, resource: str) -> DeploymentEventTrigger:
    return DeploymentEventTrigger(name=event, expect={event}, match={"prefect.resource.id": resource})


def heartless() -> AutomationCore:
    """Runs whose process died without a word are marked as crashed when their heartbeat stays away."""
    ends = {f"prefect.flow-run.{end}" for end in _ENDS}
    return AutomationCore(
        name="eventwire: runs without a heartbeat have crashed",
        trigger=EventTrigger(
            after={"prefect.flow-run.heartbeat"},
            expect={"prefect.flow-run.heartbeat", *ends},
            match={"prefect.resource.id": "prefect.flow-run.*"},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=_NO_HEARTBEAT,
        ),
        actions=[
            ChangeFlowRunState(state=StateType.CRASHED, name=None, message="no heartbeat for 90 seconds", force=False)
        ],
    )


async def _serve(served: Sequence[RunnerDeployment]) -> None:
    # What a frequent look at the server costs is a request.
    runner = QuietRunner(name="eventwire", query_seconds=1, pause_on_shutdown=False)
    ids = {deployment.name: await runner.aadd_deployment(deployment) for deployment in served}
    async with get_client() as client:
        await _tidy(client, list(ids.values()))
        await client.create_flow_run_from_deployment(ids["sweep"], name="sweep at the start")
        await _watch_hearts(client)
    await runner.start()


async def _tidy(client: PrefectClient, deployment_ids: Sequence[Any]) -> None:
    """What an earlier runner left: its runs have crashed, and rounds that fell due since are not made up for.

    The next round does what they would have. Runs that were asked for by hand stay.
    """
    before = datetime.now(UTC) - _LATE
    for run in await _runs(client, deployment_ids, [StateType.RUNNING, StateType.PENDING]):
        with suppress(ObjectNotFound):
            await client.set_flow_run_state(run.id, Crashed(message="its runner ended"), force=True)
    for run in await _runs(client, deployment_ids, [StateType.SCHEDULED]):
        if run.auto_scheduled and run.expected_start_time is not None and run.expected_start_time < before:
            with suppress(ObjectNotFound):
                await client.delete_flow_run(run.id)


async def _runs(client: PrefectClient, deployment_ids: Sequence[Any], states: list[StateType]) -> list[FlowRun]:
    return await client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=list(deployment_ids))),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states))),
        limit=_MOST_RUNS,
    )


async def _watch_hearts(client: PrefectClient) -> None:
    wanted = heartless()
    if not await client.read_automations_by_name(wanted.name):
        await client.create_automation(wanted)


def _end_with_supervisor() -> None:
    """Its end of the pipe closes when it dies, however it dies."""
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)


def main(poll_seconds: int) -> None:
    """Serves until SIGTERM, SIGINT or the supervisor's death."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what `nohup ... &` starts would ignore it
    threading.Thread(target=_end_with_supervisor, daemon=True).start()
    served = deployments(poll_seconds)
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(served))


if __name__ == "__main__":
    main(int(sys.argv[1]))
