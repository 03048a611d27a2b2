"""How every command ends when it is refused: with one line for the operator, and exit code 1."""

from typing import Any

import click

from webapp import database_errors, refusals
from webapp.errors import OpenslotError
from webapp.extensions import refusal_of_database


class Command(click.Command):
    """To be given as `cls` to `click.command`."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. A refusal, or a database that is away, becomes a ClickException."""
        try:
            return super().invoke(ctx)
        except Exception as problem:
            line = _line(problem)
            if line is None:
                raise
            raise click.ClickException(line) from problem


def _line(problem: Exception) -> str | None:
    if refusal_of_database(problem, writing=True) is not None:
        return f"the database is away: {database_errors.in_one_line(problem)}"
    return refusals.for_program(problem) if isinstance(problem, OpenslotError) else None
