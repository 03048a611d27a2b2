"""The field in which a guest names others: one text, such as a line pasted from a mail."""

from wtforms import Form, TextAreaField, ValidationError

from webapp.errors import InvalidInput
from webapp.lib import text
from webapp.lib.pasted_addresses import Pasted, pasted
from webapp.services.bookings.commands import Person
from webapp.words import gettext, ngettext

EACH_AT_MOST = 500
SHOWN_AT_MOST = 80


class GuestsField(TextAreaField):
    """`people`: who was named, once the field is valid."""

    people: tuple[Person, ...] = ()


class People:
    """Read the people whom the text names, at most so many. Somebody who is named twice counts once."""

    def __init__(self, at_most: int) -> None:
        self.at_most = at_most
        self.field_flags = {"maxlength": at_most * EACH_AT_MOST}

    def __call__(self, form: Form, field: GuestsField) -> None:
        given = field.data or ""
        found = pasted(given) if len(given) <= self.at_most * EACH_AT_MOST else []
        if len(found) > self.at_most or len(given) > self.at_most * EACH_AT_MOST:
            raise ValidationError(
                ngettext(
                    "Please name %(num)d guest at most.", "Please name %(num)d guests at most.", self.at_most
                )
            )
        people: dict[str, Person] = {}
        for person in map(_person, found):
            people.setdefault(person.email.casefold(), person)
        field.people = tuple(people.values())


def _person(one: Pasted) -> Person:
    try:
        name = text.clean(one.name, field="guests", at_most=text.NAME_AT_MOST)
        return Person(name=name, email=text.email(one.email, field="guests"))
    except InvalidInput as problem:
        shown = one.email or one.name
        if len(shown) > SHOWN_AT_MOST:
            shown = shown[: SHOWN_AT_MOST - 1] + "…"
        raise ValidationError(
            gettext("“%(text)s” is no e-mail address. Please write it as jo@example.com.", text=shown)
        ) from problem
