"""A small configuration to vary, and local times as Unix seconds, so that a test says only what it is about."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from webapp.scheduling import Offer, Rules, rules_of

BERLIN = "Europe/Berlin"
ANN, BEN, CAT = "ann@example.com", "ben@example.com", "cat@example.com"
NINE_TO_ELEVEN = {"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "11:00"}

Json = dict[str, Any]


def at(text: str, zone: str = BERLIN, *, fold: int = 0) -> int:
    """The instant at which a clock in the zone shows `2027-03-14 09:30` (for the first time)."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp())


def participant(email: str, **more: Any) -> Json:
    return {"email": email, "availability": {"calendar_ids": ["primary"]}, "booking": None, **more}


def document(
    *,
    emails: tuple[str, ...] = (ANN,),
    hours: list[Json] | None = None,
    timezone: str | None = BERLIN,
    duration: int = 30,
    rules: Json | None = None,
    scheduler: Json | None = None,
    **availability: Any,
) -> Json:
    """Nine to eleven in Berlin on every day, half an hour, no notice, far horizon; unless said otherwise."""
    return {
        "participants": [participant(email) for email in emails],
        "availability": {
            "duration_minutes": duration,
            **availability,
            "availability_rules": {
                "default_open_hours": [NINE_TO_ELEVEN] if hours is None else hours,
                **(rules or {}),
            },
        },
        "event_booking": {"title": "Talk", "timezone": timezone},
        "scheduler": {"min_booking_notice": 0, "available_days_in_future": 366, **(scheduler or {})},
    }


def rules(**variations: Any) -> Rules:
    return rules_of(document(**variations))


def slots_of(offer: Offer) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """(start, end, e-mails of those who can take it) of each slot, in order of start."""
    each = offer.emails_by_slot or [offer.emails] * len(offer.starts)
    for start, emails in zip(offer.starts, each, strict=True):
        yield start, start + offer.duration, emails
