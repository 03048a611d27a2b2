"""What the tests of limits share: who books, when, for whom, and how that ends."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from tests.builders import MINUTE, TOMORROW_AT_TEN
from webapp.errors import TooMany
from webapp.extensions import db
from webapp.models import Booking
from webapp.services.bookings.commands import Person

HERE, THERE, KEY = "network:192.0.2.1", "network:192.0.2.2", "key:1"
Set = Callable[..., None]


def slot(at: int) -> int:
    return TOMORROW_AT_TEN + at * 30 * MINUTE


def person(name: str) -> Person:
    return Person(name=name, email=f"{name}@example.com")


def people(*names: str) -> tuple[Person, ...]:
    return tuple(person(name) for name in names)


def number_of_bookings() -> int:
    return db.session.scalar(select(func.count()).select_from(Booking)) or 0


def refusal(attempt: Callable[[], object]) -> tuple[str, int | None]:
    """The code of the refusal, and for how many seconds."""
    with pytest.raises(TooMany) as refused:
        attempt()
    return refused.value.code, refused.value.values.get("seconds")
