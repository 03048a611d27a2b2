"""Open hours as people say them: `Mon – Fri, 9:00 AM – 5:00 PM`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from babel import dates

from webapp import display, words

MONDAY_FIRST = (1, 2, 3, 4, 5, 6, 0)  # a document counts from Sunday
_SOME_DAY = 0  # any whole day will do: only its clock is shown


def in_words(rows: Iterable[Mapping[str, Any]], locale: str) -> str:
    """The rows of a document, one after the other. Empty for no rows."""
    return "; ".join(f"{days_in_words(row['days'], locale)}, {_times(row, locale)}" for row in rows)


def days_in_words(days: Iterable[int], locale: str | None = None) -> str:
    """Days of the week, numbered from Sunday, by their short names: `Mon – Fri, Sun`. In the reader's language, or in
    that of the locale. Empty for no days.
    """
    names = dates.get_day_names("abbreviated", "stand-alone", words.locale(locale))
    return ", ".join(
        names[first] if first == last else f"{names[first]} – {names[last]}"
        for first, last in _runs(sorted(MONDAY_FIRST.index(day) for day in set(days)))
    )


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of days, Monday being 0."""
    first = None
    for at, place in enumerate(places):
        first = place if first is None else first
        if at + 1 == len(places) or places[at + 1] != place + 1:
            yield first, place
            first = None


def _times(row: Mapping[str, Any], locale: str) -> str:
    starts_at, ends_at = (_SOME_DAY + _seconds(str(row[end])) for end in ("start", "end"))
    return f"{display.time_of_day(starts_at, 'UTC', locale)} – {display.time_of_day(ends_at, 'UTC', locale)}"


def _seconds(label: str) -> int:
    hours, minutes = label.split(":")
    return int(hours) * 3600 + int(minutes) * 60
