"""What may be said of an event: its time in one of four shapes, and its recurrence as RFC 5545 lines."""

from typing import Annotated, Any, Literal

from pydantic import Field

from webapp.blueprints.api.payloads.base import Payload
from webapp.blueprints.api.payloads.metadata import Metadata
from webapp.errors import InvalidInput
from webapp.lib import fields, recurrence
from webapp.lib.fields import Email, Instant, Zone

PARTICIPANTS_AT_MOST = 500
EMPTY_FOR_NULL = {"title": "", "busy": True, "participants": [], "recurrence": [], "metadata": {}}


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


class EventChange(Payload):
    """Every field may be left out, and then stays; a null empties it."""

    when: dict[str, Any] | None = None
    title: Annotated[str, fields.line(1024)] | None = None
    description: Annotated[str, fields.lines(8000)] | None = None
    location: Annotated[str, fields.lines(1000)] | None = None
    busy: bool | None = None
    participants: list[Participant] | None = Field(default=None, max_length=PARTICIPANTS_AT_MOST)
    recurrence: list[str] | None = None
    metadata: Metadata | None = None

    def columns(self) -> dict[str, Any]:
        """The columns that were given. Raises InvalidInput for a time or a recurrence that makes no sense."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        if "when" in given:
            given["when"] = when(given["when"])
        if given.get("recurrence"):
            given["recurrence"] = recurrence.checked(given["recurrence"])
        if given.get("participants"):
            given["participants"] = [one.model_dump(exclude_none=True) for one in given["participants"]]
        for name, empty in EMPTY_FOR_NULL.items():
            if name in given and given[name] is None:
                given[name] = empty
        if "metadata" in given:
            given["fields"] = given.pop("metadata")
        return given


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
