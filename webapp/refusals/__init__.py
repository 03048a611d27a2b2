"""What is said when something is refused: the sentences of every code, in the words of whoever reads them.

A refusal carries a code, values and the path of a field (`webapp/errors.py`). Here, and only here, that becomes a
sentence: `for_program` in plain English, which no catalogue changes, and `for_person` in the reader's language.
"""

from webapp.errors import InvalidInput, OpenslotError
from webapp.refusals import (
    access,
    bookings,
    calendars,
    configurations,
    documents,
    feeds,
    fields,
    images,
    limits,
    oauth,
    patterns,
    providers,
    recurrences,
    rules,
)
from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext

TABLES = (
    *(access, bookings, calendars, configurations, documents, feeds),
    *(fields, images, limits, oauth, patterns),
    *(providers, recurrences, rules),
)
SENTENCES: dict[str, Sentence] = {code: said for table in TABLES for code, said in table.SENTENCES.items()}

_VALUES_THAT_WERE_LOST = {
    "seconds": 60,
    "status": lazy_gettext("unknown status"),
    "host": lazy_gettext("another server"),
    "provider": lazy_gettext("the provider"),
}


def for_program(refusal: OpenslotError) -> str:
    """The refusal as the API and the command line say it. It names a field by its path."""
    return SENTENCES[refusal.code].for_program({"field": _field_of(refusal), **refusal.values})


def for_person(refusal: OpenslotError, *, label: str | None = None) -> str:
    """The refusal as a page says it, in the reader's language. `label`: how the page calls the field."""
    field = _field_of(refusal)
    values = {"field": field, "label": field, **refusal.values}
    return SENTENCES[refusal.code].for_person(values if label is None else {**values, "label": label})


def of_code(code: str) -> str | None:
    """A refusal of which only the code was kept, as a page says it. None for what is no code of a refusal."""
    return SENTENCES[code].for_person(_VALUES_THAT_WERE_LOST) if code in SENTENCES else None


def headers(refusal: OpenslotError) -> dict[str, str]:
    """`Retry-After`, where the refusal knows after how many seconds trying again helps."""
    seconds = refusal.values.get("seconds")
    return {} if seconds is None else {"Retry-After": str(seconds)}


def _field_of(refusal: OpenslotError) -> str:
    return refusal.field if isinstance(refusal, InvalidInput) else ""
