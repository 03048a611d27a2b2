"""The rules of the house (docs/architecture.md), each a test, and each seen to fail on a planted fault."""

import re
import sys
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, select, text

from tests import house
from tests.builders import (
    NOW,
    make_api_key,
    make_booking,
    make_configuration,
    make_organizer,
    make_pending_configuration,
)
from tests.conftest import StoppedClock, migrated_app
from webapp.extensions import db
from webapp.models import Model
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services.promises import announcements

STANDARD = frozenset(sys.stdlib_module_names)
MODULES = house.sources()
TEMPLATES = house.ROOT / "templates"
MAIL_FILES = {"subject.txt", "body.txt", "body.html"}

# Who may be called without a sign-in, an API key or a session, and why.
PUBLIC_ROUTES = {
    "static": "style and script",
    "health.alive": "a probe has no key",
    "health.ready": "a probe has no key",
    "health.metrics": "asks for its own token, and is absent in production without one",
    "dashboard.sign_in_new": "nobody is signed in yet",
    "dashboard.sign_in_create": "nobody is signed in yet",
    "public.page_show": "a scheduling page is for everybody",
    "public.booking_new": "a scheduling page is for everybody",
    "public.booking_create": "a scheduling page is for everybody",
    "public.booking_show": "the reference is the key",
    "public.booking_calendar": "the reference is the key",
    "public.reschedule_new": "the reference is the key",
    "public.reschedule_create": "the reference is the key",
    "public.cancellation_new": "the reference is the key",
    "public.cancellation_create": "the reference is the key",
    "public.confirmation_new": "the organizer's reference is the key",
    "public.confirmation_create": "the organizer's reference is the key",
    "public.declination_create": "the organizer's reference is the key",
}


def test_imports_go_down() -> None:
    assert house.imports_going_up(MODULES) == []


def test_an_import_that_goes_up_is_found() -> None:
    planted = {
        **MODULES,
        "webapp.models.bad": "from webapp.services import bookings",
        "webapp.services.calendars.bad": "from webapp.services.configurations import participants",
        "webapp.services.bookings.bad": "import webapp.delivery.mail",
        "webapp.delivery.bad": "from webapp.services.promises import announcements",
        "webapp.lib.bad": "from ..models import Booking",
        "webapp.blueprints.api.bad": "from webapp.blueprints.public import lookups",
    }

    assert house.imports_going_up(planted) == [
        "webapp.models.bad -> webapp.services.bookings",
        "webapp.services.calendars.bad -> webapp.services.configurations.participants",
        "webapp.services.bookings.bad -> webapp.delivery.mail",
        "webapp.delivery.bad -> webapp.services.promises.announcements",
        "webapp.lib.bad -> webapp.models",
        "webapp.blueprints.api.bad -> webapp.blueprints.public.lookups",
    ]


def test_the_engine_imports_the_standard_library_only() -> None:
    assert house.foreign_imports(MODULES, of="webapp.scheduling", allowed=STANDARD) == []


def test_a_foreign_import_in_the_engine_is_found() -> None:
    planted = {"webapp.scheduling.bad": "import flask\nfrom webapp.errors import NotFound"}

    assert house.foreign_imports(planted, of="webapp.scheduling", allowed=STANDARD) == [
        "webapp.scheduling.bad -> flask",
        "webapp.scheduling.bad -> webapp.errors",
    ]


COMMITS = {".commit", "session.rollback"}
MAY_COMMIT = ("webapp.extensions", "webapp.rate_limits")


def test_only_the_transaction_commits() -> None:
    assert house.calls(MODULES, named=COMMITS, but_in=MAY_COMMIT) == []


MAY_WRITE = ("webapp.extensions", "webapp.services", "webapp.worker", "webapp.cli", "webapp.rate_limits")


def test_only_services_worker_and_cli_write() -> None:
    assert house.calls(MODULES, named={"transaction"}, but_in=MAY_WRITE) == []


TIME = {"time.time", "datetime.now", "datetime.utcnow", "date.today", "time.time_ns", "datetime.today"}


def test_only_the_clock_asks_for_the_time() -> None:
    assert house.calls(MODULES, named=TIME, but_in=("webapp.lib.clock",)) == []


def test_only_doors_ask_the_clock() -> None:
    doors = ("webapp.blueprints", "webapp.worker", "webapp.cli", "webapp.health", "webapp.rate_limits")

    assert house.calls(MODULES, named={"clock.now"}, but_in=doors) == []


OUTWARD = ("requests", "requests_hardened", "socket", "smtplib", "http", "urllib3", "httpx")
MAY_CONNECT = {"webapp.lib.http", "webapp.delivery.mail", "webapp.lib.deadline"}  # the last only cuts


def test_only_one_module_opens_connections_and_one_sends_mail() -> None:
    found = {name for outward in OUTWARD for name in house.importers(MODULES, of=outward)}

    # HTTPStatus is a list of numbers; nothing is opened with it.
    assert (
        found - MAY_CONNECT - {name for name in found if "from http import HTTPStatus" in MODULES[name]}
        == set()
    )


def test_only_links_makes_absolute_addresses() -> None:
    hosts = {"request.host", "request.host_url", "request.url_root", "request.base_url", "request.url"}

    assert house.names_used(MODULES, named=hosts, but_in=("webapp.lib.links",)) == []
    assert [
        name for name, source in MODULES.items() if "_external" in source and name != "webapp.lib.links"
    ] == []


def test_only_the_outbox_writes_entries() -> None:
    writers = {"OutboxEntry", "Attempt", "WorkerBeat"}

    assert house.calls(MODULES, named=writers, but_in=("webapp.outbox", "webapp.models")) == []


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("session.commit()", COMMITS),
        ("with transaction() as s: pass", {"transaction"}),
        ("now = datetime.now(UTC)", TIME),
        ("now = time.time()", TIME),
        ("at = clock.now()", {"clock.now"}),
        ("session.add(OutboxEntry(uid=1))", {"OutboxEntry"}),
    ],
)
def test_a_forbidden_call_is_found(source: str, named: set[str]) -> None:
    assert len(house.calls({"webapp.models.bad": source}, named=named, but_in=())) == 1


def test_a_planted_connection_is_found() -> None:
    assert house.importers({"webapp.services.bad": "import requests"}, of="requests") == [
        "webapp.services.bad"
    ]


def test_a_planted_look_at_the_host_header_is_found() -> None:
    planted = {"webapp.services.bad": "address = request.host_url + 'x'"}

    assert len(house.names_used(planted, named={"request.host_url"}, but_in=())) == 1


def mail_folders() -> set[str]:
    return {path.name for path in (TEMPLATES / "mail").iterdir() if path.is_dir()}


def test_every_mail_has_its_three_files() -> None:
    incomplete = [
        name
        for name in mail_folders()
        if {path.name for path in (TEMPLATES / "mail" / name).iterdir()} != MAIL_FILES
    ]

    assert incomplete == []


def test_every_mail_is_promised_and_every_promise_has_its_mail() -> None:
    tables = (announcements.GUEST_MAIL, announcements.HOST_MAIL, announcements.ORGANIZER_ONLY_MAIL)

    assert mail_folders() == {name for table in tables for name in table.values()}


def test_no_template_is_unused() -> None:
    spoken = "\n".join(
        [*MODULES.values(), *(path.read_text() for path in TEMPLATES.rglob("*") if path.is_file())]
    )
    names = [
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*")
        if path.is_file() and path.parent.parent.name != "mail"
    ]

    assert [name for name in names if not re.search(rf'["\']{re.escape(name)}["\']', spoken)] == []


def test_every_route_is_locked_or_public_for_a_reason(sqlite_app: Flask) -> None:
    open_routes = {
        rule.endpoint
        for rule in sqlite_app.url_map.iter_rules()
        if not rule.endpoint.startswith(("api.", "dashboard.")) and rule.endpoint not in PUBLIC_ROUTES
    }

    assert open_routes == set()
    assert set(PUBLIC_ROUTES) - {rule.endpoint for rule in sqlite_app.url_map.iter_rules()} == set()


def test_every_dashboard_route_sends_strangers_to_the_sign_in(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    opened = []
    for rule in sqlite_app.url_map.iter_rules():
        if rule.endpoint.startswith("dashboard.") and rule.endpoint not in PUBLIC_ROUTES:
            path = re.sub("<[^>]+>", "00000000-0000-4000-8000-000000000000", rule.rule)
            method = "GET" if "GET" in (rule.methods or set()) else "POST"
            answer = client.open(path, method=method)
            if (
                not (answer.status_code in (302, 303) and "/login" in answer.location)
                and answer.status_code != 400
            ):
                opened.append((rule.endpoint, answer.status_code))

    assert opened == []


def test_every_write_outside_of_the_api_is_protected_from_forgery(tmp_path: Path) -> None:
    app = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/a.sqlite3", WTF_CSRF_ENABLED=True)
    unprotected = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api.") or not (rule.methods or set()) & {
            "POST",
            "PUT",
            "PATCH",
            "DELETE",
        }:
            continue
        path = re.sub("<[^>]+>", "a" * 60, rule.rule)
        answer = app.test_client().post(path, data={})
        if answer.status_code < 300:
            unprotected.append(rule.endpoint)

    assert unprotected == []


def test_no_get_changes_state(sqlite_app: Flask, clock: StoppedClock) -> None:
    page = make_pending_configuration()
    booking = make_booking(page)
    make_organizer("other@example.com")
    known = {
        "reference": guest_reference(booking),
        "slug": "consultation",
        "configuration_id": page.id,
        "booking_id": booking.id,
        "client_id": page.application_id,
        "grant": page.grant_id,
        "grant_id": page.grant_id,
    }
    key = make_api_key()
    client = sqlite_app.test_client()
    client.get("/v3/grants", headers={"Authorization": f"Bearer {key}"})  # notes when the key was last used
    before = rows()

    for rule in sqlite_app.url_map.iter_rules():
        if "GET" in (rule.methods or set()):
            path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda name: known.get(name[1], "none"), rule.rule)
            query = (
                f"?configuration_id={page.id}&start={booking.starts_at}&start_time={NOW}&end_time={NOW + 60}"
            )
            client.get(path + query)
            client.get(path + query, headers={"Authorization": f"Bearer {key}"})
    client.get(f"/bookings/{organizer_reference(booking)}/confirm")

    assert rows() == before


def rows() -> dict[str, list[tuple[object, ...]]]:
    db.session.close()
    return {
        table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
        for table in Model.metadata.sorted_tables
    }


def test_migrations_make_the_schema_that_the_models_declare(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        differences = compare_metadata(context, Model.metadata)

    assert differences == []


def test_the_guard_against_overlaps_is_in_the_migrated_database(app: Flask) -> None:
    question = (
        "SELECT conname FROM pg_constraint WHERE contype = 'x'"
        if db.engine.dialect.name == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    )

    found = [row[0] for row in db.session.execute(text(question))]

    assert found in (["busy_span_no_overlap"], ["busy_span_no_overlap_insert", "busy_span_no_overlap_update"])


def test_a_downgrade_and_upgrade_keeps_every_row(tmp_path: Path) -> None:
    app = migrated_app(tmp_path, database_url=f"sqlite:///{tmp_path}/a.sqlite3")
    with app.app_context():
        make_booking(make_configuration())
        before = counts()
        flask_migrate.downgrade(revision="0001")
        flask_migrate.upgrade()
        after = counts()
        db.engine.dispose()

    assert before == after
    assert before["busy_span"] == before["booking"] == 1


def counts() -> dict[str, int]:
    db.session.close()
    quote = db.engine.dialect.identifier_preparer.quote
    return {
        name: db.session.execute(text(f"SELECT count(*) FROM {quote(name)}")).scalar_one()
        for name in inspect(db.engine).get_table_names()
    }
