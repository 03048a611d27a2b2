"""What of a day can be blocked by a tap: its halves, the whole of it, and each of its hours that is free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp import display
from webapp.blueprints.dashboard.presenters.calendar_items import FREE, Item
from webapp.models import Organizer
from webapp.models.organizer import DEFAULT_HOURS
from webapp.scheduling import label_of
from webapp.scheduling.day_axis import HOUR
from webapp.scheduling.wall_clock import block_of
from webapp.words import gettext

NOON = 12 * HOUR


@dataclass(frozen=True, slots=True)
class Block:
    """`value`: the date and the hours of its button, such as `2027-01-04 09:00 12:00`."""

    value: str
    label: str
    is_hour: bool


def working_day(organizer: Organizer) -> tuple[int, int]:
    """From when to when the organizer works at most, in seconds after midnight."""
    rows = organizer.working_hours or DEFAULT_HOURS
    return min(_wall(str(row["start"])) for row in rows), max(_wall(str(row["end"])) for row in rows)


def blocks(day: int, items: Sequence[Item], organizer: Organizer, *, now: int) -> list[Block]:
    """The halves and the hours of a day that are not over; none of a day that is."""
    zone, (opens, closes) = organizer.timezone, working_day(organizer)
    opens, closes = opens // HOUR * HOUR, -(-closes // HOUR) * HOUR
    parts = [(0, 24 * HOUR, str(gettext("Whole day")))]
    if opens < NOON < closes:
        parts += [(opens, NOON, str(gettext("Morning"))), (NOON, closes, str(gettext("Afternoon")))]
    parts += [
        (hour, hour + HOUR, display.time_of_day(hour, "UTC", organizer.locale))
        for hour in range(opens, closes, HOUR)
        if not _is_taken(block_of(day, zone, hour, hour + HOUR), items)
    ]
    ahead = ((block_of(day, zone, begins, until), begins, until, label) for begins, until, label in parts)
    return [
        Block(f"{label_of(day)} {_text(begins)} {_text(until)}", label, is_hour=until - begins == HOUR)
        for span, begins, until, label in ahead
        if span is not None and span[1] > now
    ]


def _is_taken(span: tuple[int, int] | None, items: Iterable[Item]) -> bool:
    return span is None or any(
        item.kind != FREE and item.starts_at < span[1] and item.ends_at > span[0] for item in items
    )


def _wall(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * HOUR + int(minute) * 60


def _text(seconds: int) -> str:
    return f"{seconds // HOUR:02}:{seconds % HOUR // 60:02}"
