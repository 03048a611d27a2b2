"""Why a calendar provider could not be asked, or did not do what was asked."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext

SENTENCES = {
    "provider.no_calendar": Sentence(
        "What is at this address is no calendar. Give the address of the iCalendar file itself, not of a web page.",
        lazy_gettext(
            "There is no calendar at this address. Please copy the address of the calendar file (ICS), not that of the "
            "page where you look at the calendar."
        ),
    ),
    "provider.refused": Sentence(
        "The calendar provider lets us in no more. Connect the account again.",
        lazy_gettext("The calendar provider lets us in no more. Please connect the account again."),
    ),
    "provider.too_large": Sentence(
        "This calendar is too large to be read. Give one with fewer or simpler events.",
        lazy_gettext("This calendar is too large to be read. Please choose one with fewer events."),
    ),
    "provider.unreadable": Sentence(
        "This calendar could not be read: it stops before its end, or is nested too deeply. Try again later.",
        lazy_gettext("This calendar could not be read to its end. Please try again in a few minutes."),
    ),
}
