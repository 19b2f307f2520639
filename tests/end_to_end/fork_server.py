"""A process that loads the model once and forks a backfill for each request: something to kill that starts at once.

Reads lines of JSON {"paths", "database", "batch_size"} on standard input; answers each with the child's pid, and, when
the child has ended, with its exit status (negative: the signal that ended it).
"""

import json
import os
import sys
from pathlib import Path

from flows.extraction import Knowledge, load_knowledge
from flows.loading import run_backfill
from flows.settings import load_settings


def main() -> None:
    knowledge = load_knowledge()
    print("ready", flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _child(request, knowledge)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _child(request: dict[str, object], knowledge: Knowledge) -> None:
    try:
        settings = load_settings(database=request["database"], batch_size=request["batch_size"])
        run_backfill([Path(str(path)) for path in request["paths"]], settings, knowledge=knowledge)
    except BaseException as error:  # noqa: BLE001 -- a forked child must never come back into the loop
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
