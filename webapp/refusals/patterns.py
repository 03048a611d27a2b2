"""Why a pattern cannot be used for a question on a scheduling page."""

from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext

SENTENCES = {
    "pattern.changes_flags": Sentence(
        "`{field}` changes a flag at character {at}, which is not supported.",
        lazy_gettext("This pattern changes a flag at character %(at)s, which is not supported."),
    ),
    "pattern.invalid": Sentence(
        "`{field}` is not a regular expression that browsers understand: see character {at}.",
        lazy_gettext("This is not a regular expression that browsers understand: see character %(at)s."),
    ),
    "pattern.looks_around": Sentence(
        "`{field}` looks ahead or behind at character {at}, which is not supported: it can take too long.",
        lazy_gettext(
            "This pattern looks ahead or behind at character %(at)s, which is not supported: it can take too long."
        ),
    ),
    "pattern.name_twice": Sentence(
        "`{field}` has two groups with the name {name}: see character {at}.",
        lazy_gettext("This pattern has two groups with the name %(name)s: see character %(at)s."),
    ),
    "pattern.needs_backslash": Sentence(
        "`{field}` needs a backslash before {character} at character {at}, or something is missing before it.",
        lazy_gettext(
            "This pattern needs a backslash before %(character)s at character %(at)s, "
            "or something is missing before it."
        ),
    ),
    "pattern.not_here": Sentence(
        "`{field}` cannot be used on this server: the library google-re2 is not installed.",
        lazy_gettext(
            "This server cannot compare answers with a pattern: the library google-re2 is not installed."
        ),
    ),
    "pattern.refers_back": Sentence(
        "`{field}` refers back to a group at character {at}, which is not supported: it can take too long.",
        lazy_gettext(
            "This pattern refers back to a group at character %(at)s, which is not supported: it can take too long."
        ),
    ),
    "pattern.too_large": Sentence(
        "`{field}` is too large: use fewer repetitions, smaller numbers in braces, or fewer groups in groups.",
        lazy_gettext(
            "This pattern is too large: use fewer repetitions, smaller numbers in braces, or fewer groups in groups."
        ),
    ),
    "pattern.unclosed": Sentence(
        "`{field}` opens a bracket that it does not close.",
        lazy_gettext("This pattern opens a bracket that it does not close."),
    ),
    "pattern.unknown_property": Sentence(
        "`{field}` names the property {name} at character {at}, which is not supported: "
        "use a general category such as L, or a script such as Script=Greek.",
        lazy_gettext(
            "This pattern names the property %(name)s at character %(at)s, which is not supported: "
            "use a general category such as L, or a script such as Script=Greek."
        ),
    ),
}
