"""What a webhook would be told, for programs that are being written: made up, and sent only where they ask.

Nothing here is of any booking. A test event is signed with a secret that everybody knows (wire contract section 9).
"""

from typing import Any

import orjson

from webapp.extensions import db
from webapp.lib import http, signature
from webapp.models import new_id
from webapp.providers import builtin
from webapp.services.promises.webhook_objects import CANCELLED, PENDING, RESCHEDULED
from webapp.services.promises.webhooks import ChallengeFailed

MOCK_SECRET = "mock-webhook-secret"  # noqa: S105  # public by contract
REMINDER = "booking.reminder"
DAY, HALF_HOUR = 86_400, 1800


def envelope_of(trigger: str, application_id: str, *, now: int) -> dict[str, Any]:
    """A whole webhook body with an invented booking of tomorrow."""
    return {
        "specversion": "1.0",
        "type": trigger,
        "source": "/nylas/passthru",
        "id": new_id(),
        "time": now,
        "webhook_delivery_attempt": 1,
        "data": {"application_id": application_id, "object": _object(trigger, now)},
    }


def send(trigger: str, url: str, application_id: str, *, now: int) -> None:
    """POST an example, signed with the mock secret. Raises ChallengeFailed unless the answer is a success."""
    body = orjson.dumps(envelope_of(trigger, application_id, now=now))
    headers = {
        "Content-Type": "application/json",
        "X-Nylas-Signature": signature.sign(body, secret=MOCK_SECRET),
    }
    db.session.close()  # no transaction is open during network traffic
    try:
        reply = http.request("POST", url, headers=headers, body=body, max_bytes=0)
    except http.HttpFailed as problem:
        raise ChallengeFailed(f"unable.verify.webhook_url : {problem.reason}") from problem
    if not 200 <= reply.status < 300:
        raise ChallengeFailed(f"unable.verify.webhook_url : status is not ok, got {reply.status}")


def _object(trigger: str, now: int) -> dict[str, Any]:
    told: dict[str, Any] = {
        "object": "booking",
        "booking_id": new_id(),
        "configuration_id": new_id(),
        "booking_info": _info(now + DAY) | _more_info(trigger, now),
    }
    if trigger not in (CANCELLED, REMINDER):
        told["booking_ref"] = signature.new_token(416)
    if trigger == PENDING:
        told["booking_type"] = "organizer-confirmation"
    return told


def _info(starts_at: int) -> dict[str, Any]:
    return {
        "event_id": new_id(),
        "start_time": starts_at,
        "end_time": starts_at + HALF_HOUR,
        "participants": [{"name": "Leyah Miller", "email": "leyah@example.com"}],
        "additional_fields": None,
        "hide_cancellation_options": False,
        "hide_rescheduling_options": False,
        "participant_rescheduling_url": "https://example.com/reschedule",
        "participant_cancellation_url": "https://example.com/cancel",
        "host_language": "en",
        "guest_language": "en",
        "title": "Intro call",
        "duration": HALF_HOUR // 60,
        "location": None,
        "organizer_timezone": "UTC",
        "guest_timezone": "UTC",
        "is_group_event": False,
        "organizer_calendar_id": new_id(),
        "event_description": None,
        "event_html_link": "https://example.com/booking",
        "ical_uid": new_id(),
    }


def _more_info(trigger: str, now: int) -> dict[str, Any]:
    more: dict[str, dict[str, Any]] = {
        PENDING: {"host_confirmation_url": "https://example.com/confirm"},
        RESCHEDULED: {"old_start_time": now + 2 * DAY, "old_end_time": now + 2 * DAY + HALF_HOUR},
        CANCELLED: {"cancellation_reason": "I am no longer available at this time."},
        REMINDER: {
            "time_until_event": DAY,
            "organizer_email": "nyla@example.com",
            "provider": builtin.KIND,
        },
    }
    return more.get(trigger, {})
