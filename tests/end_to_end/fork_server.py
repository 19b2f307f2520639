"""A process that loads the model once and forks a backfill for each request: something to kill that starts at once.

Reads lines of JSON {"paths", "database", "batch_size"} on standard input, or with "poll" for a round of polling with
alerts; answers each with the child's pid, and, when
the child has ended, with its exit status (negative: the signal that ended it).
"""

import json
import os
import sys
from pathlib import Path

from domain.documents import Article, MediaType, RawDocument
from extractors.relations import fingerprint
from flows.alerting.running import evaluate_and_deliver
from flows.extraction import Knowledge, code, load_knowledge, read
from flows.loading import run_backfill
from flows.polling import poll_once
from flows.settings import load_settings


def main() -> None:
    knowledge = load_knowledge()
    _warm(knowledge)
    print("ready", flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _child(request, knowledge)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _warm(knowledge: Knowledge) -> None:
    """What the first article of a process costs is paid once, before the forks."""
    raw = RawDocument(content=b"Iran fired missiles at Israel on Tuesday.", media_type=MediaType.TEXT)
    article = read(raw, today=None)
    assert isinstance(article, Article)
    code([article], knowledge)
    fingerprint(article)


def _child(request: dict[str, object], knowledge: Knowledge) -> None:
    try:
        settings = load_settings(database=request["database"], batch_size=request["batch_size"])
        if request.get("poll"):
            poll_once(settings, knowledge=knowledge)
            evaluate_and_deliver(settings)
            os._exit(0)
        run_backfill([Path(str(path)) for path in request["paths"]], settings, knowledge=knowledge)
    except BaseException as error:  # noqa: BLE001 -- a forked child must never come back into the loop
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
