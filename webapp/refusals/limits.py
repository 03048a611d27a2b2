"""Why somebody has to wait: more was asked for than the installation lets one guest do."""

from collections.abc import Mapping
from typing import Any

from webapp.display import duration
from webapp.refusals.sentence import Sentence
from webapp.words import gettext, language, ngettext

_A_MINUTE = 60


def _wait(values: Mapping[str, Any]) -> str:
    return duration(-(-values["seconds"] // _A_MINUTE), language())


SENTENCES = {
    "addresses.too_many": Sentence(
        "Too many addresses were named in bookings within an hour. Please try again in {seconds} seconds.",
        lambda values: gettext(
            "Too many people were named in bookings from here within an hour. Please try again in %(wait)s.",
            wait=_wait(values),
        ),
    ),
    "booking.changed_too_often": Sentence(
        "The booking can be changed {at_most} time{at_most:plural} only. Please cancel it and book again.",
        lambda values: ngettext(
            "A booking can be changed %(num)s time only. Please cancel it and book again.",
            "A booking can be changed %(num)s times only. Please cancel it and book again.",
            values["at_most"],
        ),
    ),
    "bookings.too_many_of_address": Sentence(
        "A guest can have at most {at_most} upcoming booking{at_most:plural} on this page. Please cancel one, or try "
        "again in {seconds} seconds, when the first of them is over.",
        lambda values: ngettext(
            "There is already %(num)s upcoming booking with this e-mail address, and no more are possible. "
            "Please cancel it, or try again in %(wait)s, when it is over.",
            "There are already %(num)s upcoming bookings with this e-mail address, and no more are possible. "
            "Please cancel one, or try again in %(wait)s, when the first of them is over.",
            values["at_most"],
            wait=_wait(values),
        ),
    ),
    "bookings.too_many_of_visitor": Sentence(
        "At most {at_most} upcoming booking{at_most:plural} on this page can come from the same network. Please cancel "
        "one, or try again in {seconds} seconds, when the first of them is over.",
        lambda values: ngettext(
            "There is already %(num)s upcoming booking from your internet connection, and no more are possible. "
            "Please cancel it, or try again in %(wait)s, when it is over.",
            "There are already %(num)s upcoming bookings from your internet connection, and no more are possible. "
            "Please cancel one, or try again in %(wait)s, when the first of them is over.",
            values["at_most"],
            wait=_wait(values),
        ),
    ),
    "mails.too_many": Sentence(
        "One of the addresses was sent too many mails within an hour. Please try again in {seconds} seconds.",
        lambda values: gettext(
            "One of these people was sent too many mails within an hour. Please try again in %(wait)s.",
            wait=_wait(values),
        ),
    ),
}
