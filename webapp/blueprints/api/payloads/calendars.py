"""What may be said of a calendar (wire contract section 11)."""

from typing import Annotated, Any

from webapp.blueprints.api.payloads.base import Payload
from webapp.blueprints.api.payloads.metadata import Metadata, MetadataPairs
from webapp.blueprints.api.payloads.paging import PageQuery
from webapp.errors import InvalidInput
from webapp.lib import fields
from webapp.lib.fields import Zone


class CalendarsQuery(PageQuery):
    repeated = frozenset({"metadata_pair"})

    metadata_pair: MetadataPairs = ()
    """Only calendars that hold each of these pairs, such as `key1:blue`; repeated, or joined by commas."""


class CalendarChange(Payload):
    """Every field may be left out, and then stays; a null empties it, but the name."""

    name: Annotated[str, fields.line(300)] | None = None
    description: Annotated[str, fields.lines(8000)] | None = None
    location: Annotated[str, fields.line(300)] | None = None
    timezone: Zone | None = None
    metadata: Metadata | None = None

    def columns(self) -> dict[str, Any]:
        """The columns that were given. Raises InvalidInput for an empty name."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        if "name" in given and not given["name"]:
            raise InvalidInput("name.empty", field="name")
        if "metadata" in given:
            given["fields"] = given.pop("metadata") or {}
        return given


class NewCalendar(CalendarChange):
    name: Annotated[str, fields.line(300)]
