"""What of a day can be blocked by a tap."""

from collections.abc import Sequence

from flask import Flask

from tests.builders import DAY, HOUR, NOW
from webapp.blueprints.dashboard.presenters.calendar_blocks import Block, blocks
from webapp.blueprints.dashboard.presenters.calendar_items import EVENT, FREE, Item
from webapp.models import Organizer
from webapp.scheduling import day_of

TODAY = day_of("2027-01-04")


def item(starts_at: int, *, kind: str = EVENT) -> Item:
    return Item(kind=kind, title="Lunch", source="", starts_at=starts_at, ends_at=starts_at + HOUR)


def offered(
    app: Flask, maya: Organizer, items: Sequence[Item] = (), *, day: int = TODAY + 1, now: int = NOW
) -> list[Block]:
    maya.timezone = "UTC"
    with app.test_request_context():
        return blocks(day, items, maya, now=now)


def hours(found: list[Block]) -> list[str]:
    return [block.value.split(" ")[1] for block in found if block.is_hour]


def test_halves_are_those_of_the_working_day(app: Flask, maya: Organizer) -> None:
    found = [block.value for block in offered(app, maya) if not block.is_hour]

    assert found == ["2027-01-05 00:00 24:00", "2027-01-05 09:00 12:00", "2027-01-05 12:00 17:00"]


def test_only_hours_that_are_free_are_offered(app: Flask, maya: Organizer) -> None:
    busy, free = item(NOW + DAY + 2 * HOUR), item(NOW + DAY + 4 * HOUR, kind=FREE)

    assert hours(offered(app, maya, [busy, free])) == [
        "09:00",
        "11:00",
        "12:00",
        "13:00",
        "14:00",
        "15:00",
        "16:00",
    ]


def test_what_is_over_cannot_be_blocked(app: Flask, maya: Organizer) -> None:
    assert offered(app, maya, day=TODAY - 1) == []
    assert hours(offered(app, maya, day=TODAY, now=NOW + 7 * HOUR)) == ["15:00", "16:00"]
