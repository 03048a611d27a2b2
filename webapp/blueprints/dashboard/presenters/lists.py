"""The four lists of bookings, in words: the tab, the title, what an empty one says, where it goes on, its orders."""

from dataclasses import dataclass

from webapp.words import lazy_gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """Words for a list of bookings, in the reader's language once they are shown."""

    tab: object
    title: object
    empty: object
    more: object
    order: object
    reversed: object


SOONEST, LATEST = lazy_gettext("Soonest first"), lazy_gettext("Latest first")
OTHER_ORDERS = (
    ("booked", lazy_gettext("Newest booking first")),
    ("booked-reversed", lazy_gettext("Oldest booking first")),
    ("guest", lazy_gettext("By guest, from A")),
    ("guest-reversed", lazy_gettext("By guest, from Z")),
)

WORDS = {
    "pending": ListWords(
        tab=lazy_gettext("Waiting"),
        title=lazy_gettext("Waiting requests"),
        empty=lazy_gettext("No requests are waiting"),
        more=lazy_gettext("Later bookings"),
        order=SOONEST,
        reversed=LATEST,
    ),
    "upcoming": ListWords(
        tab=lazy_gettext("Upcoming"),
        title=lazy_gettext("Upcoming bookings"),
        empty=lazy_gettext("No upcoming bookings"),
        more=lazy_gettext("Later bookings"),
        order=SOONEST,
        reversed=LATEST,
    ),
    "past": ListWords(
        tab=lazy_gettext("Past"),
        title=lazy_gettext("Past bookings"),
        empty=lazy_gettext("No past bookings"),
        more=lazy_gettext("Earlier bookings"),
        order=LATEST,
        reversed=SOONEST,
    ),
    "cancelled": ListWords(
        tab=lazy_gettext("Cancelled"),
        title=lazy_gettext("Cancelled bookings"),
        empty=lazy_gettext("No cancelled bookings"),
        more=lazy_gettext("Earlier bookings"),
        order=LATEST,
        reversed=SOONEST,
    ),
}
