"""prefect.yaml says what there is: flows under their own names, parameters that they take, events that we emit."""

import inspect
import tomllib
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect import Flow

from flows import work_pool
from flows.batch_task import LOADED
from flows.kept import FETCHED
from flows.served import deployments

PAGE = yaml.safe_load((Path(__file__).parents[2] / "prefect.yaml").read_text("utf-8"))
DEPLOYED = {each["name"]: each for each in PAGE["deployments"]}


def flow_of(deployment: dict[str, Any]) -> "Flow[Any, Any]":
    module, _, name = deployment["entrypoint"].partition(":")
    found = getattr(import_module(module), name)
    assert isinstance(found, Flow)
    return found


@pytest.mark.parametrize("name", sorted(DEPLOYED))
def test_a_deployment_is_of_a_flow_of_its_name_with_its_parameters(name: str) -> None:
    flow = flow_of(DEPLOYED[name])
    assert flow.name == name
    assert set(DEPLOYED[name]["parameters"]) == set(inspect.signature(flow.fn).parameters)
    assert DEPLOYED[name]["work_pool"]["name"] == "eventwire"
    assert DEPLOYED[name]["concurrency_limit"]["limit"] == 1
    assert "eventwire" in DEPLOYED[name]["tags"]


def test_the_plugin_that_makes_the_work_pool_is_on_in_this_folder_and_installed() -> None:
    root = Path(__file__).parents[2]
    settings = tomllib.loads((root / "prefect.toml").read_text("utf-8"))
    assert settings["plugins"]["enabled"] is True
    (plugin,) = (each for each in entry_points(group="prefect.plugins") if each.name == settings["plugins"]["allow"])
    assert plugin.load() is work_pool
    assert work_pool.pools_of((root / "prefect.yaml").read_text("utf-8")) == ("eventwire",)


def test_triggers_wait_for_events_that_we_emit() -> None:
    expected = {name: trigger["expect"] for name, each in DEPLOYED.items() for trigger in each.get("triggers", ())}
    assert expected == {"process": [FETCHED], "alerts": [LOADED]}


def test_poll_hands_over_to_process_and_what_is_daily_has_its_hour() -> None:
    assert DEPLOYED["poll"]["parameters"]["hand_over"] is True
    assert all("cron" in DEPLOYED[name]["schedules"][0] for name in ("maintain", "digest"))


def test_serve_serves_the_same_flows() -> None:
    assert {each.name for each in deployments(60)} == set(DEPLOYED)
