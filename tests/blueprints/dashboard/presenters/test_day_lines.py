"""The hours around a request, drawn."""

from tests.builders import HOUR, MINUTE, TOMORROW_AT_TEN
from webapp.blueprints.dashboard.presenters.day_lines import DayLine, day_line
from webapp.models import Booking
from webapp.services.bookings.lists import Neighbour


def line(*around: Neighbour, zone: str = "UTC", starts_at: int = TOMORROW_AT_TEN) -> DayLine:
    """The line of an hour from ten to eleven, which goes from six to fifteen o'clock."""
    return day_line(Booking(starts_at=starts_at, ends_at=starts_at + HOUR), around, zone)


def busy(hours: int, *, length: int = 1, overlaps: bool = False) -> Neighbour:
    at = TOMORROW_AT_TEN + hours * HOUR
    return Neighbour(starts_at=at, ends_at=at + length * HOUR, title="", overlaps=overlaps)


def test_the_request_is_drawn_last_with_what_is_around_it() -> None:
    bars = line(busy(-4), busy(0, overlaps=True)).bars

    assert [(bar.x, bar.width, bar.kind) for bar in bars] == [
        ("0.00%", "11.11%", "busy"),
        ("44.44%", "11.11%", "overlaps"),
        ("44.44%", "11.11%", "own"),
    ]


def test_what_reaches_beyond_the_line_ends_with_it() -> None:
    first = line(busy(-30, length=100)).bars[0]

    assert (first.x, first.width) == ("0.00%", "100.00%")


def test_the_clock_shows_every_third_full_hour_of_the_zone() -> None:
    whole = [at for _, at, _ in line().ticks]
    half = [at for _, at, _ in line(zone="Asia/Kolkata", starts_at=TOMORROW_AT_TEN + 10 * MINUTE).ticks]

    assert [at - TOMORROW_AT_TEN for at in whole] == [hours * HOUR for hours in (-4, -1, 2)]
    assert {(at + 5 * HOUR + 30 * MINUTE) % HOUR for at in half} == {0}
