"""What may be wrong with the shape of a JSON document. Which error of pydantic has which code: `lib/fields.py`."""

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
        "`{field}` must be a whole number, without a fraction.",
        lazy_gettext("“%(label)s” must be a whole number."),
    ),
    "document.no_choice": Sentence(
        "`{field}` must be {choices:alternatives}.",
        lazy_gettext("“%(label)s” must be one of these: %(choices)s."),
    ),
    "document.no_list": Sentence(
        "`{field}` must be a list.",
        lazy_gettext("“%(label)s” must be a list."),
    ),
    "document.no_multiple": Sentence(
        "`{field}` must be a multiple of {multiple}.",
        lazy_gettext("“%(label)s” must be a multiple of %(multiple)s."),
    ),
    "document.no_object": Sentence(
        "`{field}` must be an object.",
        lazy_gettext("“%(label)s” must be an object with named values."),
    ),
    "document.no_switch": Sentence(
        "`{field}` must be true or false.",
        lazy_gettext("“%(label)s” must be true or false."),
    ),
    "document.no_text": Sentence(
        "`{field}` must be a text.",
        lazy_gettext("“%(label)s” must be a text."),
    ),
    "document.no_whole_number": Sentence(
        "`{field}` must be a whole number.",
        lazy_gettext("“%(label)s” must be a whole number."),
    ),
    "document.number_beyond_measure": Sentence(
        "`{field}` is too large a number.",
        lazy_gettext("“%(label)s” is too large a number."),
    ),
    "document.number_too_large": Sentence(
        "`{field}` must be at most {at_most}.",
        lazy_gettext("“%(label)s” must be at most %(at_most)s."),
    ),
    "document.number_too_small": Sentence(
        "`{field}` must be at least {at_least}.",
        lazy_gettext("“%(label)s” must be at least %(at_least)s."),
    ),
    "document.text_too_long": Sentence(
        "`{field}` must be at most {at_most} character{at_most:plural} long.",
        lambda values: ngettext(
            "“%(label)s” must be at most %(num)s character long.",
            "“%(label)s” must be at most %(num)s characters long.",
            values["at_most"],
            label=values["label"],
        ),
    ),
    "document.text_too_short": Sentence(
        "`{field}` must be at least {at_least} character{at_least:plural} long.",
        lambda values: ngettext(
            "“%(label)s” must be at least %(num)s character long.",
            "“%(label)s” must be at least %(num)s characters long.",
            values["at_least"],
            label=values["label"],
        ),
    ),
    "document.too_few": Sentence(
        "`{field}` must have at least {at_least:entries}.",
        lambda values: ngettext(
            "“%(label)s” needs at least %(num)s entry.",
            "“%(label)s” needs at least %(num)s entries.",
            values["at_least"],
            label=values["label"],
        ),
    ),
    "document.too_many": Sentence(
        "`{field}` may have at most {at_most:entries}.",
        lambda values: ngettext(
            "“%(label)s” may have at most %(num)s entry.",
            "“%(label)s” may have at most %(num)s entries.",
            values["at_most"],
            label=values["label"],
        ),
    ),
    "document.unknown_field": Sentence(
        "`{field}` is not known here.",
        lazy_gettext("“%(label)s” is not known here."),
    ),
    "document.unreadable": Sentence(
        "`{field}` cannot be read.",
        lazy_gettext("“%(label)s” cannot be read."),
    ),
    "document.unreadable_number": Sentence(
        "`{field}` must be a whole number.",
        lazy_gettext("“%(label)s” must be a whole number."),
    ),
    "document.unreadable_switch": Sentence(
        "`{field}` must be true or false.",
        lazy_gettext("“%(label)s” must be true or false."),
    ),
    "document.wrong_form": Sentence(
        "`{field}` must match the pattern {pattern}.",
        lazy_gettext("“%(label)s” does not have the expected form."),
    ),
}
