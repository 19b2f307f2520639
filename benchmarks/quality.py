"""Accuracy on the development data beside the checkout: all figures, or only the floors that fail a build.

The scorers and their data are not part of the project; where they are absent this says so and passes.
"""

import argparse
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

FLOORS = Path(__file__).with_name("floors.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One scorer run."""

    script: str
    arguments: tuple[str, ...]
    floors: tuple[tuple[str, float], ...]
    fast: bool  # part of every check, not only of `make score`

    def command(self, scorers: Path) -> list[str]:
        """The command line that runs it; the scorer's exit code is 1 below a floor, 2 where it can't measure."""
        program = Path(sys.executable).with_name("eventwire")
        command = [
            sys.executable,
            str(scorers / self.script),
            *self.arguments,
            "--cmd",
            f"{program} extract --jsonl",
        ]
        if self.script in ("stories.py", "neardup.py"):
            command[-1] = f"{program} relate --jsonl"
        if self.script == "documents.py":
            command += ["--relate-cmd", f"{program} relate --jsonl"]
        for name, least in self.floors:
            command += ["--floor", f"{name}={least}"]
        return command


def measurements() -> list[Measurement]:
    """The rows of floors.yaml."""
    return [
        Measurement(
            script=row["script"],
            arguments=tuple(row.get("arguments", ())),
            floors=tuple(row["floors"].items()),
            fast=bool(row.get("fast", False)),
        )
        for row in yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    ]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, required=True, help="folder that holds score/ and data/")
    options.add_argument("--floors", action="store_true", help="only the fast runs that have floors")
    chosen = options.parse_args()
    scorers = chosen.shared / "score"
    if not scorers.is_dir():
        print(f"no scorers at {scorers}: quality floors skipped")
        return 0
    failed = []
    for each in measurements():
        if chosen.floors and not (each.fast and each.floors):
            continue
        print(f"== {each.script} {' '.join(each.arguments)}", flush=True)
        if subprocess.run(each.command(scorers), check=False).returncode:
            failed.append(each.script)
    if failed:
        print(f"below the floor, or not measured: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
