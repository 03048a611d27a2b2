"""All bookings of a list, part by part."""

import pytest

from tests.builders import HOUR, NOW, TOMORROW_AT_TEN, make_booking, make_configuration
from webapp.extensions import db
from webapp.models import Grant, Organizer
from webapp.services.bookings import walking
from webapp.services.bookings.filters import EVERYTHING, Filter
from webapp.services.calendars import grants


def parts(maya: Organizer, only: Filter = EVERYTHING) -> list[list[str]]:
    walked = walking.walk(maya, kind="upcoming", only=only, now=NOW, grant_ids=grants.ids_of(maya))
    return [[booking.id for booking in part] for part in walked]


@pytest.fixture
def three(maya_grant: Grant) -> list[str]:
    page = make_configuration(maya_grant)
    return [make_booking(page, TOMORROW_AT_TEN + hours * HOUR).id for hours in range(3)]


def test_every_booking_is_given_once(
    maya: Organizer, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "AT_ONCE", 2)

    assert parts(maya) == [three[:2], three[2:]]


def test_no_transaction_is_open_while_somebody_takes_a_part(maya: Organizer, three: list[str]) -> None:
    walked = walking.walk(maya, kind="upcoming", only=EVERYTHING, now=NOW, grant_ids=grants.ids_of(maya))

    assert [db.session.registry().in_transaction() for _ in walked] == [False]


def test_a_file_has_an_end(maya: Organizer, three: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "AT_MOST", 2)

    assert parts(maya) == [three[:2]]


def test_looking_for_what_is_rare_has_an_end(
    maya: Organizer, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "PARTS_AT_MOST", 1)
    monkeypatch.setattr(walking.lists, "SEARCHED_AT_ONCE", 1)

    assert parts(maya, Filter(search="nobody")) == [[]]
