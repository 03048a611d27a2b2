"""Why a calendar file cannot be connected."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext

SENTENCES = {
    "ics.asks_for_password": Sentence(
        "`{field}`: this address asks for a sign-in. Give the secret or public address of the calendar (ICS).",
        lazy_gettext(
            "This address asks for a sign-in. Please look for the secret or the public address of the calendar (ICS) "
            "in its settings."
        ),
    ),
    "ics.certificate": Sentence(
        "`{field}`: the certificate of this server does not fit its name, or is no longer valid.",
        lazy_gettext(
            "The certificate of this server does not fit its name, or is no longer valid. Please check the address, or "
            "ask whoever runs the server."
        ),
    ),
    "ics.downgraded": Sentence(
        "`{field}`: this address leads to one that is not encrypted (http://). Use one that begins with https://.",
        lazy_gettext(
            "This address leads to one that is not encrypted. Please use an address that begins with https://."
        ),
    ),
    "ics.no_calendar": Sentence(
        "`{field}`: what is at this address is no calendar. Give the address of the calendar file (ICS) itself.",
        lazy_gettext(
            "There is no calendar at this address. Please copy the address of the calendar file (ICS), not that of the "
            "page where you look at the calendar."
        ),
    ),
    "ics.nothing_there": Sentence(
        "`{field}`: there is nothing at this address. It may have been replaced by a new one.",
        lazy_gettext(
            "There is nothing at this address. Please copy it again from the settings of the calendar: it may have "
            "been replaced by a new one."
        ),
    ),
    "ics.private_address": Sentence(
        "`{field}`: this server is in a private network. The operator can allow it in OPENSLOT_OUTBOUND_ALLOW.",
        lazy_gettext(
            "This server is in a private network. Please ask the operator of this site to allow it."
        ),
    ),
    "ics.too_large": Sentence(
        "`{field}`: this calendar is too large to be read. Give one with fewer or simpler events.",
        lazy_gettext("This calendar is too large to be read. Please choose one with fewer events."),
    ),
    "ics.unknown_host": Sentence(
        "`{field}`: there is no server of this name.",
        lazy_gettext("There is no server of this name. Please check the address."),
    ),
}
