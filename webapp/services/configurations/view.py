"""What the program reads of a configuration document, with a name and a type for each value.

A document is stored, merged and returned as a whole, so it stays a dict. Whoever reads a single value of it asks
`view_of`, so that mypy sees every read. Nothing is judged here: `document.py` did that before the document was stored.
What the engine reads of hours and limits is its own (`scheduling/reading.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from webapp import scheduling
from webapp.errors import InvalidInput
from webapp.lib import web_origins
from webapp.models import ConfigurationColumns
from webapp.services.configurations.conferencing import Meeting, meeting_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

P = TypeVar("P", bound="DataclassInstance")

ORGANIZER_CONFIRMATION = "organizer-confirmation"


@dataclass(frozen=True, slots=True)
class ListedParticipant:
    """A participant as the document lists them. Calendars are ids, or `primary`.

    `availability_calendar_ids`: None for someone who is never judged. `booking_calendar_id`: None without an event.
    `follows_working_hours`: whether their organizer's working hours stand in for hours of their own.
    """

    email: str
    name: str | None
    is_organizer: bool
    grant_id: str | None
    availability_calendar_ids: tuple[str, ...] | None
    booking_calendar_id: str | None
    follows_working_hours: bool

    @property
    def has_calendars(self) -> bool:
        """Whether a calendar of theirs is read or written."""
        return self.availability_calendar_ids is not None or self.booking_calendar_id is not None


@dataclass(frozen=True, slots=True)
class Holidays:
    """Whose public holidays are closed, by ISO 3166 codes."""

    country: str
    subdivision: str | None


@dataclass(frozen=True, slots=True)
class Availability:
    """`lengths`: of a booking, in minutes, in order: `duration_minutes` and the other options.

    `round_robin_group_id`: pages that name the same take turns together.
    """

    duration_minutes: int
    lengths: tuple[int, ...]
    method: str
    round_robin_group_id: str | None

    @property
    def is_round_robin(self) -> bool:
        """Whether one of the participants takes a slot, rather than all of them."""
        return scheduling.is_round_robin(self.method)


@dataclass(frozen=True, slots=True)
class EventBooking:
    """What a booked event says, and who hears of it. `booking_type`: `booking` or `organizer-confirmation`.

    `location` and the address of `meeting` may have places for a room.
    """

    title: str
    description: str | None
    location: str | None
    meeting: Meeting | None
    booking_type: str
    disable_emails: bool
    hide_participants: bool

    @property
    def needs_confirmation(self) -> bool:
        """Whether a booking is a request until the organizer confirms it."""
        return self.booking_type == ORGANIZER_CONFIRMATION


@dataclass(frozen=True, slots=True)
class AdditionalField:
    """A question beside name and e-mail. `order`: where it stands among the others. `is_location`: whether the answer
    is where the booking takes place."""

    label: str
    type: str
    required: bool
    default: str | None
    pattern: str | None
    order: int
    options: tuple[str, ...]
    is_location: bool


@dataclass(frozen=True, slots=True)
class EmailTemplate:
    """What a page adds to its mails. `confirmed_*`: of the mail that confirms a booking to the guest."""

    logo: str | None
    shows_mark: bool
    organizer_locale: str
    confirmed_title: str | None
    confirmed_body: str | None


@dataclass(frozen=True, slots=True)
class CalendarPolicy:
    """What decides when a calendar elsewhere gives no answer: nothing, or our copy while it is young enough."""

    is_lenient: bool = False
    max_age_minutes: int = 0

    def accepts(self, synced_at: int | None, *, now: int) -> bool:
        """Whether a copy of this age may stand in for an answer."""
        return self.is_lenient and synced_at is not None and now - synced_at <= self.max_age_minutes * 60


@dataclass(frozen=True, slots=True)
class Scheduler:
    """The page's settings. Addresses may hold `:booking_ref`; notices are minutes."""

    available_days_in_future: int
    min_cancellation_notice: int
    cancellation_policy: str | None
    rescheduling_url: str | None
    cancellation_url: str | None
    organizer_confirmation_url: str | None
    confirmation_redirect_url: str | None
    hide_rescheduling_options: bool
    hide_cancellation_options: bool
    hide_additional_guests: bool
    additional_fields: Mapping[str, AdditionalField]
    email_template: EmailTemplate
    calendar_policy: CalendarPolicy

    @property
    def location_key(self) -> str | None:
        """The key of the question whose answer is where a booking takes place, if one is."""
        return next((key for key, asked in self.additional_fields.items() if asked.is_location), None)


@dataclass(frozen=True)
class ConfigurationView:
    """A document by its parts. Each is made when it is first asked for: most readers need one of them."""

    document: Mapping[str, Any]

    @property
    def is_paused(self) -> bool:
        """Whether the page takes no bookings at the moment. Documents of before have no word of it."""
        return bool(self.document.get("paused"))

    @cached_property
    def participants(self) -> tuple[ListedParticipant, ...]:
        """Everybody, in the document's order."""
        return tuple(map(_participant, self.document["participants"]))

    @cached_property
    def organizer(self) -> ListedParticipant:
        """The organizer, else the first participant with a booking calendar, else the first."""
        for listed in self.participants:
            if listed.is_organizer:
                return listed
        with_event = (listed for listed in self.participants if listed.booking_calendar_id is not None)
        return next(with_event, self.participants[0])

    @cached_property
    def availability(self) -> Availability:
        availability = self.document["availability"]
        rules = availability["availability_rules"]
        duration, options = availability["duration_minutes"], availability.get("duration_options")
        return Availability(
            duration_minutes=duration,
            lengths=tuple(sorted({duration, *(options or ())})),
            method=rules["availability_method"],
            round_robin_group_id=rules["round_robin_group_id"],
        )

    @property
    def holidays(self) -> Holidays | None:
        holidays = self.document["availability"]["availability_rules"].get("holidays")
        return Holidays(holidays["country"], holidays["subdivision"]) if holidays else None

    @cached_property
    def event_booking(self) -> EventBooking:
        event = self.document["event_booking"]
        return _part(EventBooking, event, meeting=meeting_of(event["conferencing"]))

    @cached_property
    def scheduler(self) -> Scheduler:
        scheduler = self.document["scheduler"]
        questions = scheduler["additional_fields"]
        return _part(
            Scheduler,
            scheduler,
            additional_fields={key: additional_field(field) for key, field in questions.items()},
            email_template=_email_template(scheduler["email_template"]),
            calendar_policy=_calendar_policy(scheduler.get("calendar_policy")),  # older documents have none
        )

    @property
    def appearance(self) -> Mapping[str, str]:
        """The page's own words and logo, by names that each client chooses (wire contract section 6)."""
        appearance: Mapping[str, str] | None = self.document["appearance"]
        return appearance or {}

    @property
    def embed_origins(self) -> tuple[str, ...]:
        """The origins of the websites that may show the page in a frame. What was stored unchecked allows nobody."""
        try:
            return web_origins.checked(self.appearance.get("embed_origins", ""), field="embed_origins")
        except InvalidInput:
            return ()


def view_of(configuration: ConfigurationColumns) -> ConfigurationView:
    """The view of a stored configuration, an entity or a row."""
    return ConfigurationView(configuration.document)


def additional_field(field: Mapping[str, Any]) -> AdditionalField:
    """One of `scheduler.additional_fields`."""
    return _part(
        AdditionalField,
        field,
        order=field["order"] or 0,
        options=tuple(field["options"] or ()),
        is_location=field.get("is_location", False),  # documents from before do not have it
    )


def _part(kind: type[P], section: Mapping[str, Any], **converted: Any) -> P:
    """A part of the view: the values of its section by the same names, but for those that are converted."""
    names = (field.name for field in fields(kind) if field.name not in converted)
    return kind(**{name: section[name] for name in names}, **converted)


def _participant(entry: Mapping[str, Any]) -> ListedParticipant:
    availability, booking = entry["availability"], entry["booking"]
    return ListedParticipant(
        entry["email"],
        entry["name"],
        entry["is_organizer"],
        entry["grant_id"],
        tuple(availability["calendar_ids"]) if availability else None,
        booking["calendar_id"] if booking else None,
        entry.get("follows_working_hours", False),  # documents from before do not have it
    )


def _calendar_policy(policy: Mapping[str, Any] | None) -> CalendarPolicy:
    if policy is None:
        return CalendarPolicy()
    return CalendarPolicy(policy["mode"] == "lenient", policy["max_age_minutes"])


def _email_template(template: Mapping[str, Any]) -> EmailTemplate:
    confirmed = template["booking_confirmed"] or {}
    return EmailTemplate(
        logo=template["logo"],
        shows_mark=template["show_nylas_branding"],
        organizer_locale=template["organizer_locale"],
        confirmed_title=confirmed.get("title"),
        confirmed_body=confirmed.get("body"),
    )
