"""What stands in an organizer's calendars, in one shape for bookings, requests and events of every calendar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import url_for

from webapp.models import PENDING, Absence, Booking
from webapp.scheduling import DAY, local_day
from webapp.services.calendars import times
from webapp.services.calendars.listing import Entry
from webapp.services.calendars.own import OwnCalendar
from webapp.words import gettext

BOOKING, REQUEST, EVENT, FREE, AWAY = "booking", "request", "event", "free", "away"
COLOURS = 6  # of `static/calendar.css`


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """`days`: the first day and the last of what lasts whole days, as day numbers; None for what has a time of day.

    `source`: the page or the calendar that it comes from; empty where there is one calendar. `colour`: of its calendar,
    from 1; 0 for bookings. `event`: the ids of its calendar and of its entry there; None for bookings. `move`: where it
    is moved, given a date and a time; empty for what cannot be moved from here.
    """

    kind: str
    title: str
    source: str
    starts_at: int
    ends_at: int
    days: tuple[int, int] | None = None
    colour: int = 0
    address: str = ""
    event: tuple[str, str] | None = None
    move: str = ""


def items(
    entries: Sequence[Entry],
    bookings: Sequence[Booking],
    calendars: Sequence[OwnCalendar],
    *,
    zone: str,
    may_move: Callable[[Booking], bool] = lambda booking: True,
) -> list[Item]:
    """All of them, by start. `zone`: the organizer's. `may_move`: which of the bookings they can move."""
    places = {own.calendar.id: (number, own) for number, own in enumerate(calendars)}
    found = [
        *(_of_booking(booking, zone=zone, can_move=may_move(booking)) for booking in bookings),
        *(
            _of_entry(
                entry, *places[entry.event.calendar_id], is_one_of_several=len(calendars) > 1, zone=zone
            )
            for entry in entries
        ),
    ]
    return sorted(found, key=lambda item: (item.starts_at, -item.ends_at, item.title))


def away(absences: Sequence[Absence], *, zone: str) -> list[Item]:
    """The days on which the organizer is away."""
    return [
        Item(
            kind=AWAY,
            title=str(gettext("Away")),
            source="",
            starts_at=absence.starts_at,
            ends_at=absence.ends_at,
            days=days_of(absence.starts_at, absence.ends_at, zone),
            address=url_for("dashboard.absence_index"),
        )
        for absence in absences
    ]


def colour_of(number: int) -> int:
    """The colour of the calendar with this number in the organizer's list."""
    return number % COLOURS + 1


def _of_booking(booking: Booking, *, zone: str, can_move: bool) -> Item:
    waits = booking.status == PENDING
    return Item(
        kind=REQUEST if waits else BOOKING,
        title=str(gettext("Request: %(guest)s", guest=booking.guest_name)) if waits else booking.guest_name,
        source=str(booking.configuration.name),
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        days=_long(booking.starts_at, booking.ends_at, zone),
        address=url_for("dashboard.booking_show", booking_id=booking.id),
        move=url_for("dashboard.booking_move_new", booking_id=booking.id) if can_move else "",
    )


def _of_entry(entry: Entry, number: int, own: OwnCalendar, *, is_one_of_several: bool, zone: str) -> Item:
    event = entry.event
    # Dates are read in the calendar's zone: a holiday stays on its date wherever the organizer is.
    of_dates = times.zone_of(own.calendar) if event.when["object"] in ("date", "datespan") else None
    address = url_for("dashboard.event_edit", calendar=own.calendar.id, event=entry.id)
    return Item(
        kind=EVENT if event.busy else FREE,
        title=event.title or str(gettext("Busy") if event.busy else gettext("No title")),
        source=own.calendar.name if is_one_of_several else "",
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        days=days_of(entry.starts_at, entry.ends_at, of_dates)
        if of_dates
        else _long(entry.starts_at, entry.ends_at, zone),
        colour=colour_of(number),
        address=address,
        event=(own.calendar.id, entry.id),
        move=address if own.takes_changes_of(event) else "",
    )


def _long(starts_at: int, ends_at: int, zone: str) -> tuple[int, int] | None:
    """The days of what lasts a day or longer, and is drawn above the hours."""
    return days_of(starts_at, ends_at, zone) if ends_at - starts_at >= DAY else None


def days_of(starts_at: int, ends_at: int, zone: str) -> tuple[int, int]:
    """The first day and the last of a time."""
    return local_day(starts_at, zone=zone), local_day(max(ends_at - 1, starts_at), zone=zone)
