"""The command `eventwire`: one group, one module a family of commands."""

import os
import sys

import click

from domain.errors import EventwireError
from domain.masking import masked
from flows.cli.lazy import LazyGroup

INTERRUPTED = 130  # as shells report it

# Where each command lives, and its line in `eventwire --help`, in the order in which people meet them.
COMMANDS = {
    "backfill": ("flows.cli.backfilling:backfill", "Read files or folders and load them."),
    "status": ("flows.cli.standing:status", "What the database holds, how the work goes, and what to do."),
    "events": ("flows.cli.deciding:events", "Events: who did what to whom; merge and split by hand."),
    "timeline": ("flows.cli.looking:timeline", "Events by day, in words."),
    "actors": ("flows.cli.acting:actors", "Find actors by any form of their names."),
    "stories": ("flows.cli.clustering:stories", "Stories: articles on one happening."),
    "explain": ("flows.cli.explaining:explain", "Why: evidence, rules and merge history of anything."),
    "search": ("flows.cli.searching:search", "Find articles and events by their words."),
    "query": ("flows.cli.looking:query", "Answer a question in SQL."),
    "sources": ("flows.cli.sourcing:sources", "Sources that are polled: add, import, list, pause."),
    "poll": ("flows.cli.polling:poll", "Run one round over the sources that are due."),
    "fetch": ("flows.cli.polling:fetch", "Fetch pages by address and load them."),
    "fetches": ("flows.cli.polling:fetches", "The ledger of requests."),
    "serve": ("flows.cli.serving:serve", "Everything on a schedule, with alerts, from one command."),
    "alerts": ("flows.cli.alerting:alerts", "Alerts: what fired; evaluate rules, deliver messages."),
    "rules": ("flows.cli.ruling:rules", "Alert rules: add, list, check, test, mute."),
    "digest": ("flows.cli.digesting:digest", "What a day brought: new events with evidence, alerts, troubles."),
    "recode": ("flows.cli.recoding:recode", "Today's knowledge over stored texts, and what it changes."),
    "export": ("flows.cli.exporting:export", "Tables as Parquet files, raw documents as a web archive."),
    "maintain": ("flows.cli.maintaining:maintain", "Housekeeping: index, check, publish, back up, let go."),
    "publish": ("flows.cli.maintaining:publish", "A copy for tools that hold a connection, swapped in whole."),
    "backup": ("flows.cli.maintaining:backup", "Back up the database and its raw documents, and read it back."),
    "restore": ("flows.cli.maintaining:restore", "Put a backup at a new path, verified."),
    "rejects": ("flows.cli.rejecting:rejects", "Documents that went no further: list or replay them."),
    "frames": ("flows.cli.knowing:frames", "Frames by which sentences are coded: list, or try on a sentence."),
    "extract": ("flows.cli.piping:extract", "JSON lines of documents in, JSON lines of what they say out."),
    "relate": ("flows.cli.relating:relate", "JSON lines of documents in, JSON lines of relations out."),
    "doctor": ("flows.cli.doctoring:doctor", "Whether everything is in order, and what to do where not."),
    "settings": ("flows.cli.knowing:settings", "All settings, their values and where they come from."),
}


@click.group(
    cls=LazyGroup,
    places=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`eventwire COMMAND --help` shows options and examples.",
)
@click.version_option(package_name="eventwire")
def cli() -> None:
    """Who did what to whom, when and where, with the sentence that says so."""


def main() -> None:
    """The console script: 0 on success, 1 where it failed, 2 on wrong usage, 130 where it was interrupted."""
    stdout = sys.stdout
    os.environ.setdefault("DO_NOT_TRACK", "1")  # Prefect, where a command imports it, tells nobody
    try:
        sys.exit(cli.main(prog_name="eventwire", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
    except SystemExit:
        if (
            sys.stdout is not stdout
        ):  # click wrapped it, since the reader of our output, such as `head`, has seen enough
            sys.exit(0)
        raise
    except BrokenPipeError:  # the same, noticed outside of click
        sys.stderr.close()
        sys.exit(0)
    except EventwireError as error:
        click.echo(f"eventwire: {masked(str(error))}", err=True)
        sys.exit(1)
    except OSError as error:  # a file or folder that can't be read or written, a full disk
        place = f"{error.filename} can't be used: " if error.filename else ""
        click.echo(f"eventwire: {place}{masked(error.strerror or str(error))}", err=True)
        sys.exit(1)
