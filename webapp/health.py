"""Whether this installation is alive and ready, and its metrics for Prometheus."""

from flask import Blueprint, Flask, Response, abort, current_app
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from webapp import database_errors
from webapp.extensions import refusal_of_database
from webapp.lib import clock, doors, schema, signature
from webapp.lib.heartbeat import Observer
from webapp.models import BOOKED, CANCELLED, PENDING, MetricsSnapshot
from webapp.services import health

WORKER_SEEN_WITHIN = 60

blueprint = Blueprint("health", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.extensions["openslot_workers"] = Observer()


@blueprint.get("/healthz")
def alive() -> dict[str, str]:
    """The web process answers."""
    return {"status": "alive"}


@blueprint.get("/readyz")
def ready() -> tuple[dict[str, str], int]:
    """200 when the database is migrated and a worker was seen lately, else 503 with the reason."""
    reason = _why_not_ready()
    return ({"status": "ready"}, 200) if reason is None else ({"status": "not ready", "reason": reason}, 503)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Metrics for Prometheus. Production needs OPENSLOT_METRICS_TOKEN; without it, or with a wrong token: 404."""
    _check_token()
    registry = CollectorRegistry()
    due = Gauge(
        "openslot_outbox_due", f"Promises that are due, up to {health.DUE_AT_MOST}", registry=registry
    )
    due.set(health.due_promises(now=clock.now()))
    _add_mirrors(registry, health.mirrors(), now=clock.now())
    _add_channels(registry, health.push_channels(now=clock.now()))
    counted = health.snapshot()
    if counted is not None:
        _add_counted(registry, counted, now=clock.now())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _add_mirrors(registry: CollectorRegistry, mirrors: health.Mirrors, *, now: int) -> None:
    states = Gauge("openslot_calendars", "Copied calendars by state", ["state"], registry=registry)
    states.labels("read").set(mirrors.read)
    states.labels("unread").set(mirrors.unread)
    failures = Gauge(
        "openslot_calendar_failures", "Calendars that could not be read", ["failure"], registry=registry
    )
    for code, number in mirrors.failures.items():
        failures.labels(code).set(number)
    if mirrors.oldest is not None:
        age = Gauge("openslot_calendar_age_seconds", "Age of the oldest copy", registry=registry)
        age.set(max(0, now - mirrors.oldest))


def _add_channels(registry: CollectorRegistry, channels: dict[str, int]) -> None:
    by_state = Gauge(
        "openslot_push_channels", "Channels by which providers tell of changes", ["state"], registry=registry
    )
    for state, number in channels.items():
        by_state.labels(state).set(number)


def _add_counted(registry: CollectorRegistry, counted: MetricsSnapshot, *, now: int) -> None:
    bookings = Gauge("openslot_bookings", "Bookings by status", ["status"], registry=registry)
    for status in (PENDING, BOOKED, CANCELLED):
        bookings.labels(status).set(counted.bookings.get(status, 0))
    Gauge("openslot_outbox_given_up", "Promises given up", registry=registry).set(counted.given_up)
    age = Gauge("openslot_count_age_seconds", "Age of both counts: bookings, given up", registry=registry)
    age.set(max(0, now - counted.counted_at))


def _why_not_ready() -> str | None:
    try:
        beats = health.beats()
        migrated = schema.is_migrated()
    except Exception as problem:  # any error means that the database cannot be used
        trace = problem if refusal_of_database(problem) is None else None
        current_app.logger.warning("not ready: %s", database_errors.in_one_line(problem), exc_info=trace)
        return "The database cannot be read."
    if not migrated:
        return "The database is not migrated to this version."
    observer: Observer = current_app.extensions["openslot_workers"]
    if observer.youngest(beats, now=clock.now(), elapsed=clock.elapsed()) > WORKER_SEEN_WITHIN:
        return "No worker was seen lately."
    return None


def _check_token() -> None:
    token = current_app.config["OPENSLOT_METRICS_TOKEN"]
    if token is None:
        if current_app.config["OPENSLOT_ENV"] == "production":
            abort(404)
        return
    given = doors.bearer()
    if given is None or not signature.equal(given, token):
        abort(404)
