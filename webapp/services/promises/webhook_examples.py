"""Webhooks of an invented booking or grant, for those who write programs; sent only to the address they give.

The webhook is made as for a real booking. A test event is signed with a public secret (wire contract section 9).
"""

from typing import Any

import orjson

from webapp.errors import ChallengeFailed
from webapp.lib import cloud_event, signature
from webapp.models import BOOKED, Booking, Configuration, Grant, new_id
from webapp.models.grant import INVALID, VALID
from webapp.models.reference import SALT_BYTES
from webapp.models.webhook import GRANT_EXPIRED, OF_GRANTS
from webapp.providers import builtin
from webapp.scheduling import DAY
from webapp.services.calendars import grant_news
from webapp.services.configurations.document import validated
from webapp.services.promises import foreign_answers
from webapp.services.promises.webhook_objects import notification_object
from webapp.words import ENGLISH

MOCK_SECRET = "mock-webhook-secret"  # noqa: S105  # public by contract
HALF_HOUR = 1800
ORGANIZER = {"name": "Nyla", "email": "nyla@example.com"}


def envelope_of(trigger: str, application_id: str, *, now: int) -> dict[str, Any]:
    """A complete webhook body, with an invented booking of tomorrow or an invented grant."""
    payload = (
        _grant_object(trigger) if trigger in OF_GRANTS else _booking_object(trigger, application_id, now)
    )
    return cloud_event.envelope(
        trigger, uid=new_id(), time=now, attempt=1, application_id=application_id, payload=payload
    )


def _grant_object(trigger: str) -> dict[str, Any]:
    status = INVALID if trigger == GRANT_EXPIRED else VALID
    grant = Grant(id=new_id(), provider=builtin.KIND, email=ORGANIZER["email"], status=status)
    return grant_news.notification_of(grant)


def _booking_object(trigger: str, application_id: str, now: int) -> dict[str, Any]:
    configuration = _configuration(application_id)
    return notification_object(
        _booking(configuration, starts_at=now + DAY),
        configuration,
        trigger=trigger,
        participants=[ORGANIZER],
        organizer_calendar_id=new_id(),
        old_starts_at=now + 2 * DAY,
        now=now,
    )


def send(trigger: str, url: str, application_id: str, *, now: int) -> None:
    """POST an example, signed with the mock secret. Raises ChallengeFailed unless the answer is a success."""
    body = orjson.dumps(envelope_of(trigger, application_id, now=now))
    headers = {
        "Content-Type": "application/json",
        "X-Nylas-Signature": signature.sign(body, secret=MOCK_SECRET),
    }
    reply = foreign_answers.ask("POST", url, headers=headers, body=body, max_bytes=0)
    if not 200 <= reply.status < 300:
        raise ChallengeFailed("webhook.refused", status=reply.status)


def _configuration(application_id: str) -> Configuration:
    """A configuration that is not in the database."""
    raw = {
        "participants": [{**ORGANIZER, "is_organizer": True}],
        "availability": {"duration_minutes": HALF_HOUR // 60},
        "event_booking": {"title": "Intro call"},
        "scheduler": {
            "rescheduling_url": "https://example.com/reschedule/:booking_ref",
            "cancellation_url": "https://example.com/cancel/:booking_ref",
            "organizer_confirmation_url": "https://example.com/confirm/:booking_ref",
        },
    }
    grant = Grant(id=new_id(), provider=builtin.KIND)
    return Configuration(id=new_id(), application_id=application_id, grant=grant, document=validated(raw))


def _booking(configuration: Configuration, *, starts_at: int) -> Booking:
    return Booking(
        id=new_id(),
        configuration_id=configuration.id,
        status=BOOKED,
        starts_at=starts_at,
        ends_at=starts_at + HALF_HOUR,
        organizer_timezone="UTC",
        organizer_name=ORGANIZER["name"],
        organizer_email=ORGANIZER["email"],
        guest_name="Leyah Miller",
        guest_email="leyah@example.com",
        guest_timezone="UTC",
        language=ENGLISH,
        additional_guests=[],
        additional_fields={},
        title="Intro call",
        event_id=new_id(),
        ical_uid=f"{new_id()}@example.com",
        guest_salt=signature.new_token(SALT_BYTES * 8),
        organizer_salt=signature.new_token(SALT_BYTES * 8),
        cancellation_reason="I am no longer available at this time.",
    )
