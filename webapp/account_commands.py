"""A command for whoever runs the installation: let somebody in who has lost their second factor."""

import click
from flask.cli import with_appcontext

from webapp.commands import Command
from webapp.lib import clock
from webapp.services.access import organizers, second_factors


@click.command("turn-off-second-factor", cls=Command)
@click.argument("email")
@with_appcontext
def turn_off_second_factor(email: str) -> None:
    """Turn two-step sign-in off for somebody who has lost phone and recovery codes. They are told by mail."""
    organizer = organizers.find(email)
    second_factors.take_away(organizer, now=clock.now())
    click.echo(f"{organizer.email} signs in with the password alone now.")
