"""A reason of the engine as a sentence that an organizer reads. Dates are written for a zone and a locale."""

from webapp import display, scheduling
from webapp.scheduling import Reason

LIMITS = {
    "bookings_per_day": "bookings a day",
    "bookings_per_week": "bookings a week",
    "bookings_per_month": "bookings a month",
    "minutes_per_day": "booked minutes a day",
    "minutes_per_week": "booked minutes a week",
    "minutes_per_month": "booked minutes a month",
}
WHAT = {
    "event": "an event",
    "pending": "a request that waits for an answer",
    "booked": "a booking",
    "hold": "a time that is held for a guest",
}


def sentence(reason: Reason, *, zone: str, locale: str = "en") -> str:
    """What is against a start, in one or two sentences, with all that the asker may know."""
    match reason.code:
        case "past":
            return "This time is over."
        case "before_notice":
            earliest = display.date_time(reason.end or 0, zone, locale)
            return f"This is sooner than the page's notice allows: the earliest start is now {earliest}."
        case "beyond_horizon":
            last = display.date_time(reason.start or 0, zone, locale)
            return f"This is further ahead than the page is open: starts are offered before {last}."
        case "outside_open_hours":
            return f"This is outside the open hours of {reason.email}."
        case "closed_date":
            return f"{_date(reason, locale)} is a closed date for {reason.email}."
        case "not_on_grid":
            return "No slot begins at this minute: starts follow the page's steps from the time it opens."
        case "cap_reached":
            return f"The page's limit of {LIMITS[reason.limit or '']} is reached."
        case "calendar_unreachable":
            return (
                f"The calendar “{reason.calendar}” of {reason.owner} cannot be read, so nothing is offered."
            )
        case "buffer":
            return f"This is too close to {_cause(reason, zone, locale)}: the page keeps time free around it."
        case _:
            return f"{_where(reason)} has {_cause(reason, zone, locale)}."


def _where(reason: Reason) -> str:
    return f"The calendar “{reason.calendar}” of {reason.owner}"


def _cause(reason: Reason, zone: str, locale: str) -> str:
    what = WHAT[reason.kind or "event"]
    titled = f"{what}, “{reason.title}”," if reason.title else what
    starts_at, ends_at = reason.start or 0, reason.end or 0
    where = f" in the calendar “{reason.calendar}” of {reason.owner}" if reason.code == "buffer" else ""
    return f"{titled}{where} from {display.date_times(starts_at, zone, ends_at, locale)}"


def _date(reason: Reason, locale: str) -> str:
    # The label is a date and no instant: read it where its midnight is its own.
    midnight = scheduling.first_instant(scheduling.day_of(reason.date or ""), zone="UTC")
    return display.day(midnight, "UTC", locale)
