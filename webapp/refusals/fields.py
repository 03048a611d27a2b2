"""What may be wrong with a single value, whatever it is for."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext, ngettext

SENTENCES = {
    "choice.unknown": Sentence(
        "`{field}` must be one of {choices:list}.",
        lazy_gettext("“%(label)s” must be one of these: %(choices)s."),
    ),
    "cursor.unknown": Sentence(
        "`{field}` is not a cursor that this list gave out.",
        lazy_gettext("This part of the list cannot be found. Please go back to the beginning of the list."),
    ),
    "date.invalid": Sentence(
        "`{field}` must be a date such as 2027-03-14.",
        lazy_gettext("“%(label)s” must be a date such as 2027-03-14."),
    ),
    "email.invalid": Sentence(
        "`{field}` must be a valid e-mail address.",
        lazy_gettext("“%(label)s” must be a valid e-mail address."),
    ),
    "instant.invalid": Sentence(
        "`{field}` must be a time in Unix seconds.",
        lazy_gettext("“%(label)s” must be a time in Unix seconds."),
    ),
    "instant.not_whole": Sentence(
        "`{field}` must be a whole number of seconds.",
        lazy_gettext("“%(label)s” must be a whole number of seconds."),
    ),
    "minutes.no_step": Sentence(
        "`{field}` must be a multiple of {minutes} minutes.",
        lambda values: ngettext(
            "“%(label)s” must be a multiple of %(num)s minute.",
            "“%(label)s” must be a multiple of %(num)s minutes.",
            values["minutes"],
            label=values["label"],
        ),
    ),
    "name.empty": Sentence(
        "`{field}` must not be empty.",
        lazy_gettext("“%(label)s” must not be empty."),
    ),
    "number.out_of_range": Sentence(
        "`{field}` must be a whole number from {at_least} to {at_most}.",
        lazy_gettext("“%(label)s” must be a whole number from %(at_least)s to %(at_most)s."),
    ),
    "query.missing": Sentence(
        "`{field}` is required in the query.",
        lazy_gettext("“%(label)s” is missing in the address."),
    ),
    "switch.invalid": Sentence(
        "`{field}` must be true or false.",
        lazy_gettext("“%(label)s” must be true or false."),
    ),
    "text.control_characters": Sentence(
        "`{field}` must not contain control characters or line breaks.",
        lazy_gettext("“%(label)s” must not contain control characters or line breaks."),
    ),
    "text.too_long": Sentence(
        "`{field}` must be at most {at_most} characters long.",
        lambda values: ngettext(
            "“%(label)s” must be at most %(num)s character long.",
            "“%(label)s” must be at most %(num)s characters long.",
            values["at_most"],
            label=values["label"],
        ),
    ),
    "text.too_many_marks": Sentence(
        "`{field}` must not have more than {at_most} marks on one letter.",
        lambda values: ngettext(
            "“%(label)s” must not have more than %(num)s mark on one letter.",
            "“%(label)s” must not have more than %(num)s marks on one letter.",
            values["at_most"],
            label=values["label"],
        ),
    ),
    "timezone.unknown": Sentence(
        "`{field}` is not a known time zone.",
        lazy_gettext("“%(label)s” is not a known time zone."),
    ),
    "value.missing": Sentence(
        "`{field}` is required.",
        lazy_gettext("“%(label)s” is required."),
    ),
    "web_address.invalid": Sentence(
        "`{field}` must be an address that begins with http:// or https://.",
        lazy_gettext("“%(label)s” must be an address that begins with http:// or https://."),
    ),
}
