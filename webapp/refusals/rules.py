"""What the engine says of rules and windows that make no sense."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext, ngettext

_HOURS = {
    "hours.no_date": Sentence(
        "`{field}`: A date must be written like 2027-03-14.",
        lazy_gettext("A date must be written like 2027-03-14."),
    ),
    "hours.no_time": Sentence(
        "`{field}`: A time must be written like 09:30, from 00:00 to 24:00.",
        lazy_gettext("A time must be written like 09:30, from 00:00 to 24:00."),
    ),
    "hours.no_weekdays": Sentence(
        "`{field}`: days must be a list of weekdays from 0 (Sunday) to 6 (Saturday).",
        lazy_gettext("Please choose at least one day of the week."),
    ),
    "hours.overlap": Sentence(
        "`{field}`: These hours overlap other hours of the same day.",
        lazy_gettext("These hours overlap other hours of the same day."),
    ),
    "hours.reversed": Sentence(
        "`{field}`: Hours must end after they start.",
        lazy_gettext("Hours must end after they start."),
    ),
}

_RULES = {
    "participant.listed_twice": Sentence(
        "`{field}`: {email} is a participant twice.",
        lazy_gettext("%(email)s is a participant twice."),
    ),
    "participant.no_email": Sentence(
        "`{field}`: Every participant needs an e-mail address.",
        lazy_gettext("Every participant needs an e-mail address."),
    ),
    "participants.nobody_available": Sentence(
        "`{field}`: At least one participant needs availability.",
        lazy_gettext("At least one participant needs open hours."),
    ),
    "rules.list_expected": Sentence(
        "`{field}`: {field:key} must be a list.",
        lazy_gettext("“%(label)s” must be a list."),
    ),
    "rules.method_unknown": Sentence(
        "`{field}`: {field:key} must be one of {choices:list}.",
        lazy_gettext("“%(label)s” must be one of these: %(choices)s."),
    ),
    "rules.no_such_number": Sentence(
        "`{field}`: {field:key} must be a whole number from {at_least} to {at_most}.",
        lazy_gettext("“%(label)s” must be a whole number from %(at_least)s to %(at_most)s."),
    ),
    "rules.no_such_step": Sentence(
        "`{field}`: {field:key} must be a whole number from {at_least} to {at_most} and a multiple of {multiple}.",
        lazy_gettext(
            "“%(label)s” must be a whole number from %(at_least)s to %(at_most)s and a multiple of %(multiple)s."
        ),
    ),
    "rules.object_expected": Sentence(
        "`{field}`: {field:key} must be an object.",
        lazy_gettext("“%(label)s” must be an object with named values."),
    ),
    "rules.timezone_unknown": Sentence(
        "`{field}`: {timezone!r} is not a known time zone; use a name like Europe/Berlin.",
        lazy_gettext("“%(timezone)s” is not a known time zone. Please use a name like Europe/Berlin."),
    ),
}

_WINDOWS = {
    "window.beyond_year_9999": Sentence(
        "{field} is beyond the year 9999: it must be in Unix seconds, not milliseconds.",
        lazy_gettext("This time is beyond the year 9999."),
    ),
    "window.empty": Sentence(
        "`{field}` must be after `start_time`.",
        lazy_gettext("The end must be after the start."),
    ),
    "window.negative": Sentence(
        "{field} must not be negative: it is a time in Unix seconds.",
        lazy_gettext("This time is before the year 1970."),
    ),
    "window.reversed": Sentence(
        "{field} must not be before start_time.",
        lazy_gettext("The end must not be before the start."),
    ),
    "window.too_long": Sentence(
        "`{field}` must be at most {days} days after `start_time`.",
        lambda values: ngettext(
            "The end must be at most %(num)s day after the start.",
            "The end must be at most %(num)s days after the start.",
            values["days"],
        ),
    ),
}

SENTENCES = {**_HOURS, **_RULES, **_WINDOWS}
