"""The configuration document of wire contract section 6: its shape, its limits and its defaults.

This is the only judge of shapes and of single values: every limit of a document stands here, and nowhere else. What
values mean together (hours that overlap, a participant who is there twice) is judged by `scheduling.rules_of`, which
takes documents as they leave here; whether people and calendars exist is judged by `participants.check`. Keys that
nobody knows are dropped; keys that an SDK expects are there, null when unset (section 0, rule 9).
"""

from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from webapp.lib import fields
from webapp.lib.fields import Email, Pattern, WebAddress, Zone
from webapp.lib.text import NAME_AT_MOST
from webapp.scheduling import PRIORITY, WEIGHT
from webapp.services.configurations import logos
from webapp.services.configurations.appearance import Appearance
from webapp.services.configurations.conferencing import Conferencing, none_for_nothing
from webapp.services.configurations.document_hours import OpenHoursRows, Part, SpecificTimes, Switch

Language = Literal["en", "fr", "de", "es", "nl", "sv", "ja", "zh", "ko"]
LANGUAGES: tuple[str, ...] = get_args(Language)
ADDITIONAL_FIELDS_AT_MOST = 100
# Kinds of answers that can say where a booking takes place.
LOCATION_TYPES = ("text", "multi_line_text", "phone_number", "dropdown", "radio_button")
REFERENCE_PLACEHOLDER = ":booking_ref"

Name = Annotated[str, fields.line(NAME_AT_MOST)]
Title = Annotated[str, fields.line(500)]
Long = Annotated[str, fields.lines(8000)]
Minutes = Annotated[int, Field(ge=0, le=5_256_000)]
# The engine's work grows with the length of a slot.
SlotMinutes = Annotated[int, Field(ge=1, le=1440)]
RoundTo = Annotated[int, Field(ge=5, le=60, multiple_of=5)]
BufferMinutes = Annotated[int, Field(ge=0, le=120, multiple_of=5)]
Cap = Annotated[int, Field(ge=1, le=1_000_000)]
Key = Annotated[str, fields.line(100)]
PARTICIPANTS_AT_MOST = 50
CALENDARS_AT_MOST = 20
CalendarId = Annotated[str, fields.line(200)]
CalendarIds = Annotated[list[CalendarId], Field(max_length=CALENDARS_AT_MOST)]
GrantId = Annotated[str, fields.line(64)]
LENGTHS_AT_MOST = 10
WEIGHT_AT_MOST = 100
PRIORITY_AT_MOST = 5


# One of our own images, or an address that the worker fetches one from.
LogoAddress = Annotated[str, AfterValidator(fields.refusing(lambda value: logos.address(value, field="")))]


class Buffer(Part):
    before: BufferMinutes = 0
    after: BufferMinutes = 0


class Limits(Part):
    """Beyond the contract: caps on live bookings and on booked minutes."""

    bookings_per_day: Cap | None = None
    bookings_per_week: Cap | None = None
    bookings_per_month: Cap | None = None
    minutes_per_day: Cap | None = None
    minutes_per_week: Cap | None = None
    minutes_per_month: Cap | None = None


class Holidays(Part):
    """Beyond the contract: public holidays as closed days, by ISO 3166 codes."""

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    subdivision: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{1,4}$")] | None = None


class AvailabilityRules(Part):
    availability_method: Literal["collective", "max-fairness", "max-availability"] = "collective"
    buffer: Buffer = Field(default_factory=Buffer)
    default_open_hours: OpenHoursRows = Field(default_factory=list)
    default_specific_time_availability: SpecificTimes = Field(default_factory=list)
    only_specific_time_availability: Switch = False
    round_robin_group_id: Annotated[str, fields.line(200)] | None = None
    limits: Limits | None = None
    holidays: Holidays | None = None

    @model_validator(mode="before")
    @classmethod
    def either_spelling_of_the_group(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and not raw.get("round_robin_group_id"):
            for spelling in ("roundRobinEventId", "round_robin_event_id"):
                if raw.get(spelling):
                    return {**raw, "round_robin_group_id": raw[spelling]}
        return raw


class Availability(Part):
    duration_minutes: SlotMinutes
    # Beyond the contract: more lengths that a guest may choose from.
    duration_options: Annotated[list[SlotMinutes], Field(max_length=LENGTHS_AT_MOST)] | None = None
    interval_minutes: SlotMinutes | None = None
    round_to: RoundTo = 15
    availability_rules: AvailabilityRules = Field(default_factory=AvailabilityRules)

    @field_validator("duration_options")
    @classmethod
    def each_length_once(cls, options: list[int] | None) -> list[int] | None:
        if options and len(set(options)) < len(options):
            raise fields.refusal("duration.listed_twice")
        return options


class ParticipantAvailability(Part):
    calendar_ids: CalendarIds = Field(min_length=1)
    open_hours: OpenHoursRows = Field(default_factory=list)


class ParticipantBooking(Part):
    calendar_id: CalendarId


class Turns(Part):
    """Beyond the contract: what somebody gets of a round robin, and whether before others."""

    weight: Annotated[int, Field(ge=1, le=WEIGHT_AT_MOST)] = WEIGHT
    priority: Annotated[int, Field(ge=1, le=PRIORITY_AT_MOST)] = PRIORITY


class Participant(Part):
    email: Email
    name: Name | None = None
    is_organizer: Switch = False
    timezone: Zone | None = None
    grant_id: GrantId | None = None
    availability: ParticipantAvailability | None = None
    booking: ParticipantBooking | None = None
    specific_time_availability: SpecificTimes = Field(default_factory=list)
    only_specific_time_availability: Switch = False
    # Beyond the contract. They are the last, because they are judged beside the others.
    follows_working_hours: Switch = False
    round_robin: Turns | None = None

    @field_validator("follows_working_hours")
    @classmethod
    def follows_instead_of_own_hours(cls, follows: bool, read: ValidationInfo) -> bool:
        availability = read.data.get("availability")
        if follows and "availability" in read.data and availability is None:
            raise fields.refusal("participant.follows_without_availability")
        if follows and (read.data.get("timezone") or (availability and availability.open_hours)):
            raise fields.refusal("participant.follows_beside_own_hours")
        return follows

    @field_validator("round_robin")
    @classmethod
    def is_somebody_in_turn(cls, turns: Turns | None, read: ValidationInfo) -> Turns | None:
        if turns and "availability" in read.data and read.data["availability"] is None:
            raise fields.refusal("participant.turns_without_availability")
        return turns


class Reminder(Part):
    type: Literal["email", "webhook"]
    minutes_before_event: Annotated[int, Field(ge=1, le=525_600)]
    recipient: Literal["host", "guest", "all"] = "all"
    email_subject: Title | None = None


class EventBooking(Part):
    title: Annotated[Title, StringConstraints(min_length=1)]
    description: Long | None = None
    location: Annotated[str, fields.lines(1000)] | None = None
    timezone: Zone | None = None
    booking_type: Literal["booking", "organizer-confirmation"] = "booking"
    conferencing: Annotated[Conferencing | None, BeforeValidator(none_for_nothing)] = None
    disable_emails: Switch = False
    hide_participants: Switch = False
    notify_participants: Switch = False
    reminders: list[Reminder] = Field(default_factory=list, max_length=20)


class AdditionalField(Part):
    label: Annotated[str, fields.line(300)]
    type: Literal[
        "text",
        "multi_line_text",
        "email",
        "phone_number",
        "dropdown",
        "date",
        "checkbox",
        "radio_button",
        "multi_select",
        "metadata",
    ]
    required: Switch = False
    default: Annotated[str, fields.lines(1000)] | None = None
    pattern: Pattern | None = None
    order: int | None = None
    options: list[Annotated[str, fields.line(300)]] | None = Field(default=None, max_length=200)
    # Beyond the contract: the answer is where the booking takes place. It is judged beside the type.
    is_location: Switch = False

    @field_validator("is_location")
    @classmethod
    def says_a_place(cls, is_location: bool, read: ValidationInfo) -> bool:
        kind = read.data.get("type")
        if is_location and kind is not None and kind not in LOCATION_TYPES:
            raise fields.refusal("additional_field.no_location", type=kind)
        return is_location

    @model_validator(mode="after")
    def choices_have_options(self) -> "AdditionalField":
        if self.type in ("dropdown", "radio_button", "multi_select") and not self.options:
            raise fields.refusal("additional_field.no_options", type=self.type)
        return self


class BookingConfirmed(Part):
    title: Title | None = None
    body: Long | None = None


class EmailTemplate(Part):
    logo: LogoAddress | None = None
    show_nylas_branding: bool = True
    organizer_locale: Language = "en"
    booking_confirmed: BookingConfirmed | None = None


class CalendarPolicy(Part):
    """Beyond the contract: whether a booking is made when a calendar elsewhere gives no answer."""

    mode: Literal["strict", "lenient"] = "strict"
    max_age_minutes: Annotated[int, Field(ge=1, le=1440)] = 60


class Scheduler(Part):
    # Recurring events are busy as far as they are expanded (`services/calendars/spans.py`): no page may look beyond.
    available_days_in_future: Annotated[int, Field(ge=0, le=365)] = 30
    min_booking_notice: Minutes = 60
    min_cancellation_notice: Minutes = 0
    cancellation_policy: Long | None = None
    rescheduling_url: WebAddress | None = None
    cancellation_url: WebAddress | None = None
    organizer_confirmation_url: WebAddress | None = None
    confirmation_redirect_url: WebAddress | None = None
    hide_rescheduling_options: Switch = False
    hide_cancellation_options: Switch = False
    hide_additional_guests: Switch = False
    additional_fields: Annotated[
        dict[Annotated[str, fields.line(100)], AdditionalField], fields.counted(ADDITIONAL_FIELDS_AT_MOST)
    ] = Field(default_factory=dict)
    calendar_policy: CalendarPolicy | None = None
    notetaker_settings: fields.Unread | None = None
    email_template: EmailTemplate = Field(default_factory=EmailTemplate)

    @field_validator("additional_fields")
    @classmethod
    def one_location(cls, asked: dict[str, AdditionalField]) -> dict[str, AdditionalField]:
        if sum(each.is_location for each in asked.values()) > 1:
            raise fields.refusal("additional_field.two_locations")
        return asked


class ConfigurationDocument(Part):
    """A configuration without group bookings, as sent to create it."""

    participants: list[Participant] = Field(min_length=1, max_length=PARTICIPANTS_AT_MOST)
    availability: Availability
    event_booking: EventBooking
    scheduler: Scheduler = Field(default_factory=Scheduler)
    name: Name | None = None
    slug: str | None = None
    requires_session_auth: Switch = False
    paused: Switch = False
    appearance: Appearance | None = None
    type: Literal[""] = ""
    version: Annotated[str, fields.line(20)] | None = None


def validated(raw: Any) -> dict[str, Any]:
    """The document with every default filled in, as JSON. Raises InvalidInput with the field's path."""
    return fields.checked(ConfigurationDocument, raw).model_dump(mode="json")
