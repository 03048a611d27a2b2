"""Hours: when guests can book in a week, on which dates it is otherwise, and in which time zone."""

import re
from collections.abc import Mapping
from typing import Any

from wtforms import Field, FormField, RadioField, SelectChoice, SelectField

from webapp import display
from webapp.blueprints.dashboard.editor import holidays, hours_notes, other_hours
from webapp.blueprints.dashboard.editor.hours_place import FOLLOWS, SHARED, HoursPlace, hours_place
from webapp.blueprints.dashboard.editor.other_hours import OtherHoursForm
from webapp.blueprints.dashboard.editor.section import Draft, Section, numbered, remove
from webapp.blueprints.dashboard.editor.weekly import NEW_BLOCK, WeekField, week_data
from webapp.blueprints.dashboard.editor.weekly_rows import (
    Grid,
    as_input,
    closed_dates,
    grid_of,
    rows_of,
    whole_week,
    without,
)
from webapp.blueprints.dashboard.presenters import open_hours
from webapp.errors import InvalidInput
from webapp.lib import zone_names
from webapp.lib.long_select import LongSelectField
from webapp.lib.text_form import Rows
from webapp.models.organizer import DEFAULT_HOURS
from webapp.scheduling import page_zone
from webapp.services.configurations import drafts
from webapp.words import gettext, lazy_gettext

FOLLOWING, WEEKLY, DATES_ONLY = "following", "weekly", "dates"
_HOLIDAYS, _ZONE = f"{SHARED}.holidays", "event_booking.timezone"
_ROW = re.compile(r"\.(?:default_)?open_hours\[(\d+)\]\.?(\w*)")
_DATE = re.compile(r"\.(?:default_)?specific_time_availability\[(\d+)\]\.?(\w*)")
_EMPTY_WEEK = [{"days": [], "start": "00:00", "end": "24:00"}]  # the document refuses it


def _present_zone(document: Mapping[str, Any]) -> str:
    return zone_names.present(page_zone(document))


def _grid(place: HoursPlace) -> Grid:
    """What the fields show: for whoever follows, usual hours to begin own ones with."""
    return grid_of(place.rows or DEFAULT_HOURS) if place.rows or place.is_following else whole_week()


class HoursSection(Section):
    name = "hours"
    template = "dashboard/editor/_hours.html"
    title = lazy_gettext("Hours")
    covers = (
        *(f"{SHARED}.default_open_hours", f"{SHARED}.default_specific_time_availability"),
        *(f"{SHARED}.only_specific_time_availability", _HOLIDAYS, _ZONE),
        *("participants[].availability.open_hours", "participants[].specific_time_availability"),
        *("participants[].only_specific_time_availability", "participants[].timezone"),
        "participants[].follows_working_hours",
    )

    mode = RadioField(
        lazy_gettext("When guests can book"),
        choices=[
            SelectChoice(FOLLOWING, lazy_gettext("In my working hours")),
            SelectChoice(WEEKLY, lazy_gettext("In the weekly hours below")),
            SelectChoice(DATES_ONLY, lazy_gettext("Only on the single dates below")),
        ],
        validate_choice=False,
    )
    week = WeekField(lazy_gettext("Weekly hours"))
    dates = Rows(FormField(OtherHoursForm), lazy_gettext("Single dates"))
    zone = LongSelectField(
        lazy_gettext("Time zone"),
        description=lazy_gettext("Hours, days and limits of this page are in this time zone."),
        options=display.zone_choices,
    )
    country = LongSelectField(lazy_gettext("Closed on public holidays of"), options=holidays.countries)
    region = SelectField(lazy_gettext("State or region"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region.choices = holidays.regions(self.country.data or "")
        # As last written: where a refusal of the document's rows belongs.
        self.written_rows: list[Mapping[str, Any]] = []
        self.written_dates: list[OtherHoursForm] = []
        self.dates_before = 0

    @classmethod
    def values_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        place = hours_place(document)
        public = drafts.value_at(document, _HOLIDAYS) or {}
        only_dates = any(drafts.value_at(document, switch) for switch in place.switches)
        return {
            "mode": DATES_ONLY if only_dates else FOLLOWING if place.is_following else WEEKLY,
            "week": week_data(_grid(place)),
            "dates": [each.data() for each in other_hours.shown(place)],
            "zone": _present_zone(document),
            "country": public.get("country") or "",
            "region": public.get("subdivision") or "",
        }

    def write(self, draft: Draft) -> None:
        place = hours_place(drafts.draft_of(draft))  # as it was: the draft changes
        if self.mode.raw_data == []:
            return  # nothing of this section was sent: an empty week would mean something
        self._write_mode(draft, place)
        self._write_week(draft, place)
        self._write_dates(draft, place)
        self._write_holidays(draft)
        self._write_zone(draft, place)
        self.written_rows = drafts.value_at(draft, place.weekly) or []
        self.dates_before = len(other_hours.not_shown(place))

    def act(self, action: str) -> bool:
        if action == "add-date":
            start, end = NEW_BLOCK
            self.dates.append_entry({"date": "", "closed": True, "start": start, "end": end})
            return True
        if action == "show-regions":
            return True
        return numbered(action, "remove-date", lambda at: remove(self.dates, at)) or self.week.act(action)

    def field_at(self, path: str) -> Field | None:
        if found := _DATE.search(path):
            return self._field_of_date(int(found[1]), key=found[2])
        if found := _ROW.search(path):
            return self._field_of_row(int(found[1]), key=found[2]) or self.mode
        if path.startswith(_HOLIDAYS):
            return self.region if path.endswith(".subdivision") else self.country
        if path.startswith("participants[") and path.endswith(f".{FOLLOWS}"):
            return self.mode
        return self.zone if path == _ZONE else None

    def complain(self, problem: InvalidInput) -> bool:
        if problem.field.endswith(".days"):
            self.mode.errors = [
                gettext("Please give hours on at least one day, or choose “Only on the single dates below”.")
            ]
            return True
        return super().complain(problem)

    def summary(self, document: Mapping[str, Any]) -> str:
        place = hours_place(document)
        city = display.zone_city(place.zone)
        if self.mode.data == DATES_ONLY:
            return " · ".join((gettext("only on single dates"), city))
        if self.mode.data == FOLLOWING:
            return gettext("in your working hours")
        grid = self.week.typed if len(place.zones) == 1 else grid_of(place.rows)
        days = open_hours.days_in_words(number for number, blocks in enumerate(grid) if blocks)
        return " · ".join((days or gettext("closed"), city))

    def place(self, document: Mapping[str, Any]) -> HoursPlace:
        """Where the shown hours stand, for the page."""
        return hours_place(document)

    def notes(self, document: Mapping[str, Any]) -> list[str]:
        """What the document says of hours and the fields cannot show. It stays as it is."""
        return hours_notes.notes(hours_place(document))

    def _write_mode(self, draft: Draft, place: HoursPlace) -> None:
        only_dates = any(drafts.value_at(draft, switch) for switch in place.switches)
        if (self.mode.data == DATES_ONLY) != only_dates:
            here, elsewhere = place.switches
            drafts.put(draft, here, self.mode.data == DATES_ONLY)
            drafts.put(draft, elsewhere, False)
        if self.mode.data != DATES_ONLY and (self.mode.data == FOLLOWING) != place.is_following:
            drafts.put(draft, f"{place.participant}.{FOLLOWS}", not place.is_following)

    def _write_week(self, draft: Draft, place: HoursPlace) -> None:
        typed = self.week.typed
        if self.mode.data == FOLLOWING:
            if place.at is not None and not place.is_following:
                drafts.put(draft, place.weekly, [])
                drafts.put(draft, f"{place.participant}.timezone", None)
        elif len(place.zones) > 1 or (
            self.mode.data == DATES_ONLY and (place.is_following or not any(typed))
        ):
            return
        elif place.is_following or typed != _grid(place):
            rows = rows_of(typed, before=place.rows, timezone=place.to_store({}))
            drafts.put(draft, place.weekly, rows or _EMPTY_WEEK)

    def _write_dates(self, draft: Draft, place: HoursPlace) -> None:
        self.written_dates = [row.form for row in self.dates if not row.form.is_empty]
        typed = [row.typed for row in self.written_dates]
        if sorted(typed) == other_hours.shown(place):
            return
        if len(place.zones) == 1 and (closed := closed_dates(place.rows)):
            rows = drafts.value_at(draft, place.weekly) or ()
            drafts.put(draft, place.weekly, without(rows, closed))
        drafts.put(draft, place.dates, other_hours.entries_of(typed, place))

    def _write_holidays(self, draft: Draft) -> None:
        known = drafts.value_at(draft, _HOLIDAYS) or {}
        country, region = self.country.data or None, self.region.data or None
        if country != known.get("country") and region not in holidays.codes_of_regions(country or ""):
            region = None  # it was chosen for another country
        if (country, region) != (known.get("country"), known.get("subdivision")):
            new = {"country": country, "subdivision": region}
            drafts.put(draft, _HOLIDAYS, new if country else None)

    def _write_zone(self, draft: Draft, place: HoursPlace) -> None:
        """Another zone counts for everything here: for the page, and for the hours where they name their own.

        The zone of working hours that are followed is written when they are followed no more.
        """
        zone = self.zone.data
        stays = zone == self.zone.object_data
        if not zone or (stays and (hours_place(draft).is_following or zone == _present_zone(draft))):
            return
        drafts.put(draft, _ZONE, zone)
        if place.at is not None and drafts.value_at(draft, f"{place.participant}.timezone"):
            drafts.put(draft, f"{place.participant}.timezone", zone)
        if len(place.zones) == 1:
            for row in [*(drafts.value_at(draft, place.weekly) or ()), *self._shown_entries(draft, place)]:
                if row.get("timezone"):
                    row["timezone"] = zone

    def _shown_entries(self, draft: Draft, place: HoursPlace) -> list[dict[str, Any]]:
        entries = drafts.value_at(draft, place.dates) or ()
        return [entry for entry in entries if place.zone_of(entry) == place.zone]

    def _field_of_date(self, number: int, *, key: str) -> Field:
        """The document lists what is not shown first, and then the rows as they stand here."""
        number -= self.dates_before
        if not 0 <= number < len(self.written_dates):
            return self.mode
        row = self.written_dates[number]
        return {"start": row.start, "end": row.end}.get(key, row.date)

    def _field_of_row(self, number: int, *, key: str) -> Field | None:
        if number >= len(self.written_rows):
            return None
        row = self.written_rows[number]
        return self.week.field_of(as_input(row["start"]), as_input(row["end"]), key=key)
