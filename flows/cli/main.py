"""The command `eventwire`: one group, one module a family of commands."""

import click

from flows.cli.piping import extract


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="eventwire")
def main() -> None:
    """Who did what to whom, when and where, with the sentence that says so."""


main.add_command(extract)
