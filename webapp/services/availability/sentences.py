"""A reason of the engine as a sentence that an organizer reads. Dates are written for a zone and a locale."""

from webapp import display, scheduling
from webapp.scheduling import Reason
from webapp.services.availability import busy_sentences
from webapp.words import gettext, lazy_gettext

LIMITS = {
    "bookings_per_day": lazy_gettext("The page's limit of bookings a day is reached."),
    "bookings_per_week": lazy_gettext("The page's limit of bookings a week is reached."),
    "bookings_per_month": lazy_gettext("The page's limit of bookings a month is reached."),
    "minutes_per_day": lazy_gettext("The page's limit of booked minutes a day is reached."),
    "minutes_per_week": lazy_gettext("The page's limit of booked minutes a week is reached."),
    "minutes_per_month": lazy_gettext("The page's limit of booked minutes a month is reached."),
}


def sentence(reason: Reason, *, zone: str, locale: str | None = None) -> str:
    """The reason in one or two sentences, with the details that the engine was given."""
    match reason.code:
        case "past":
            return gettext("This time is over.")
        case "before_notice":
            return gettext(
                "This is sooner than the page's notice allows: the earliest start is now %(time)s.",
                time=display.date_time(reason.end or 0, zone, locale),
            )
        case "beyond_horizon":
            return gettext(
                "This is further ahead than the page is open: starts are offered before %(time)s.",
                time=display.date_time(reason.start or 0, zone, locale),
            )
        case "paused":
            return gettext("This page is paused: it takes no bookings at the moment.")
        case "outside_open_hours":
            return gettext("This is outside the open hours of %(email)s.", email=reason.email)
        case "closed_date":
            date = _date(reason, locale)
            return gettext("%(date)s is a closed date for %(email)s.", date=date, email=reason.email)
        case "not_on_grid":
            return gettext(
                "No slot begins at this minute: starts follow the page's steps from the time it opens."
            )
        case "present_time":
            return gettext("This is the present time of the booking that is to be moved.")
        case "unknown_participant":
            return gettext("Whoever was assigned to the booking takes no more part in this page.")
        case "cap_reached":
            return str(LIMITS[reason.limit or ""])
        case "calendar_unreachable":
            return gettext(
                "The calendar “%(calendar)s” of %(owner)s cannot be read, so nothing is offered.",
                calendar=reason.calendar,
                owner=reason.owner,
            )
        case _:
            return _taken(reason, zone, locale)


def _taken(reason: Reason, zone: str, locale: str | None) -> str:
    table = busy_sentences.NEARBY if reason.code == "buffer" else busy_sentences.OVERLAPPING
    return str(table[reason.kind or "event", bool(reason.title)]) % {
        "calendar": reason.calendar,
        "owner": reason.owner,
        "title": reason.title,
        "times": display.date_times(reason.start or 0, zone, reason.end or 0, locale),
    }


def _date(reason: Reason, locale: str | None) -> str:
    # The label is a date without a zone: its midnight is read and written in UTC.
    midnight = scheduling.first_instant(scheduling.day_of(reason.date or ""), zone="UTC")
    return display.day(midnight, "UTC", locale)
