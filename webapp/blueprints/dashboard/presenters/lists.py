"""The four lists of bookings, in words: the tab, the title, what an empty one says, where it goes on."""

from dataclasses import dataclass

from webapp.words import lazy_gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """Words for a list of bookings, in the reader's language once they are shown."""

    tab: object
    title: object
    empty: object
    more: object


WORDS = {
    "pending": ListWords(
        tab=lazy_gettext("Waiting"),
        title=lazy_gettext("Waiting requests"),
        empty=lazy_gettext("No requests are waiting"),
        more=lazy_gettext("Later bookings"),
    ),
    "upcoming": ListWords(
        tab=lazy_gettext("Upcoming"),
        title=lazy_gettext("Upcoming bookings"),
        empty=lazy_gettext("No upcoming bookings"),
        more=lazy_gettext("Later bookings"),
    ),
    "past": ListWords(
        tab=lazy_gettext("Past"),
        title=lazy_gettext("Past bookings"),
        empty=lazy_gettext("No past bookings"),
        more=lazy_gettext("Earlier bookings"),
    ),
    "cancelled": ListWords(
        tab=lazy_gettext("Cancelled"),
        title=lazy_gettext("Cancelled bookings"),
        empty=lazy_gettext("No cancelled bookings"),
        more=lazy_gettext("Earlier bookings"),
    ),
}
