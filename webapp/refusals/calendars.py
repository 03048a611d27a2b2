"""What may be wrong with grants, calendars and their events."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext, ngettext

_CALENDARS = {
    "account.not_set_up": Sentence(
        "`{field}`: this installation is not set up for {provider}. The operator must set its client id and secret.",
        lazy_gettext("This site is not set up for %(provider)s. Please ask its operator."),
    ),
    "account.of_a_program": Sentence(
        "A program uses an account of this e-mail at another server, or under another user name.",
        lazy_gettext(
            "A program here uses an account of this name at another address, or under another user name. Please give "
            "the same ones, or ask whoever runs the program."
        ),
    ),
    "account.of_another_organizer": Sentence(
        "Another organizer has connected this account.",
        lazy_gettext("Somebody else here has connected this account already."),
    ),
    "account.other": Sentence(
        "`{field}`: the provider let us in to another account. Leave the address out, or give that of the account.",
        lazy_gettext(
            "You signed in to another account there. Please choose the one that you want to connect."
        ),
    ),
    "account.others_first": Sentence(
        "Too many other accounts are being connected just now. Please try again in {seconds} seconds.",
        lambda values: ngettext(
            "Too many other accounts are being connected just now. Please try again in %(num)s second.",
            "Too many other accounts are being connected just now. Please try again in %(num)s seconds.",
            values["seconds"],
        ),
    ),
    "account.refused": Sentence(
        "The calendar provider did not accept these `{field}`. Check the user name and the password, or the token.",
        lazy_gettext(
            "The calendar provider did not let us in. Please check the user name and the password; many providers "
            "want an app password."
        ),
    ),
    "account.scope_missing": Sentence(
        "`{field}`: {provider} was not allowed to give us all that is needed. Ask for every scope, and allow it.",
        lazy_gettext(
            "Not every box was ticked when %(provider)s asked what we may do. Please connect again and tick all."
        ),
    ),
    "account.without_calendars": Sentence(
        "`{field}`: this account has no calendar.",
        lazy_gettext("We found no calendar in this account."),
    ),
    "calendar.holds_bookings": Sentence(
        "This calendar holds bookings to come. Cancel or move them first.",
        lazy_gettext("This calendar holds upcoming bookings. Please cancel or move them first."),
    ),
    "calendar.kept_elsewhere": Sentence(
        "This calendar is kept by its provider. Change it there; it is followed here.",
        lazy_gettext("This calendar is kept by its provider. Please change it there."),
    ),
    "calendar.no_answer": Sentence(
        "A calendar provider gave no answer, so nobody knows whether this time is free. Nothing was changed. Try again"
        " after {seconds} seconds.",
        lazy_gettext(
            "We could not reach the calendar to check this time, so nothing has been changed."
            " Please try again in a minute."
        ),
    ),
    "calendar.primary": Sentence(
        "The primary calendar of a grant cannot be deleted.",
        lazy_gettext("The primary calendar of an account cannot be deleted."),
    ),
    "calendar.read_only": Sentence(
        "This calendar is read-only.",
        lazy_gettext("This calendar is read-only."),
    ),
    "calendar.too_many": Sentence(
        "A grant may have at most {at_most} calendars.",
        lambda values: ngettext(
            "An account may have at most %(num)s calendar.",
            "An account may have at most %(num)s calendars.",
            values["at_most"],
        ),
    ),
    "calendar.unknown": Sentence(
        "There is no such calendar.",
        lazy_gettext("There is no such calendar."),
    ),
    "calendar.used_by_page": Sentence(
        "The scheduling page {slug} uses this calendar. Change it first.",
        lazy_gettext("The scheduling page “%(slug)s” uses this calendar. Please change it first."),
    ),
    "calendar.used_by_page_without_slug": Sentence(
        "The scheduling page without a slug uses this calendar. Change it first.",
        lazy_gettext("A scheduling page uses this calendar. Please change it first."),
    ),
    "free_busy.too_many_emails": Sentence(
        "`{field}` must be at most {at_most}.",
        lambda values: ngettext(
            "Please ask about at most %(num)s e-mail address.",
            "Please ask about at most %(num)s e-mail addresses.",
            values["at_most"],
        ),
    ),
    "grant.has_configurations": Sentence(
        "This grant has scheduling configurations, or bookings made through them.",
        lazy_gettext("This account has scheduling pages, or bookings made through them."),
    ),
    "grant.me": Sentence(
        "`{field}`: `me` is the grant of an access token. With an API key name the grant by its id or e-mail address.",
        lazy_gettext("Please name the account by its id or e-mail address."),
    ),
    "grant.unknown": Sentence(
        "There is no such grant.",
        lazy_gettext("There is no such account."),
    ),
}

_ABSENCES = {
    "absence.over": Sentence(
        "`{field}` is over.",
        lazy_gettext("These days are over. Please choose days that lie ahead."),
    ),
    "absence.too_long": Sentence(
        "`{field}` must be at most {days} days after the first.",
        lambda values: ngettext(
            "Please be away for at most %(num)s day at a time.",
            "Please be away for at most %(num)s days at a time.",
            values["days"],
        ),
    ),
    "absence.too_many": Sentence(
        "There are {at_most} absences ahead already.",
        lambda values: ngettext(
            "%(num)s absence lies ahead already. Please remove it first.",
            "%(num)s absences lie ahead already. Please remove one first.",
            values["at_most"],
        ),
    ),
    "absence.unknown": Sentence("There is no such absence.", lazy_gettext("There is no such absence.")),
}

_EVENTS = {
    "event.changed": Sentence(
        "The event has been changed in the meantime.",
        lazy_gettext(
            "This event was changed elsewhere in the meantime, so nothing was saved. "
            "Open it again to see how it is now."
        ),
    ),
    "event.account_lost": Sentence(
        "The account of this calendar lets us in no more. Connect it again.",
        lazy_gettext("The account of this calendar lets us in no more. Please connect it again."),
    ),
    "event.not_written_elsewhere": Sentence(
        "`{field}` of an event cannot be written to the provider of this calendar. Leave it out.",
        lazy_gettext("This cannot be entered here for that calendar. Please enter it there."),
    ),
    "event.recurs_elsewhere": Sentence(
        "`{field}`: an event that recurs cannot be entered here in a calendar that a provider keeps.",
        lazy_gettext(
            "In this calendar, an event can only be entered once. Please choose “Does not repeat”, or enter it there."
        ),
    ),
    "event.series_elsewhere": Sentence(
        "This event recurs. Change it in the calendar of its provider; it is followed here.",
        lazy_gettext("This event repeats. Please change it in its own calendar."),
    ),
    "event.series_stays": Sentence(
        "An event that recurs cannot be moved to or from a calendar that a provider keeps.",
        lazy_gettext("An event that repeats can only be moved between calendars that are kept here."),
    ),
    "event.kept_elsewhere": Sentence(
        "The events of this calendar are kept by its provider. Change them there; they are followed here.",
        lazy_gettext("The events of this calendar are kept by its provider. Please change them there."),
    ),
    "event.no_answer": Sentence(
        "`{field}` must be yes, no or maybe.",
        lazy_gettext("The answer must be yes, no or maybe."),
    ),
    "event.not_invited": Sentence(
        "The grant's address is not a participant of this event.",
        lazy_gettext("This account is not invited to this event."),
    ),
    "event.of_booking": Sentence(
        "This event belongs to a booking. Reschedule or cancel the booking with /v3/scheduling/bookings instead.",
        lazy_gettext("This event belongs to a booking. Please reschedule or cancel the booking instead."),
    ),
    "event.recurring_too_long": Sentence(
        "`{field}` of a recurring event must not be longer than {days} days.",
        lambda values: ngettext(
            "A recurring event must not be longer than %(num)s day.",
            "A recurring event must not be longer than %(num)s days.",
            values["days"],
        ),
    ),
    "event.unknown": Sentence(
        "There is no such event in this calendar.",
        lazy_gettext("There is no such event in this calendar."),
    ),
    "events.window_too_long": Sentence(
        "`{field}` must be at most {days} days after `start`.",
        lambda values: ngettext(
            "The end must be at most %(num)s day after the start.",
            "The end must be at most %(num)s days after the start.",
            values["days"],
        ),
    ),
    "metadata_pair.invalid": Sentence(
        "`{field}` must be a key and a value such as key1:blue.",
        lazy_gettext("“%(label)s” must be a key and a value such as key1:blue."),
    ),
    "when.dates_reversed": Sentence(
        "`{field}` must not be before `when.start_date`.",
        lazy_gettext("The last day must not be before the first."),
    ),
    "when.ends_before_start": Sentence(
        "`{field}` must be after `when.start_time`.",
        lazy_gettext("The end must be after the start."),
    ),
    "when.no_shape": Sentence(
        "`{field}` must have `time`, or `start_time` and `end_time`, or `date`, or `start_date` and `end_date`.",
        lazy_gettext("An event needs a time, a start and an end, a date, or a first and a last date."),
    ),
    "when.other_shape": Sentence(
        "`{field}` must be {shape} for these fields.",
        lazy_gettext("“%(label)s” must be “%(shape)s” for these fields."),
    ),
    "when.too_long": Sentence(
        "`{field}` must not be longer than {days} days.",
        lambda values: ngettext(
            "An event must not be longer than %(num)s day.",
            "An event must not be longer than %(num)s days.",
            values["days"],
        ),
    ),
}

SENTENCES = {**_CALENDARS, **_ABSENCES, **_EVENTS}
