"""Bookings coming in (wire contract section 5)."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, field_validator

from webapp.blueprints.api.payloads.base import Payload
from webapp.blueprints.api.payloads.queries import Query
from webapp.lib import fields
from webapp.lib.fields import BrowserZone, Email, Instant
from webapp.services.bookings.commands import (
    API,
    ORGANIZER,
    REASON_AT_MOST,
    BookSlot,
    CancelBooking,
    DecideBooking,
    Person,
    RescheduleBooking,
)
from webapp.services.configurations.additional_fields import LINES_AT_MOST
from webapp.services.configurations.document import ADDITIONAL_FIELDS_AT_MOST, Key, Language, Name
from webapp.words import ENGLISH

CONFIRM, DECLINE = "confirm", "decline"
DECISIONS = {"confirmed": CONFIRM, "confirm": CONFIRM, "cancelled": DECLINE, "cancel": DECLINE}
GuestName = Annotated[Name, StringConstraints(min_length=1)]


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _without_empty(rows: Any) -> Any:
    # Node sends `{}` for a null item of an array (section 1).
    return [row for row in rows if row] if isinstance(rows, list) else rows


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    return "" if value is None else value


Answers = Annotated[
    dict[
        Key,
        Annotated[Annotated[str, fields.lines(LINES_AT_MOST)], BeforeValidator(_as_text)],
    ],
    fields.counted(ADDITIONAL_FIELDS_AT_MOST),
]
AskedLanguage = Annotated[Language, BeforeValidator(_lower)]


class PersonPayload(Payload):
    name: Name = ""
    email: Email

    def to_person(self) -> Person:
        return Person(name=self.name or self.email, email=self.email)


class GuestPayload(Payload):
    name: GuestName
    email: Email

    def to_person(self) -> Person:
        return Person(name=self.name, email=self.email)


class ParticipantPayload(Payload):
    email: Email


People = Annotated[list[PersonPayload], Field(max_length=100), BeforeValidator(_without_empty)]
Chosen = Annotated[list[ParticipantPayload], Field(max_length=100), BeforeValidator(_without_empty)]


class BookingQuery(Query):
    timezone: BrowserZone = None
    """The guest's time zone, for when the body names none."""


class BookingPayload(Payload):
    """POST: a slot and who takes it."""

    start_time: Instant
    end_time: Instant
    guest: GuestPayload
    timezone: BrowserZone = None
    email_language: AskedLanguage | None = None
    participants: Chosen | None = None
    additional_guests: People | None = None
    additional_fields: Answers | None = None

    def to_command(
        self, *, timezone: str | None, source: str | None = None, invitation: str | None = None
    ) -> BookSlot:
        """`timezone`: what the query says, for when the body says nothing. `source`: who is counted for it.

        `invitation`: the token that the guest came with.
        """
        return BookSlot(
            starts_at=self.start_time,
            ends_at=self.end_time,
            guest=self.guest.to_person(),
            door=API,
            timezone=self.timezone or timezone,
            language=self.email_language or ENGLISH,
            participants=tuple(person.email for person in self.participants or ()),
            additional_guests=tuple(person.to_person() for person in self.additional_guests or ()),
            additional_fields=self.additional_fields or {},
            source=source,
            invitation=invitation,
        )


class KnownGuestPayload(Payload):
    """The guest of a booking: the name can change, the address only be repeated."""

    name: GuestName | None = None
    email: Email | None = None


class ReschedulingPayload(Payload):
    """PATCH: the new time; the component sends all of a booking's fields again."""

    start_time: Instant
    end_time: Instant
    guest: KnownGuestPayload | None = None
    participants: Chosen | None = None
    timezone: BrowserZone = None
    email_language: AskedLanguage | None = None
    additional_guests: People | None = None
    additional_fields: Answers | None = None

    def to_command(self, *, actor: str, source: str | None = None) -> RescheduleBooking:
        """`source`: who is counted for it."""
        guests = self.additional_guests
        return RescheduleBooking(
            starts_at=self.start_time,
            ends_at=self.end_time,
            actor=actor,
            door=API,
            timezone=self.timezone,
            language=self.email_language,
            guest_name=self.guest.name if self.guest else None,
            guest_email=self.guest.email if self.guest else None,
            participants=tuple(person.email for person in self.participants or ()),
            additional_guests=None if guests is None else tuple(person.to_person() for person in guests),
            additional_fields=self.additional_fields,
            source=source,
        )


class DecisionPayload(Payload):
    """PUT: the organizer's yes or no, proved by the salt of the organizer's reference."""

    salt: Annotated[str, fields.line(64)]
    status: str
    cancellation_reason: Annotated[str, fields.lines(REASON_AT_MOST)] | None = None

    @field_validator("status")
    @classmethod
    def status_is_a_decision(cls, status: str) -> str:
        if status.lower() not in DECISIONS:
            raise fields.refusal("choice.unknown", choices=list(DECISIONS))
        return DECISIONS[status.lower()]

    def to_command(self) -> DecideBooking:
        return DecideBooking(actor=ORGANIZER, door=API, reason=self.cancellation_reason or "")


class CancellationPayload(Payload):
    """DELETE: a reason, or no body at all."""

    cancellation_reason: Annotated[str, fields.lines(REASON_AT_MOST)] | None = None

    def to_command(self, *, actor: str) -> CancelBooking:
        return CancelBooking(reason=self.cancellation_reason or "", actor=actor, door=API)
