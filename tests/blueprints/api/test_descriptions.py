"""What is noted at a view outlives every decorator around it."""

from functools import wraps

from webapp.blueprints.api import descriptions
from webapp.blueprints.api.descriptions import Description
from webapp.blueprints.api.payloads.queries import Query


class Place(Query):
    city: str = ""


class Country(Query):
    country: str = ""


def view() -> None:
    """Nothing is noted at it."""


def test_a_view_of_which_nothing_is_noted_is_for_anybody() -> None:
    assert descriptions.of(view) == Description()


def test_two_decorators_add_to_what_is_noted() -> None:
    def noted() -> None: ...

    descriptions.note(noted, queries=(Place,))
    descriptions.note(noted, queries=(Country,), needs="key")

    assert descriptions.of(noted) == Description(needs="key", queries=(Country, Place))


def test_a_wrapper_has_the_notes_of_its_view() -> None:
    def noted() -> None: ...

    descriptions.note(noted, needs="key")

    @wraps(noted)
    def wrapper() -> None: ...

    descriptions.note(wrapper, queries=(Place,))
    assert descriptions.of(wrapper) == Description(needs="key", queries=(Place,))
    assert descriptions.of(noted) == Description(needs="key")
