"""A plugin of Prefect's: `prefect deploy`, in the folder of prefect.yaml, finds the work pool that it names.

Prefect looks for the pool before it runs any step of prefect.yaml, and makes none itself. Plugins are called earlier;
prefect.toml, beside prefect.yaml, switches this one on, and so for that folder alone.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from prefect.plugins import register_hook

if TYPE_CHECKING:
    from prefect.plugins import HookContext

_DEPLOYMENTS = Path("prefect.yaml")


@register_hook
async def setup_environment(*, ctx: "HookContext") -> None:
    """Makes the pools where this process is `prefect deploy` and the server has none of that name.

    What fails here is logged by Prefect; the deployment then says in its own words what is missing.
    """
    if "deploy" in sys.argv[1:] and _DEPLOYMENTS.exists():
        os.environ["PWD"] = str(Path.cwd())  # of which prefect.yaml speaks; other than a shell, a script may not set it
        for name in pools_of(_DEPLOYMENTS.read_text("utf-8")):
            if await make_pool(name):
                ctx.logger_factory("prefect.plugins").info("made the work pool %s", name)


def pools_of(page: str) -> tuple[str, ...]:
    """The pools that a prefect.yaml names.

    >>> pools_of("deployments: [{name: poll, work_pool: {name: eventwire}}, {name: process}]")
    ('eventwire',)
    """
    deployments = yaml.safe_load(page)["deployments"]
    return tuple(dict.fromkeys(each["work_pool"]["name"] for each in deployments if "work_pool" in each))


async def make_pool(name: str) -> bool:
    """Whether it had to be made, for workers that run flows as processes."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
    from prefect.workers.process import ProcessWorker

    async with get_client() as client:
        try:
            await client.read_work_pool(name)
        except ObjectNotFound:
            pool = WorkPoolCreate(
                name=name, type="process", base_job_template=ProcessWorker.get_default_base_job_template()
            )
            try:
                await client.create_work_pool(pool)
            except ObjectAlreadyExists:  # somebody else deployed at the same time
                return False
            return True
    return False
