"""What the engine says of rules whose values make no sense together, and of windows that nobody can mean."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext, ngettext

_HOURS = {
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
    "participants.nobody_available": Sentence(
        "`{field}`: At least one participant needs availability.",
        lazy_gettext("At least one participant needs open hours."),
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
