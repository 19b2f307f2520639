"""Groups of commands that list where no command is named."""

import click


class ListingGroup(click.Group):
    """A group that lists where no command is named: `eventwire actors "al thani"`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args.insert(0, "list")
        return super().parse_args(ctx, args)
