"""The commands of an operator: make the database ready, make organizers and keys, make the demo."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import flask_migrate
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect

from webapp import refusals
from webapp.errors import OpenslotError
from webapp.extensions import db
from webapp.lib import clock, schema
from webapp.lib.files import write_whole
from webapp.services import applications, demo
from webapp.services.access import api_keys, organizers


def register(app: Flask) -> None:
    """Add the commands to `flask`."""
    for command in (prepare, demo_command, create_organizer, create_api_key):
        app.cli.add_command(command)


@click.command("prepare")
@with_appcontext
def prepare() -> None:
    """Migrate the database, and in the demo environment make the demo organizer."""
    if not _is_migrated():
        flask_migrate.upgrade()
    if current_app.config["OPENSLOT_ENV"] == "demo":
        _write_demo()


@click.command("demo")
@with_appcontext
def demo_command() -> None:
    """Make the demo organizer, and write demo.json."""
    _write_demo()


@click.command("create-organizer")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--timezone", default="UTC", show_default=True)
@click.password_option()
@with_appcontext
def create_organizer(email: str, name: str, timezone: str, password: str) -> None:
    """Make somebody who can sign in, with a calendar."""
    with _refusals_as_one_line():
        organizer = organizers.create(email, name=name, timezone=timezone, password=password, now=clock.now())
    click.echo(f"{organizer.email} can sign in now.")


@click.command("create-api-key")
@click.option("--name", default="command line", show_default=True)
@with_appcontext
def create_api_key(name: str) -> None:
    """Make an API key of the default application. It is shown this once."""
    application = applications.default(now=clock.now())
    click.echo(api_keys.create(application.id, name=name, now=clock.now()))


def _is_migrated() -> bool:
    return inspect(db.engine).has_table("alembic_version") and schema.is_migrated()


def _write_demo() -> None:
    path = Path(current_app.config["OPENSLOT_DATA"]) / "demo.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    with _refusals_as_one_line():
        facts = demo.make(kept, now=clock.now())
    if facts != kept:
        write_whole(path, f"{json.dumps(facts, indent=2)}\n".encode())


@contextmanager
def _refusals_as_one_line() -> Iterator[None]:
    try:
        yield
    except OpenslotError as problem:
        raise click.ClickException(refusals.for_program(problem)) from problem
