"""What is said of a request that fails before, or outside of, any use case: by its HTTP status."""

from webapp.refusals import access
from webapp.refusals.sentence import Sentence
from webapp.words import lazy_gettext

SENTENCES = {
    400: Sentence(
        "The request could not be understood.",
        lazy_gettext("The request could not be understood."),
    ),
    404: Sentence(
        "There is nothing at this address.",
        lazy_gettext("There is nothing at this address. Perhaps the link is old or incomplete."),
    ),
    405: Sentence(
        "This address does not take that method.",
        lazy_gettext("This address cannot be used in that way."),
    ),
    413: Sentence(
        "The body is too large.",
        lazy_gettext("That was too much to send at once."),
    ),
    414: Sentence(
        "The address of the request is too long.",
        lazy_gettext("This address is too long."),
    ),
    429: Sentence(
        "Too many requests. Please wait before trying again.",
        lazy_gettext("That was too many tries in a short time. Please wait a minute and try again."),
    ),
    431: Sentence(
        "The headers of the request are too long.",
        lazy_gettext("Your browser sent too much with this request."),
    ),
    500: Sentence(
        "Something went wrong on our side. Nothing was changed.",
        lazy_gettext("Something went wrong on our side. Nothing was changed. Please try again."),
    ),
    503: access.SENTENCES["server.busy"],
}


def for_program(status: int, *, otherwise: str | None = None) -> str:
    """The failure in plain English; `otherwise` for a status that has no sentence of its own."""
    if otherwise is not None and status not in SENTENCES:
        return otherwise
    return _sentence_of(status).for_program({})


def for_person(status: int) -> str:
    """The failure in the reader's language."""
    return _sentence_of(status).for_person({})


def _sentence_of(status: int) -> Sentence:
    return SENTENCES.get(status) or SENTENCES[400 if status < 500 else 500]
