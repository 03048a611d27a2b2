"""What may be said of an event: its time in one of four shapes, and its recurrence as RFC 5545 lines."""

from typing import Annotated, Any, Literal

from pydantic import Field

from webapp.blueprints.api.payloads import queries
from webapp.blueprints.api.payloads.base import Payload
from webapp.blueprints.api.payloads.metadata import Metadata, MetadataPairs
from webapp.blueprints.api.payloads.paging import LIMIT_DEFAULT, PageQuery
from webapp.blueprints.api.payloads.queries import Addresses, Flag, Line, Named, Query, whole_number
from webapp.errors import InvalidInput
from webapp.lib import fields, recurrence
from webapp.lib.fields import Email, Instant, Zone
from webapp.lib.recurrence import LINES_AT_MOST
from webapp.lib.text import EMAIL_AT_MOST
from webapp.services.calendars.listing import EventFilter

PARTICIPANTS_AT_MOST = 500
IMPORT_AT_MOST = 500
# Stored and answered as they came, and without effect (`docs/api.md`, "Not there").
EXTRAS = ("conferencing", "reminders", "visibility", "hide_participants", "resources", "capacity")
EMPTY_FOR_NULL = {"title": "", "busy": True, "participants": [], "recurrence": [], "metadata": {}}


class EventQuery(Query):
    calendar_id: Named
    """The calendar, by id or `primary`."""


class EventFilterQuery(PageQuery, EventQuery):
    repeated = frozenset({"metadata_pair"})

    start: queries.Instant | None = None
    """Only events that end after it, in Unix seconds."""
    end: queries.Instant | None = None
    """Only events that begin before it, in Unix seconds."""
    title: Line = None
    """Only events with this text in their title."""
    description: Line = None
    """Only events with this text in their description."""
    location: Line = None
    """Only events with this text in their location."""
    ical_uid: Line = None
    """Only the event with this iCalendar UID."""
    busy: Flag | None = None
    """Only events that make their time busy, or with `false` only those that do not."""
    metadata_pair: MetadataPairs = ()
    """Only events that hold each of these pairs, such as `key1:blue`; repeated, or joined by commas."""
    updated_after: queries.Instant | None = None
    """Only events that were changed after it, in Unix seconds."""
    updated_before: queries.Instant | None = None
    """Only events that were changed before it, in Unix seconds."""
    attendees: Addresses = ()
    """Only events in which at least one of these e-mail addresses takes part; joined by commas."""
    show_cancelled: Flag = False
    """Cancelled events too."""
    master_event_id: Line = None
    """Only the changed occurrences of this recurring event; all of them with `expand_recurring`."""

    def to_filter(self) -> EventFilter:
        return EventFilter(
            start=self.start,
            end=self.end,
            title=self.title,
            description=self.description,
            location=self.location,
            ical_uid=self.ical_uid,
            busy=self.busy,
            metadata=self.metadata_pair,
            updated_after=self.updated_after,
            updated_before=self.updated_before,
            attendees=self.attendees,
            show_cancelled=self.show_cancelled,
            master_id=self.master_event_id,
        )


class EventsQuery(EventFilterQuery):
    expand_recurring: Flag = False
    """Each time a recurring event is held, in place of the event."""


class EventImportQuery(EventFilterQuery):
    limit: Annotated[int, whole_number(1, IMPORT_AT_MOST)] = LIMIT_DEFAULT
    """How many events are answered at most."""


class Time(Payload):
    time: Instant
    timezone: Zone | None = None


class Timespan(Payload):
    start_time: Instant
    end_time: Instant
    start_timezone: Zone | None = None
    end_timezone: Zone | None = None


class Date(Payload):
    date: str


class Datespan(Payload):
    start_date: str
    end_date: str


SHAPES: dict[str, tuple[str, type[Payload]]] = {  # the key that tells a shape from the others
    "time": ("time", Time),
    "start_time": ("timespan", Timespan),
    "end_time": ("timespan", Timespan),
    "date": ("date", Date),
    "start_date": ("datespan", Datespan),
    "end_date": ("datespan", Datespan),
}


class Participant(Payload):
    email: Email
    name: Annotated[str, fields.line(300)] | None = None
    comment: Annotated[str, fields.lines(2000)] | None = None
    phone_number: Annotated[str, fields.line(100)] | None = None
    status: Literal["yes", "no", "maybe", "noreply"] = "noreply"


class ReminderOverride(Payload):
    reminder_minutes: Annotated[int, Field(ge=0, le=525_600)]
    reminder_method: Literal["popup", "email", "display", "sound"] | None = None


class Reminders(Payload):
    use_default: bool | None = None
    overrides: list[ReminderOverride] | None = Field(default=None, max_length=20)


class Resource(Payload):
    email: Annotated[str, fields.line(EMAIL_AT_MOST)]
    name: Annotated[str, fields.line(300)] | None = None


class EventChange(Payload):
    """Every field may be left out, and then stays; a null empties it."""

    when: dict[str, Any] | None = None
    title: Annotated[str, fields.line(1024)] | None = None
    description: Annotated[str, fields.lines(8000)] | None = None
    location: Annotated[str, fields.lines(1000)] | None = None
    busy: bool | None = None
    participants: list[Participant] | None = Field(default=None, max_length=PARTICIPANTS_AT_MOST)
    recurrence: list[str] | None = Field(default=None, max_length=LINES_AT_MOST)
    metadata: Metadata | None = None
    conferencing: fields.Unread | None = None
    reminders: Reminders | None = None
    visibility: Literal["default", "private", "public"] | None = None
    hide_participants: bool | None = None
    resources: list[Resource] | None = Field(default=None, max_length=100)
    capacity: Annotated[int, Field(ge=1, le=1_000_000)] | None = None

    def columns(self) -> dict[str, Any]:
        """The columns that were given. Raises InvalidInput for a time or a recurrence that makes no sense."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        if "when" in given:
            given["when"] = when(given["when"])
        if given.get("recurrence"):
            given["recurrence"] = recurrence.checked(given["recurrence"])
        if given.get("participants"):
            given["participants"] = [person.model_dump(exclude_none=True) for person in given["participants"]]
        for name, empty in EMPTY_FOR_NULL.items():
            if name in given and given[name] is None:
                given[name] = empty
        if "metadata" in given:
            given["fields"] = given.pop("metadata")
        extras = self.model_dump(include=given.keys() & set(EXTRAS), mode="json", exclude_unset=True)
        columns = {name: value for name, value in given.items() if name not in EXTRAS}
        return {**columns, "extras": extras} if extras else columns


class NewEvent(EventChange):
    when: dict[str, Any]


class Rsvp(Payload):
    status: Literal["yes", "no", "maybe"]


def when(raw: dict[str, Any] | None) -> dict[str, Any]:
    """A time in its one stored spelling, always with `object` (wire contract section 11). Raises InvalidInput."""
    given = {key: value for key, value in (raw or {}).items() if value is not None}
    found = {SHAPES[key] for key in given if key in SHAPES}
    if len(found) != 1:
        raise InvalidInput("when.no_shape", field="when")
    name, shape = found.pop()
    if given.get("object", name) != name:
        raise InvalidInput("when.other_shape", field="when.object", shape=name)
    return {"object": name, **fields.checked(shape, given, within="when").model_dump()}
