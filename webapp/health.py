"""Whether this installation is alive and ready, and its numbers for Prometheus."""

from flask import Blueprint, Flask, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select

from webapp.extensions import db
from webapp.lib import clock, schema, signature
from webapp.models import Booking, OutboxEntry, WorkerBeat

WORKER_SEEN_WITHIN = 60

blueprint = Blueprint("health", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
def alive() -> dict[str, str]:
    """The web process answers."""
    return {"status": "alive"}


@blueprint.get("/readyz")
def ready() -> tuple[dict[str, str], int]:
    """Database, migrations and a worker seen lately: 200, or 503 with the reason."""
    reason = _why_not_ready()
    return ({"status": "ready"}, 200) if reason is None else ({"status": "not ready", "reason": reason}, 503)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Counts for Prometheus. In production a token is asked for, and without one set there is no such page."""
    _check_token()
    registry = CollectorRegistry()
    bookings = Gauge("openslot_bookings", "Bookings by status", ["status"], registry=registry)
    for status, count in db.session.execute(select(Booking.status, func.count()).group_by(Booking.status)):
        bookings.labels(status).set(count)
    due = select(func.count()).where(OutboxEntry.settled_at.is_(None), OutboxEntry.due_at <= clock.now())
    Gauge("openslot_outbox_due", "Promises that are due", registry=registry).set(db.session.scalar(due) or 0)
    given_up = select(func.count()).where(OutboxEntry.given_up_at.is_not(None))
    Gauge("openslot_outbox_given_up", "Promises given up", registry=registry).set(
        db.session.scalar(given_up) or 0
    )
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _why_not_ready() -> str | None:
    try:
        seen = db.session.scalar(select(func.max(WorkerBeat.beat_at)))
        migrated = schema.is_migrated()
    except Exception:  # any trouble with the database means the same to whoever asks
        current_app.logger.exception("not ready")
        return "The database cannot be read."
    if not migrated:
        return "The database is not migrated to this version."
    if seen is None or seen < clock.now() - WORKER_SEEN_WITHIN:
        return "No worker was seen lately."
    return None


def _check_token() -> None:
    token = current_app.config["OPENSLOT_METRICS_TOKEN"]
    if token is None:
        if current_app.config["OPENSLOT_ENV"] == "production":
            abort(404)
        return
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not signature.equal(given, token):
        abort(404)
