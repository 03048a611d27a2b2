"""The commands of an operator: prepare the database, look after organizers and API keys, make the demo."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click
import flask_migrate
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect

from webapp.account_commands import turn_off_second_factor
from webapp.commands import Command
from webapp.delivery import mail
from webapp.errors import DeliveryFailed
from webapp.extensions import db
from webapp.lib import clock, links, schema, text
from webapp.lib.files import write_whole
from webapp.models import ApiKey
from webapp.scheduling import DAY
from webapp.services import applications, demo, keys
from webapp.services.access import api_keys, organizers, setup_links
from webapp.services.calendars import grants
from webapp.services.oauth import redirect_uris

ASKED_FOR = "Asked for when it is not given."


def register(app: Flask) -> None:
    """Add the commands to `flask`."""
    for command in COMMANDS:
        app.cli.add_command(command)


@click.command("prepare", cls=Command)
@with_appcontext
def prepare() -> None:
    """Migrate the database, and in the demo environment make the demo organizer."""
    if not _is_migrated():
        db.session.close()  # on SQLite its transaction would go on reading the tables as they were
        flask_migrate.upgrade()
    if current_app.config["OPENSLOT_ENV"] == "demo":
        _write_demo()


@click.command("demo", cls=Command)
@with_appcontext
def demo_command() -> None:
    """Make the demo organizer, and write demo.json. Not in production: its secrets stand in that file."""
    if current_app.config["OPENSLOT_ENV"] == "production":
        raise click.ClickException("OPENSLOT_ENV is production: no demo is made here.")
    _write_demo()


@click.command("create-organizer", cls=Command)
@click.argument("email")
@click.option("--name", required=True)
@click.option("--timezone", default="UTC", show_default=True)
@click.option("--password", help=ASKED_FOR)
@click.option("--admin", is_flag=True, help="Make them an administrator.")
@with_appcontext
def create_organizer(email: str, name: str, timezone: str, password: str | None, admin: bool) -> None:
    """Make somebody who can sign in, with a calendar."""
    organizers.check_new(email, name=name, timezone=timezone)
    password = _ask_for_password() if password is None else password
    organizer = organizers.create(
        email, name=name, timezone=timezone, password=password, is_admin=admin, now=clock.now()
    )
    click.echo(f"{organizer.email} can sign in now.")


@click.command("setup-link", cls=Command)
@with_appcontext
def setup_link() -> None:
    """Print a link that makes the first organizer, once, within a day. It ends the link that was printed before."""
    click.echo(_new_setup_link())


@click.command("first-start", cls=Command, hidden=True)
@with_appcontext
def first_start() -> None:
    """Print what `./run` adds to its addresses while nobody looks after the installation."""
    if not organizers.is_anybody_there():
        click.echo(f"  set it up     {_new_setup_link()}  (once, within a day)")
    elif not organizers.is_administered():
        click.echo("  Nobody is an administrator yet: ./run flask make-admin EMAIL")


@click.command("make-admin", cls=Command)
@click.argument("email")
@with_appcontext
def make_admin(email: str) -> None:
    """Make an organizer an administrator of this installation."""
    click.echo(f"{organizers.make_admin(email).email} is an administrator now.")


@click.command("list-organizers", cls=Command)
@with_appcontext
def list_organizers() -> None:
    """List who can sign in: address, name, time zone, and whether they are an administrator."""
    for organizer in organizers.listing():
        mark = "  administrator" if organizer.is_admin else ""
        click.echo(f"{organizer.email}  {organizer.name}  {organizer.timezone}{mark}")


@click.command("reset-password", cls=Command)
@click.argument("email")
@click.option("--password", help=ASKED_FOR)
@with_appcontext
def reset_password(email: str, password: str | None) -> None:
    """Give an organizer a new password. Whoever is signed in as them is signed out."""
    organizers.find(email)
    password = _ask_for_password() if password is None else password
    organizer = organizers.reset_password(email, password, now=clock.now())
    click.echo(f"{organizer.email} has a new password, and is signed out everywhere.")


@click.command("remove-organizer", cls=Command)
@click.argument("email")
@with_appcontext
def remove_organizer(email: str) -> None:
    """Let an organizer sign in no more. Scheduling pages and bookings stay."""
    left = organizers.remove(email, now=clock.now())
    click.echo(f"{email} can sign in no more.")
    if left.pages:
        click.echo(
            f"Grants that are nobody's now: {left.grants}. Their scheduling pages ({left.pages}) stay online."
            " Give a grant to somebody with `give-grant`, or delete pages over the API."
        )
    elif left.grants:
        click.echo(
            f"Grants that are nobody's now: {left.grants}. Give a grant to somebody with `give-grant`."
        )


@click.command("give-grant", cls=Command)
@click.argument("grant", metavar="GRANT")
@click.argument("email")
@with_appcontext
def give_grant(grant: str, email: str) -> None:
    """Show the scheduling pages of GRANT (its id or e-mail address) on the dashboard of the organizer EMAIL."""
    organizer = organizers.find(email)
    given = grants.give(grants.find(organizer.application_id, grant), organizer, now=clock.now())
    click.echo(f"The grant {given.id} ({given.email}) is {organizer.email}'s now.")


@click.command("send-test-mail", cls=Command)
@click.argument("address")
@with_appcontext
def send_test_mail(address: str) -> None:
    """Send a mail to ADDRESS at once, and say what the mail server answered."""
    recipient = text.email(address, field="address")
    try:
        outcome = mail.deliver_test(recipient, now=clock.now())
    except DeliveryFailed as failed:
        raise click.ClickException(f"The mail was not sent: {failed.reason}") from failed
    click.echo(f"The mail is {outcome}.")
    if current_app.config["MAIL_SERVER"] is None:
        click.echo(f"Captured mails are in {Path(current_app.config['OPENSLOT_DATA']) / 'mail'}.")


@click.command("create-api-key", cls=Command)
@click.option("--name", default="command line", show_default=True)
@click.option("--scope", "allowed", multiple=True, help="What it may do, several times; all without one.")
@click.option("--days", type=click.IntRange(1, 3650), help="After how many days it ends; never without one.")
@with_appcontext
def create_api_key(name: str, allowed: tuple[str, ...], days: int | None) -> None:
    """Make an API key of the default application. It is shown this once."""
    now = clock.now()
    ends = None if days is None else now + days * DAY
    application = applications.default(now=now)
    click.echo(api_keys.create(application.id, name=name, allowed=allowed, expires_at=ends, now=now))


@click.command("list-api-keys", cls=Command)
@with_appcontext
def list_api_keys() -> None:
    """List the API keys of the default application: id, first characters, name, when it was used last."""
    for key in api_keys.listing(applications.default(now=clock.now()).id):
        click.echo(f"{key.id}  {key.prefix}...  {key.name}  {_last_use(key)}")


@click.command("revoke-api-key", cls=Command)
@click.argument("key_id", metavar="ID")
@with_appcontext
def revoke_api_key(key_id: str) -> None:
    """Revoke an API key for ever, by the id that list-api-keys shows."""
    api_keys.revoke(applications.default(now=clock.now()).id, key_id, now=clock.now())
    click.echo("The key is revoked.")


@click.group("redirect-uris")
def redirect_uri_commands() -> None:
    """Look after the addresses to which organizers may be sent back after they signed in to a program."""


@redirect_uri_commands.command("add", cls=Command)
@click.argument("url")
@click.option(
    "--platform", type=click.Choice(redirect_uris.PLATFORMS), default=redirect_uris.WEB, show_default=True
)
@with_appcontext
def add_redirect_uri(url: str, platform: str) -> None:
    """Register URL. With the platform `desktop` it may have any port of the organizer's own machine."""
    application = applications.default(now=clock.now())
    redirect_uris.create(application.id, url, platform=platform, now=clock.now())
    click.echo(f"{url} is registered for the client_id {application.id}.")


@redirect_uri_commands.command("list", cls=Command)
@with_appcontext
def list_redirect_uris() -> None:
    """List what is registered: platform and address."""
    for row in redirect_uris.listing(applications.default(now=clock.now()).id):
        click.echo(f"{row.platform:8} {row.url}")


@redirect_uri_commands.command("remove", cls=Command)
@click.argument("url")
@with_appcontext
def remove_redirect_uri(url: str) -> None:
    """Take URL back. Programs that have signed in already stay signed in."""
    redirect_uris.destroy(redirect_uris.find_by_url(applications.default(now=clock.now()).id, url))
    click.echo(f"{url} is not registered any more.")


@click.group("keys")
def keys_commands() -> None:
    """What is kept encrypted under SECRET_KEY."""


@keys_commands.command("rotate", cls=Command)
@with_appcontext
def rotate_keys() -> None:
    """Encrypt all of it anew under SECRET_KEY, so that the keys of OPENSLOT_OLD_SECRET_KEYS can go."""
    done = keys.rotate()
    click.echo(f"{done.renewed} secrets are encrypted under the present key.")
    if done.unreadable:
        raise click.ClickException(
            f"{done.unreadable} secrets can be read with no key that is given. Add the key that they were made "
            "with to OPENSLOT_OLD_SECRET_KEYS, and rotate again."
        )


COMMANDS: tuple[click.Command, ...] = (
    prepare,
    demo_command,
    create_organizer,
    setup_link,
    first_start,
    make_admin,
    list_organizers,
    reset_password,
    turn_off_second_factor,
    remove_organizer,
    give_grant,
    send_test_mail,
    create_api_key,
    list_api_keys,
    revoke_api_key,
    redirect_uri_commands,
    keys_commands,
)


def _ask_for_password() -> str:
    """Asked for last, so that nobody types one for a command that is refused."""
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _new_setup_link() -> str:
    return links.absolute("dashboard.setup_new", token=setup_links.renew(now=clock.now()))


def _last_use(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return "revoked"
    if api_keys.has_expired(key, now=clock.now()):
        return "expired"
    if key.last_used_at is None:
        return "never used"
    return f"last used {datetime.fromtimestamp(key.last_used_at, UTC):%Y-%m-%d %H:%M} UTC"


def _is_migrated() -> bool:
    return inspect(db.engine).has_table("alembic_version") and schema.is_migrated()


def _write_demo() -> None:
    path = Path(current_app.config["OPENSLOT_DATA"]) / "demo.json"
    earlier = json.loads(path.read_text()) if path.exists() else {}
    content = demo.make(earlier, now=clock.now())
    if content != earlier:
        write_whole(path, f"{json.dumps(content, indent=2)}\n".encode())
