"""The form for an event, and what its fields mean as columns of the event."""

from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import DateInput, TimeInput

from webapp.blueprints.dashboard import dates
from webapp.lib.text_form import TextForm
from webapp.scheduling import DAY, day_of, label_of, local_day, wall_time
from webapp.scheduling.clock_changes import instants_of
from webapp.services.calendars import times
from webapp.services.calendars.listing import Entry
from webapp.validators import Line, Lines
from webapp.words import gettext, lazy_gettext

TITLE_AT_MOST, PLACE_AT_MOST, NOTES_AT_MOST = 200, 500, 5000
ONCE, KEPT = "", "kept"
RULES = {"daily": "RRULE:FREQ=DAILY", "weekly": "RRULE:FREQ=WEEKLY", "monthly": "RRULE:FREQ=MONTHLY"}
WHEN_FIELDS = {"when.end_time": "end", "when.end_date": "last_day", "when.start_date": "first_day"}


class EventForm(TextForm):
    """`revision`: the `sequence` of the event when the form was opened; empty for a new one."""

    revision = HiddenField()
    title = StringField(lazy_gettext("Title"), [Line(TITLE_AT_MOST)], render_kw={"autocomplete": "off"})
    calendar = SelectField(lazy_gettext("Calendar"), choices=[], validate_choice=False)
    whole_days = BooleanField(lazy_gettext("All day"))
    first_day = StringField(lazy_gettext("First day"), widget=DateInput())
    start = StringField(lazy_gettext("From"), widget=TimeInput())
    last_day = StringField(lazy_gettext("Last day"), widget=DateInput())
    end = StringField(lazy_gettext("Until"), widget=TimeInput())
    busy = BooleanField(
        lazy_gettext("I am busy"), description=lazy_gettext("Guests cannot book you at this time.")
    )
    repeats = SelectField(lazy_gettext("Repeats"), choices=[], validate_choice=False)
    repeats_until = StringField(
        lazy_gettext("Repeats until"),
        widget=DateInput(),
        description=lazy_gettext("Empty: it goes on without an end."),
    )
    location = StringField(lazy_gettext("Place"), [Line(PLACE_AT_MOST)], render_kw={"autocomplete": "off"})
    description = TextAreaField(lazy_gettext("Notes"), [Lines(NOTES_AT_MOST)])

    def offer_rules(self, *, kept: bool) -> None:
        """`kept`: whether the event repeats in a way that has no name here, and may go on doing so."""
        self.repeats.choices = [
            SelectChoice(ONCE, gettext("Does not repeat")),
            SelectChoice("daily", gettext("Every day")),
            SelectChoice("weekly", gettext("Every week")),
            SelectChoice("monthly", gettext("Every month")),
            *([SelectChoice(KEPT, gettext("As it does now"))] if kept else []),
        ]

    @property
    def seen(self) -> int | None:
        """The `sequence` of the event that the form was filled with."""
        given = str(self.revision.data or "")
        return int(given) if given.isascii() and given.isdigit() and len(given) <= 9 else None

    def complain(self, path: str, sentence: str) -> None:
        """Show a refusal beside the field that it is about."""
        field: Field = self[WHEN_FIELDS.get(path, "first_day" if path.startswith("when") else "title")]
        if path.startswith("recurrence"):
            field = self.repeats
        if path == "calendar":
            field = self.calendar
        field.errors = [*field.errors, sentence]

    def to_columns(
        self, *, zone: str, with_rule: bool, present: tuple[int, int] | None = None
    ) -> dict[str, Any] | None:
        """What the event is to be, but for its calendar; None when a field says why not.

        `zone`: whose clocks the times are read from. `with_rule`: False for a single time of a recurring event.
        `present`: when the event begins and ends now. A time that was left as it is stays what it was, to the second,
        and where clocks show it twice.
        """
        days = self._day(self.first_day), self._day(self.last_day)
        if None in days:
            return None
        when = self._whole(*days) if self.whole_days.data else self._timed(*days, zone=zone, present=present)
        columns: dict[str, Any] = {
            "title": self.title.data or "",
            "busy": bool(self.busy.data),
            "location": self.location.data or None,
            "description": self.description.data or None,
            "when": when,
        }
        if with_rule and self.repeats.data != KEPT:
            columns["recurrence"] = self._rule(zone)
        return None if self._is_refused else columns

    @property
    def _is_refused(self) -> bool:
        return any(field.errors for field in self)

    def _whole(self, first: int | None, last: int | None) -> dict[str, Any]:
        if first is None or last is None:
            return {}
        if last < first:
            self._refuse(self.last_day, gettext("The last day must not be before the first."))
        if last == first:
            return {"object": "date", "date": label_of(first)}
        return {"object": "datespan", "start_date": label_of(first), "end_date": label_of(last + 1)}

    def _timed(
        self, first: int | None, last: int | None, *, zone: str, present: tuple[int, int] | None
    ) -> dict[str, Any]:
        began_at, ended_at = present or (None, None)
        starts_at = self._instant(first, self.start, zone, present=began_at)
        ends_at = self._instant(last, self.end, zone, present=ended_at)
        if starts_at is not None and ends_at is not None and ends_at <= starts_at:
            self._refuse(self.end, gettext("The end must be after the start."))
        return {
            "object": "timespan",
            "start_time": starts_at,
            "end_time": ends_at,
            "start_timezone": zone,
            "end_timezone": zone,
        }

    def _rule(self, zone: str) -> list[str]:
        if not self.repeats.data:
            return []
        rule = RULES.get(str(self.repeats.data))
        if rule is None:
            self._refuse(self.repeats, gettext("Please choose one of these."))
            return []
        if not self.repeats_until.data:
            return [rule]
        last = self._day(self.repeats_until)
        if last is None:
            return []
        first = dates.day_of(str(self.first_day.data))
        if first is not None and last < first:
            self._refuse(self.repeats_until, gettext("This day must not be before the first day."))
        if self.whole_days.data:
            return [f"{rule};UNTIL={label_of(last).replace('-', '')}"]
        ends = instants_of(last, wall=23 * 3600 + 59 * 60, zone=zone) or [(last + 1) * DAY]
        return [f"{rule};UNTIL={wall_time(ends[-1], zone='UTC').replace('-', '').replace(':', '')}00Z"]

    def _day(self, field: Field) -> int | None:
        day = dates.day_of(str(field.data or "").strip())
        if day is None:
            self._refuse(field, gettext("Please give a date."))
        return day

    def _instant(self, day: int | None, field: Field, zone: str, *, present: int | None = None) -> int | None:
        wall = dates.wall_time_of(str(field.data or "").strip())
        if wall is None:
            self._refuse(field, gettext("Please give a time, such as 09:30."))
        if wall is None or day is None:
            return None
        found = instants_of(day, wall=wall, zone=zone)
        if not found:
            self._refuse(field, gettext("Clocks are put forward over this time on that day."))
        if present is not None and present - present % 60 in found:
            return present
        return found[0] if found else None

    def _refuse(self, field: Field, sentence: str) -> None:
        field.errors = [*field.errors, sentence]


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a new event begins with."""

    day: int
    start: str = "09:00"
    end: str = "10:00"

    def data(self) -> dict[str, Any]:
        label = label_of(self.day)
        return {"first_day": label, "last_day": label, "start": self.start, "end": self.end, "busy": True}


def data_of(entry: Entry, *, zone: str, zone_of_dates: str) -> dict[str, Any]:
    """The fields of an event as it is. `zone_of_dates`: in which its calendar reads dates."""
    event = entry.event
    whole = event.when["object"] in ("date", "datespan")
    clock = zone_of_dates if whole else zone
    until = entry.ends_at - 1 if whole else entry.ends_at
    return {
        "revision": str(event.sequence),
        "title": event.title,
        "whole_days": whole,
        **data_of_span(entry.starts_at, until, zone=clock),
        **({"start": "", "end": ""} if whole else {}),
        "busy": event.busy,
        "location": event.location or "",
        "description": event.description or "",
        **_rule_data(event.recurrence, entry, zone=clock),
    }


def data_of_span(starts_at: int, ends_at: int, *, zone: str) -> dict[str, str]:
    """The fields of a time."""
    return {
        "first_day": label_of(local_day(starts_at, zone=zone)),
        "last_day": label_of(local_day(ends_at, zone=zone)),
        "start": wall_time(starts_at, zone=zone)[11:],
        "end": wall_time(ends_at, zone=zone)[11:],
    }


def data_of_wanted(wanted: dict[str, Any], *, at: int, zone: str) -> dict[str, Any]:
    """The fields of an event that was typed before and is nowhere: `wanted` are its columns, `at` its start."""
    when = wanted.get("when", {})
    days = times.days_of(when) if when else None
    until = when.get("end_time", at)
    first, last = days or (label_of(local_day(at, zone=zone)), label_of(local_day(until, zone=zone)))
    return {
        "title": wanted.get("title", ""),
        "whole_days": days is not None,
        "first_day": first,
        "last_day": label_of(day_of(last) - 1) if days else last,
        "start": "" if days else wall_time(at, zone=zone)[11:],
        "end": "" if days else wall_time(until, zone=zone)[11:],
        "busy": wanted.get("busy", True),
        "location": wanted.get("location") or "",
        "description": wanted.get("description") or "",
    }


def _rule_data(lines: list[str], entry: Entry, *, zone: str) -> dict[str, Any]:
    if not lines or entry.is_occurrence:
        return {"repeats": ONCE}
    rule = next((line for line in lines if line.startswith("RRULE")), "")
    plain, _, until = rule.partition(";UNTIL=")
    named = next((name for name, line in RULES.items() if line == plain), None)
    if named is None or len(lines) > 1:  # single occurrences that were deleted would come back
        return {"repeats": KEPT}
    return {"repeats": named, "repeats_until": _label(until, zone) if until else ""}


def _label(until: str, zone: str) -> str:
    """The day of an UNTIL, which is a date or an instant."""
    date = f"{until[:4]}-{until[4:6]}-{until[6:8]}"
    if "T" not in until:
        return date
    day = dates.day_of(date)
    wall = dates.wall_time_of(f"{until[9:11]}:{until[11:13]}")
    if day is None or wall is None:
        return date
    return label_of(local_day(day * DAY + wall, zone=zone))
