"""What may be wrong with the lines that say when an event recurs (RFC 5545)."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext, ngettext

SENTENCES = {
    "recurrence.count_and_until": Sentence(
        "`{field}` must not have both COUNT and UNTIL.",
        lazy_gettext("A recurrence rule must not have both COUNT and UNTIL."),
    ),
    "recurrence.frequency_unknown": Sentence(
        "`{field}`: FREQ has a value that is not supported: an event may recur at most once a day.",
        lazy_gettext("An event may recur at most once a day."),
    ),
    "recurrence.never": Sentence(
        "`{field}` describes a day that never comes.",
        lazy_gettext("This recurrence rule describes a day that never comes."),
    ),
    "recurrence.no_exdate": Sentence(
        "`{field}` is not an EXDATE line such as EXDATE:20270405T090000Z.",
        lazy_gettext("This is not an EXDATE line such as EXDATE:20270405T090000Z."),
    ),
    "recurrence.no_frequency": Sentence(
        "`{field}` must have a FREQ: DAILY, WEEKLY, MONTHLY or YEARLY.",
        lazy_gettext("A recurrence rule must have a FREQ: DAILY, WEEKLY, MONTHLY or YEARLY."),
    ),
    "recurrence.no_single_rule": Sentence(
        "`{field}` must have exactly one line that begins with RRULE:.",
        lazy_gettext("Exactly one line must begin with RRULE:."),
    ),
    "recurrence.number_forbidden": Sentence(
        "`{field}`: a number in BYDAY cannot go with FREQ={frequency}.",
        lazy_gettext("A number in BYDAY cannot go with FREQ=%(frequency)s."),
    ),
    "recurrence.of_occurrence": Sentence(
        "One occurrence cannot recur: send `{field}` to its series.",
        lazy_gettext("A single occurrence cannot recur. Please change its series instead."),
    ),
    "recurrence.part_forbidden": Sentence(
        "`{field}`: {part} cannot go with FREQ={frequency}.",
        lazy_gettext("%(part)s cannot go with FREQ=%(frequency)s."),
    ),
    "recurrence.part_twice": Sentence(
        "`{field}` must name each part of its rule once.",
        lazy_gettext("A recurrence rule must name each of its parts once."),
    ),
    "recurrence.part_unknown": Sentence(
        "`{field}`: {part} is not supported in a recurrence rule.",
        lazy_gettext("%(part)s is not supported in a recurrence rule."),
    ),
    "recurrence.timezone_unknown": Sentence(
        "`{field}` names a time zone that is not known.",
        lazy_gettext("This line names a time zone that is not known."),
    ),
    "recurrence.too_many_lines": Sentence(
        "`{field}` must have at most {at_most} lines.",
        lambda values: ngettext(
            "A recurrence may have at most %(num)s line.",
            "A recurrence may have at most %(num)s lines.",
            values["at_most"],
        ),
    ),
    "recurrence.unknown_line": Sentence(
        "`{field}` must begin with RRULE: or EXDATE.",
        lazy_gettext("This line must begin with RRULE: or EXDATE."),
    ),
    "recurrence.value_unknown": Sentence(
        "`{field}`: {part} has a value that is not supported.",
        lazy_gettext("%(part)s has a value that is not supported."),
    ),
}
