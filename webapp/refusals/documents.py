"""What may be wrong with the shape of a JSON document.

Programs read what pydantic would have said (https://docs.pydantic.dev/latest/errors/validation_errors/); which of its
errors has which code stands in `lib/fields.py`.
"""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext, ngettext

SENTENCES = {
    "body.no_json": Sentence(
        "The body must be valid JSON.",
        lazy_gettext("What was sent could not be read: it is not valid JSON."),
    ),
    "body.no_object": Sentence(
        "The body must be a JSON object.",
        lazy_gettext("What was sent could not be read: it is not a JSON object."),
    ),
    "document.fraction": Sentence(
        "`{field}`: Input should be a valid integer, got a number with a fractional part.",
        lazy_gettext("“%(label)s” must be a whole number."),
    ),
    "document.no_choice": Sentence(
        "`{field}`: Input should be {choices:alternatives}.",
        lazy_gettext("“%(label)s” must be one of these: %(choices)s."),
    ),
    "document.no_list": Sentence(
        "`{field}`: Input should be a valid list.",
        lazy_gettext("“%(label)s” must be a list."),
    ),
    "document.no_multiple": Sentence(
        "`{field}`: Input should be a multiple of {multiple}.",
        lazy_gettext("“%(label)s” must be a multiple of %(multiple)s."),
    ),
    "document.no_object": Sentence(
        "`{field}`: Input should be a valid dictionary.",
        lazy_gettext("“%(label)s” must be an object with named values."),
    ),
    "document.no_switch": Sentence(
        "`{field}`: Input should be a valid boolean.",
        lazy_gettext("“%(label)s” must be true or false."),
    ),
    "document.no_text": Sentence(
        "`{field}`: Input should be a valid string.",
        lazy_gettext("“%(label)s” must be a text."),
    ),
    "document.no_whole_number": Sentence(
        "`{field}`: Input should be a valid integer.",
        lazy_gettext("“%(label)s” must be a whole number."),
    ),
    "document.number_beyond_measure": Sentence(
        "`{field}`: Unable to parse input string as an integer, exceeded maximum size.",
        lazy_gettext("“%(label)s” is too large a number."),
    ),
    "document.number_too_large": Sentence(
        "`{field}`: Input should be less than or equal to {at_most}.",
        lazy_gettext("“%(label)s” must be at most %(at_most)s."),
    ),
    "document.number_too_small": Sentence(
        "`{field}`: Input should be greater than or equal to {at_least}.",
        lazy_gettext("“%(label)s” must be at least %(at_least)s."),
    ),
    "document.text_too_long": Sentence(
        "`{field}`: String should have at most {at_most} character{at_most:plural}.",
        lambda values: ngettext(
            "“%(label)s” must be at most %(num)s character long.",
            "“%(label)s” must be at most %(num)s characters long.",
            values["at_most"],
            label=values["label"],
        ),
    ),
    "document.text_too_short": Sentence(
        "`{field}`: String should have at least {at_least} character{at_least:plural}.",
        lambda values: ngettext(
            "“%(label)s” must be at least %(num)s character long.",
            "“%(label)s” must be at least %(num)s characters long.",
            values["at_least"],
            label=values["label"],
        ),
    ),
    "document.too_few": Sentence(
        "`{field}`: {kind} should have at least {at_least} item{at_least:plural} after validation, not {given:found}.",
        lambda values: ngettext(
            "“%(label)s” needs at least %(num)s entry.",
            "“%(label)s” needs at least %(num)s entries.",
            values["at_least"],
            label=values["label"],
        ),
    ),
    "document.too_many": Sentence(
        "`{field}`: {kind} should have at most {at_most} item{at_most:plural} after validation, not {given:found}.",
        lambda values: ngettext(
            "“%(label)s” may have at most %(num)s entry.",
            "“%(label)s” may have at most %(num)s entries.",
            values["at_most"],
            label=values["label"],
        ),
    ),
    "document.unknown_field": Sentence(
        "`{field}`: Extra inputs are not permitted.",
        lazy_gettext("“%(label)s” is not known here."),
    ),
    "document.unreadable": Sentence(
        "`{field}`: Input is not valid.",
        lazy_gettext("“%(label)s” cannot be read."),
    ),
    "document.unreadable_number": Sentence(
        "`{field}`: Input should be a valid integer, unable to parse string as an integer.",
        lazy_gettext("“%(label)s” must be a whole number."),
    ),
    "document.unreadable_switch": Sentence(
        "`{field}`: Input should be a valid boolean, unable to interpret input.",
        lazy_gettext("“%(label)s” must be true or false."),
    ),
    "document.wrong_form": Sentence(
        "`{field}`: String should match pattern '{pattern}'.",
        lazy_gettext("“%(label)s” does not have the expected form."),
    ),
}
