"""The systemd unit and the container file name commands, options, files and folders that there are."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from pathlib import Path

import click
import pytest

from flows.cli.main import COMMANDS, cli
from flows.settings import Settings

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "docs" / "deploy" / "eventwire.service"
CONTAINER = (ROOT / "docs" / "deploy" / "Containerfile").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
STATE = Path("/var/lib/eventwire")


@pytest.fixture(scope="module")
def service() -> dict[str, list[str]]:
    """The lines of [Service]: all values of each name."""
    found: dict[str, list[str]] = {}
    parser = ConfigParser(interpolation=None, strict=False)
    parser.read_string(UNIT.read_text("utf-8"))  # raises where it is no unit
    assert set(parser.sections()) == {"Unit", "Service", "Install"}
    for line in UNIT.read_text("utf-8").partition("[Service]")[2].partition("[Install]")[0].splitlines():
        name, is_set, value = line.partition("=")
        if is_set and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def parsed(words: list[str]) -> click.Command:
    """The command that the words call, which takes all of them."""
    assert words[0] in COMMANDS
    above = click.Context(cli, **cli.context_settings)  # commands keep the help option that they were first asked with
    command = cli.get_command(above, words[0])
    assert command is not None
    command.make_context(words[0], words[1:], parent=above)  # raises where it does not know an option
    return command


def test_the_unit_starts_commands_of_ours(service: dict[str, list[str]]) -> None:
    called = [shlex.split(line) for line in (*service["ExecStartPre"], *service["ExecStart"])]
    assert [Path(words[0]).name for words in called] == ["eventwire", "eventwire"]
    assert "eventwire" in PROJECT["project"]["scripts"]
    assert [parsed(words[1:]).name for words in called] == ["doctor", "serve"]


def test_the_unit_keeps_its_state_outside_of_the_program(service: dict[str, list[str]]) -> None:
    program = Path(shlex.split(service["ExecStart"][0])[0]).parents[2]
    options = shlex.split(service["ExecStart"][0])
    database = next(line.partition("=")[2] for line in service["Environment"] if "DATABASE" in line)
    assert service["StateDirectory"] == [STATE.name]
    for path in (service["WorkingDirectory"][0], database, options[options.index("--home") + 1]):
        assert Path(path).is_relative_to(STATE)
        assert not Path(path).is_relative_to(program)
    named = {line.split("=")[0].removeprefix("EVENTWIRE_").lower() for line in service["Environment"]}
    assert named <= set(Settings.model_fields)
    assert service["KillSignal"] == ["SIGTERM"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="wants systemd-analyze")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    command = Path(sys.executable).parent / "eventwire"
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text("utf-8").replace("/opt/eventwire/.venv/bin/eventwire", str(command)), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_container_has_all_that_the_program_is_made_of() -> None:
    copied = [line.split()[1:] for line in CONTAINER.splitlines() if line.startswith("COPY ")]
    assert all((ROOT / each).exists() for words in copied for each in words[:-1])
    assert {*PROJECT["tool"]["setuptools"]["packages"], "requirements.lock", "pyproject.toml"} <= {
        each for words in copied for each in words[:-1]
    }


def test_the_container_calls_commands_of_ours_and_keeps_its_state_in_a_volume() -> None:
    (entry,) = re.findall(r'^ENTRYPOINT \["(\w+)"\]', CONTAINER, re.M)
    assert entry in PROJECT["project"]["scripts"]
    calls = [re.findall(r'"([^"]+)"', call) for call in re.findall(r"CMD (\[.+\])", CONTAINER)]
    assert [parsed([word for word in words if word != entry]).name for words in calls] == ["status", "serve"]
    (volume,) = re.findall(r"^VOLUME (\S+)", CONTAINER, re.M)
    settings = dict(re.findall(r"EVENTWIRE_(\w+)=(\S+)", CONTAINER))
    assert {name.lower() for name in settings} <= set(Settings.model_fields)
    assert all(Path(path).is_relative_to(volume) for path in (*settings.values(), calls[1][-1]))
    python = re.findall(r"python:(\d\.\d+)", CONTAINER)
    assert PROJECT["project"]["requires-python"].startswith(f">={python[0]}")
