"""The commands of an operator: prepare the database, create organizers and API keys, make the demo."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click
import flask_migrate
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect

from webapp.commands import Command
from webapp.extensions import db
from webapp.lib import clock, schema
from webapp.lib.files import write_whole
from webapp.models import ApiKey
from webapp.services import applications, demo
from webapp.services.access import api_keys, organizers


def register(app: Flask) -> None:
    """Add the commands to `flask`."""
    for command in COMMANDS:
        app.cli.add_command(command)


@click.command("prepare", cls=Command)
@with_appcontext
def prepare() -> None:
    """Migrate the database, and in the demo environment make the demo organizer."""
    if not _is_migrated():
        flask_migrate.upgrade()
    if current_app.config["OPENSLOT_ENV"] == "demo":
        _write_demo()


@click.command("demo", cls=Command)
@with_appcontext
def demo_command() -> None:
    """Make the demo organizer, and write demo.json."""
    _write_demo()


@click.command("create-organizer", cls=Command)
@click.argument("email")
@click.option("--name", required=True)
@click.option("--timezone", default="UTC", show_default=True)
@click.password_option()
@with_appcontext
def create_organizer(email: str, name: str, timezone: str, password: str) -> None:
    """Make somebody who can sign in, with a calendar."""
    organizer = organizers.create(email, name=name, timezone=timezone, password=password, now=clock.now())
    click.echo(f"{organizer.email} can sign in now.")


@click.command("create-api-key", cls=Command)
@click.option("--name", default="command line", show_default=True)
@with_appcontext
def create_api_key(name: str) -> None:
    """Make an API key of the default application. It is shown this once."""
    application = applications.default(now=clock.now())
    click.echo(api_keys.create(application.id, name=name, now=clock.now()))


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


COMMANDS = (prepare, demo_command, create_organizer, create_api_key, list_api_keys, revoke_api_key)


def _last_use(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return "revoked"
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
