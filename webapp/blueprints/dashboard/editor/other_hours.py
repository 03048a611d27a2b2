"""Dates that differ from the weekly hours: closed days, and days with hours of their own.

A closed day is stored in either of two ways: as an exdate of every row, or as a date whose hours are from 0:00 to 0:00.
Both are shown. What is changed here is stored in the second way, which does not depend on the weekly hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, Field, Form, StringField, ValidationError
from wtforms.widgets import DateInput

from webapp.blueprints.dashboard.editor.hours_place import HoursPlace
from webapp.blueprints.dashboard.editor.weekly import NEW_BLOCK, TimeField
from webapp.blueprints.dashboard.editor.weekly_rows import MIDNIGHT, as_end, as_input, closed_dates
from webapp.words import gettext, lazy_gettext


@dataclass(frozen=True, slots=True, order=True)
class OtherHours:
    """A block of hours on a date, as inputs hold it; a closed day has no hours."""

    date: str
    start: str = ""
    end: str = ""

    @property
    def is_closed(self) -> bool:
        return not self.start and not self.end

    def data(self) -> dict[str, Any]:
        """As the fields take it. A closed day has hours in its inputs for whoever opens it."""
        start, end = NEW_BLOCK if self.is_closed else (self.start, self.end)
        return {"date": self.date, "closed": self.is_closed, "start": start, "end": end}

    def entry(self, timezone: str | None) -> dict[str, Any]:
        """As a document has it."""
        hours = (MIDNIGHT, MIDNIGHT) if self.is_closed else (self.start, as_end(self.end))
        return {"date": self.date, "start": hours[0], "end": hours[1], "timezone": timezone}


class OtherHoursForm(Form):
    """A date, and whether it is closed or has hours of its own."""

    date = StringField(lazy_gettext("Date"), widget=DateInput())
    closed = BooleanField(lazy_gettext("Closed all day"))
    start = TimeField(lazy_gettext("From"))
    end = TimeField(lazy_gettext("To"))

    @property
    def is_empty(self) -> bool:
        """Whether it was added and left as it was: no date, and no hours of its own."""
        as_added = self.closed.data or (self.start.data, self.end.data) in (NEW_BLOCK, ("", ""))
        return not (self.date.data or "").strip() and bool(as_added)

    def validate_date(self, field: Field) -> None:
        if not (field.data or "").strip() and not self.is_empty:
            raise ValidationError(gettext("Please choose the date of these hours, or remove them."))

    @property
    def typed(self) -> OtherHours:
        date = (self.date.data or "").strip()
        if self.closed.data:
            return OtherHours(date)
        start, end = ((field.data or "").strip() for field in (self.start, self.end))
        return OtherHours(date, start, end) if start or end else OtherHours(date, " ")


def shown(place: HoursPlace) -> list[OtherHours]:
    """The dates that the editor shows, in order: all in the zone of the hours."""
    entries = [_other_hours(entry) for entry in place.entries if place.zone_of(entry) == place.zone]
    named = {entry["date"] for entry in place.entries}
    return sorted([*entries, *(OtherHours(date) for date in closed_by_rows(place) if date not in named)])


def closed_by_rows(place: HoursPlace) -> set[str]:
    """Closed days that are exdates of the weekly hours."""
    return closed_dates(place.rows) if len(place.zones) == 1 else set()


def not_shown(place: HoursPlace) -> list[dict[str, Any]]:
    """Dates in another zone. They stay as they are."""
    return [dict(entry) for entry in place.entries if place.zone_of(entry) != place.zone]


def entries_of(typed: list[OtherHours], place: HoursPlace) -> list[dict[str, Any]]:
    """All dates as the document has them: those that are not shown, then what was typed."""
    known = {_other_hours(entry): entry.get("timezone") for entry in place.entries}
    return [
        *not_shown(place),
        *(each.entry(known.get(each, place.to_store({"date": each.date}))) for each in typed),
    ]


def _other_hours(entry: Mapping[str, Any]) -> OtherHours:
    if entry["start"].zfill(5) == entry["end"].zfill(5) == MIDNIGHT:
        return OtherHours(entry["date"])
    return OtherHours(entry["date"], as_input(entry["start"]), as_input(entry["end"]))
