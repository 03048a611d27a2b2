"""Why a calendar provider could not be asked or did not do what was asked, and why an account cannot be connected."""

from collections.abc import Mapping
from typing import Any

from webapp.display import duration
from webapp.refusals.sentence import Sentence
from webapp.words import gettext, language, lazy_gettext

_A_MINUTE = 60


def _wait(values: Mapping[str, Any]) -> str:
    return duration(-(-values["seconds"] // _A_MINUTE), language())


_PROVIDER = {
    "provider.certificate": Sentence(
        "The certificate of the calendar server does not fit its name, or is no longer valid.",
        lazy_gettext("The certificate of the calendar server does not fit its name, or is no longer valid."),
    ),
    "provider.changed_there": Sentence(
        "The event was changed at its provider meanwhile. Nothing was overwritten. Read it again.",
        lazy_gettext(
            "The event was changed in that calendar meanwhile. That change was kept, and yours was not."
        ),
    ),
    "provider.event_gone": Sentence(
        "The event is no longer in its calendar at the provider.",
        lazy_gettext("The event is not in that calendar any more."),
    ),
    "provider.series_there": Sentence(
        "The event comes again. It can only be changed in its own calendar.",
        lazy_gettext("The event comes again, so it can only be changed in that calendar."),
    ),
    "provider.conflict": Sentence(
        "Another event is in the place of this one in the calendar.",
        lazy_gettext("Another event is in the place of this one in the calendar."),
    ),
    "provider.cursor_expired": Sentence(
        "The calendar server no longer knows how far its calendar has been read. It must be read again.",
        lazy_gettext("The calendar has to be read again from its beginning."),
    ),
    "provider.downgraded": Sentence(
        "The calendar server sends us to an address that is not encrypted. Use one that begins with https://.",
        lazy_gettext(
            "The calendar server sends us to an address that is not encrypted. Please connect the calendar again with "
            "an address that begins with https://."
        ),
    ),
    "provider.elsewhere": Sentence(
        "The calendar server sends us to {host}. Connect the account again with an address there.",
        lazy_gettext(
            "The calendar server sends us to %(host)s. Please connect the account again with an address there."
        ),
    ),
    "provider.failed": Sentence(
        "The calendar server had a fault and answered with the status {status}. Try again later.",
        lazy_gettext(
            "The calendar server has a fault (%(status)s). Please try again later, or ask whoever runs it."
        ),
    ),
    "provider.forbidden": Sentence(
        "The calendar server does not let this account read the calendar.",
        lazy_gettext("The calendar server does not let this account read the calendar."),
    ),
    "provider.gone": Sentence(
        "This calendar is no longer at its provider.",
        lazy_gettext("This calendar is no longer at its provider."),
    ),
    "provider.no_calendar": Sentence(
        "What is at this address is no calendar. Give the address of the iCalendar file itself, not of a web page.",
        lazy_gettext(
            "There is no calendar at this address. Please copy the address of the calendar file (ICS), not that of the "
            "page where you look at the calendar."
        ),
    ),
    "provider.no_meeting": Sentence(
        "The provider made no video meeting with this event: the account may have none.",
        lazy_gettext("The provider made no video meeting for this booking. Your account may have none."),
    ),
    "provider.client_refused": Sentence(
        "{provider} does not know this installation. The operator must check its client id and redirect address.",
        lazy_gettext(
            "%(provider)s does not know this site. Please ask its operator to check how it is registered there."
        ),
    ),
    "provider.no_pushes": Sentence(
        "The calendar provider does not tell of changes in this calendar. It is asked again and again instead.",
        lazy_gettext(
            "The calendar provider does not tell us of changes in this calendar. We ask again and again instead."
        ),
    ),
    "provider.pushes_refused": Sentence(
        "The calendar provider sends nothing to the address of this installation. It is asked again and again instead.",
        lazy_gettext(
            "The calendar provider sends nothing to the address of this site. We ask again and again instead."
        ),
    ),
    "provider.not_enabled": Sentence(
        "{provider} has its calendar API switched off for this installation. The operator must switch it on.",
        lazy_gettext(
            "%(provider)s has its calendars switched off for this site. Please ask the operator to switch them on."
        ),
    ),
    "provider.not_set_up": Sentence(
        "This installation is not set up for {provider} any more. The operator must set its client id and secret.",
        lazy_gettext("This site is not set up for %(provider)s any more. Please ask its operator."),
    ),
    "provider.scope_missing": Sentence(
        "The account does not allow all that is needed of its calendars. Connect it again and allow everything.",
        lazy_gettext(
            "The account does not allow all that we need. Please connect it again and tick every box that is asked."
        ),
    ),
    "provider.not_secure": Sentence(
        "The password would be sent unencrypted. Use an address that begins with https://.",
        lazy_gettext(
            "Your password would be sent unencrypted. Please use an address that begins with https://."
        ),
    ),
    "provider.not_understood": Sentence(
        "The answer of the calendar server could not be understood. It may not speak CalDAV.",
        lazy_gettext("The answer of the calendar server could not be understood."),
    ),
    "provider.private_address": Sentence(
        "The calendar server is in a private network. The operator can allow it in OPENSLOT_OUTBOUND_ALLOW.",
        lazy_gettext(
            "The calendar server is in a private network. Please ask the operator of this site to allow it."
        ),
    ),
    "provider.read_only": Sentence(
        "The calendar server does not let this account write to the calendar.",
        lazy_gettext("The calendar server does not let this account write to the calendar."),
    ),
    "provider.refused": Sentence(
        "The calendar provider lets us in no more. Connect the account again.",
        lazy_gettext("The calendar provider lets us in no more. Please connect the account again."),
    ),
    "provider.throttled": Sentence(
        "The calendar provider wants to be asked less often. Try again in {seconds} seconds.",
        lambda values: gettext(
            "The calendar provider wants to be asked less often. Please try again in %(wait)s.",
            wait=_wait(values),
        ),
    ),
    "provider.too_large": Sentence(
        "This calendar is too large to be read. Give one with fewer or simpler events.",
        lazy_gettext("This calendar is too large to be read. Please choose one with fewer events."),
    ),
    "provider.too_slow": Sentence(
        "The calendar server took too long to answer. Try again later.",
        lazy_gettext("The calendar server took too long to answer. Please try again later."),
    ),
    "provider.unknown_host": Sentence(
        "No server has the name of the calendar server.",
        lazy_gettext("No server has the name of the calendar server."),
    ),
    "provider.unreachable": Sentence(
        "The calendar server could not be reached. Try again later.",
        lazy_gettext("The calendar server could not be reached. Please try again later."),
    ),
    "provider.unreadable": Sentence(
        "This calendar could not be read: it stops before its end, or is nested too deeply. Try again later.",
        lazy_gettext("This calendar could not be read to its end. Please try again in a few minutes."),
    ),
}

_CALDAV = {
    "caldav.certificate": Sentence(
        "`{field}`: this server does not speak https, or its certificate does not fit its name, or is no longer valid.",
        lazy_gettext(
            "This server does not speak https, or its certificate does not fit its name, or is no longer valid. Please "
            "check the address, or ask whoever runs the server."
        ),
    ),
    "caldav.elsewhere": Sentence(
        "`{field}`: this server sends us to {host}. Use an address there if it is yours.",
        lazy_gettext(
            "This server sends us to %(host)s. If you know that server, please give an address there instead."
        ),
    ),
    "caldav.forbidden": Sentence(
        "`{field}`: the server forbids this account to look there. Check the address; an app password may be needed.",
        lazy_gettext(
            "The server does not let this account look there. Please check the address, and whether an app password "
            "is needed."
        ),
    ),
    "caldav.no_calendars": Sentence(
        "`{field}`: the sign-in works, but the account has no calendar that takes events. Make one there first.",
        lazy_gettext(
            "You are signed in there, but there is no calendar that takes events. Please make one there first."
        ),
    ),
    "caldav.named_elsewhere": Sentence(
        "`{field}`: its domain names the server {address} in DNS. If that is the right one, send it as `settings.url`.",
        lazy_gettext(
            "The domain of your e-mail address names this calendar server: %(address)s. If it is your provider's, "
            "please type it as the address of the server."
        ),
    ),
    "caldav.no_server": Sentence(
        "`{field}`: no CalDAV server answers there, nor at /.well-known/caldav on the same host.",
        lazy_gettext(
            "We found no calendar server (CalDAV) there. Please look for the CalDAV address in the settings or the "
            "help of your calendar."
        ),
    ),
    "caldav.not_secure": Sentence(
        "`{field}`: the password would be sent unencrypted. Use an address that begins with https://.",
        lazy_gettext(
            "Your password would be sent unencrypted. Please use an address that begins with https://."
        ),
    ),
    "caldav.private_address": Sentence(
        "`{field}`: this server is in a private network. The operator can allow it in OPENSLOT_OUTBOUND_ALLOW.",
        lazy_gettext(
            "This server is in a private network. Please ask the operator of this site to allow it."
        ),
    ),
    "caldav.unknown_host": Sentence(
        "`{field}`: there is no server of this name.",
        lazy_gettext("There is no server of this name. Please check the address."),
    ),
    "caldav.wrong_password": Sentence(
        "`{field}`: the server refuses this user name and password. Many want an app password here.",
        lazy_gettext(
            "The server refuses this user name and password. Many providers want an app password here, not the one you "
            "sign in with."
        ),
    ),
}

SENTENCES = {**_PROVIDER, **_CALDAV}
