"""docs/cli.md, made from the commands' own help: `python -m flows.cli.reference > docs/cli.md`."""

from collections.abc import Iterator

import click

from flows.cli.main import COMMANDS, cli

_HEAD = """# Command line

Made by `make docs` from the commands' own help. Exit codes: 0 success, 1 failure (the message says what to do), 2 wrong
usage, 130 interrupted. Tables are for people; in a pipe they are plain columns, and `--format csv`, `json`, `jsonl` or
`parquet` is for programs. Every command that uses a database takes `--database PATH`, or goes by `EVENTWIRE_DATABASE`;
all settings are listed by `eventwire settings`.
"""


def reference() -> str:
    """The whole page."""
    lines = [f"- [`eventwire {name}`](#eventwire-{name}): {line}" for name, (_, line) in COMMANDS.items()]
    sections = [f"\n## eventwire {path}\n\n```\n{text}\n```\n" for path, text in _helps()]
    return _HEAD + "\n" + "\n".join(lines) + "\n" + "".join(sections)


def _helps() -> Iterator[tuple[str, str]]:
    with click.Context(cli, info_name="eventwire", help_option_names=["-h", "--help"]) as context:
        for name in cli.list_commands(context):
            command = cli.get_command(context, name)
            assert command is not None
            yield from _help(command, name, context)


def _help(command: click.Command, path: str, parent: click.Context) -> Iterator[tuple[str, str]]:
    with click.Context(command, info_name=path.rsplit(" ", 1)[-1], parent=parent, terminal_width=100) as context:
        yield path, command.get_help(context)
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner is not None
                yield from _help(inner, f"{path} {name}", context)


if __name__ == "__main__":
    click.echo(reference(), nl=False)
