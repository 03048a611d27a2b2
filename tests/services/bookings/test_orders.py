"""In which orders a list of bookings can be read."""

import pytest

from tests.builders import HOUR, NOW, TOMORROW_AT_TEN, make_booking, make_configuration
from tests.services.bookings.deeds import move_to
from webapp.models import Grant, Organizer
from webapp.services import bookings
from webapp.services.bookings import lists, orders
from webapp.services.bookings.commands import Person
from webapp.services.bookings.filters import Filter


@pytest.fixture
def three(maya_grant: Grant) -> dict[str, str]:
    """Cleo, anna and Ben in the order of their times, each booked before the one before. By name, the ids."""
    page = make_configuration(maya_grant)
    names = ("Cleo", "anna", "Ben")
    return {
        name: make_booking(
            page,
            TOMORROW_AT_TEN + hours * HOUR,
            guest=Person(name=name, email=f"{name}@example.com"),
            now=NOW - hours,
        ).id
        for hours, name in enumerate(names)
    }


def read(maya: Organizer, only: Filter, *, limit: int = 10, kind: str = "upcoming") -> list[str]:
    """The guests of all pages of a list, one after the other."""
    cursor, found = None, []
    while True:
        page = lists.page(maya, kind=kind, only=only, now=NOW, cursor=cursor, limit=limit)
        found += [booking.guest_name for booking in page.bookings]
        cursor = page.next_cursor
        if cursor is None:
            return found


@pytest.mark.parametrize("limit", [1, 2, 10])
@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (Filter(), ["Cleo", "anna", "Ben"]),
        (Filter(order="booked"), ["Cleo", "anna", "Ben"]),
        (Filter(order="booked", is_reversed=True), ["Ben", "anna", "Cleo"]),
        (Filter(order="guest"), ["anna", "Ben", "Cleo"]),
        (Filter(order="guest", is_reversed=True), ["Cleo", "Ben", "anna"]),
        (Filter(order="guest", since=TOMORROW_AT_TEN + HOUR), ["anna", "Ben"]),
        (Filter(order="guest", search="n@"), ["Ben"]),
    ],
)
def test_a_list_is_read_in_each_order_page_by_page(
    maya: Organizer, three: dict[str, str], only: Filter, expected: list[str], limit: int
) -> None:
    assert read(maya, only, limit=limit) == expected


@pytest.mark.parametrize("kind", ["pending", "past", "cancelled"])
def test_no_order_mixes_the_kinds(maya: Organizer, three: dict[str, str], kind: str) -> None:
    assert read(maya, Filter(order="guest"), kind=kind) == []


def test_those_of_the_same_name_are_each_given_once(maya: Organizer, maya_grant: Grant) -> None:
    page = make_configuration(maya_grant)
    for hours in range(3):
        make_booking(page, TOMORROW_AT_TEN + hours * HOUR)

    assert len(read(maya, Filter(order="guest"), limit=1)) == 3


def test_what_is_looked_for_in_a_long_list_is_found_in_steps(
    maya: Organizer, three: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "SEARCHED_AT_ONCE", 1)
    only = Filter(order="guest", search="cleo")

    page = lists.page(maya, kind="upcoming", only=only, now=NOW)

    assert (page.bookings, page.is_unfinished, page.searched_until) == ((), True, None)
    assert read(maya, only) == ["Cleo"]


def test_another_name_of_a_guest_is_another_place(maya: Organizer, three: dict[str, str]) -> None:
    bookings.reschedule(three["Cleo"], move_to(TOMORROW_AT_TEN, guest_name="Aaron"), now=NOW)

    assert read(maya, Filter(order="guest")) == ["Aaron", "anna", "Ben"]


def test_an_order_goes_its_own_way_unless_it_is_reversed() -> None:
    ways = [orders.order_of(by, "past", is_reversed=False).ascends for by in ("start", "booked", "guest")]

    assert ways == [False, False, True]
    assert orders.order_of("start", "upcoming", is_reversed=False).ascends
