"""How instants, zones and durations are written for people, on pages and in mails.

Every filter for a time takes Unix seconds and the name of a zone, so a page cannot show a time without choosing a zone.
Dates and times are written as is usual in a locale, by default the reader's; a locale's name may say which clock and
which first day of the week somebody chose (`lib/locale_tags.py`). Words are translated where there is a
catalogue (`webapp.words`).
"""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any, Literal
from zoneinfo import ZoneInfo

from babel import dates
from flask import Flask
from markupsafe import Markup

from webapp import words
from webapp.lib import locale_tags, long_select, zone_names
from webapp.scheduling import weekday_of, zones
from webapp.words import gettext, lazy_gettext

MINUS = "\u2212"  # no line ends after it, as one may after a hyphen (UAX #14)
OTHER_REGION = "other"
REGIONS = {
    "Africa": lazy_gettext("Africa"),
    "America": lazy_gettext("America"),
    "Antarctica": lazy_gettext("Antarctica"),
    "Arctic": lazy_gettext("Arctic"),
    "Asia": lazy_gettext("Asia"),
    "Atlantic": lazy_gettext("Atlantic"),
    "Australia": lazy_gettext("Australia"),
    "Europe": lazy_gettext("Europe"),
    "Indian": lazy_gettext("Indian"),
    "Pacific": lazy_gettext("Pacific"),
    OTHER_REGION: lazy_gettext("Other"),
}
SKELETONS = {"12": "hm", "24": "Hm"}  # of CLDR, by the hours of a clock
MINUTES_A_DAY, MINUTES_AN_HOUR = 24 * 60, 60


def init_app(app: Flask) -> None:
    """Give templates the filters and functions below."""
    for filter_ in FILTERS:
        app.add_template_filter(filter_)
    for global_ in (iso, weekdays, zone_options):
        app.add_template_global(global_)


def day(at: int, zone: str, locale: str | None = None) -> str:
    """A whole date, such as `Wednesday, November 25, 2026`."""
    return dates.format_date(_local(at, zone), "full", locale=words.locale(locale))


def short_day(at: int, zone: str, locale: str | None = None) -> str:
    """A date for a list, such as `Wed, Nov 25`."""
    return str(dates.format_skeleton("MMMEd", _local(at, zone), locale=words.locale(locale)))


def days(first: int, zone: str, last: int, locale: str | None = None) -> str:
    """A stretch of dates in one format, such as `Mon, Nov 23 – Sun, Nov 29, 2026`."""
    dates_of = _local(first, zone).date(), _local(last, zone).date()
    written = dates.format_interval(*dates_of, skeleton="yMMMEd", locale=words.locale(locale))
    return str(written).replace("\u2009", " ")


def time_of_day(at: int, zone: str, locale: str | None = None) -> str:
    """A wall time, such as `9:00 AM` or `09:00`: by the reader's own clock, or as is usual in the locale."""
    moment, habits = _local(at, zone), words.locale(locale)
    skeleton = SKELETONS.get(locale_tags.hour_cycle_of(words.tag(locale)))
    if skeleton is None:
        written = dates.format_time(moment, "short", locale=habits)
    else:
        written = str(dates.format_skeleton(skeleton, moment, locale=habits))
    return written.replace("\u202f", "\u00a0")


def date_time(at: int, zone: str, locale: str | None = None) -> str:
    """A date with its wall time, such as `Wednesday, November 25, 2026, 9:00 AM`."""
    return f"{day(at, zone, locale)}, {time_of_day(at, zone, locale)}"


def short_date_time(at: int, zone: str, locale: str | None = None) -> str:
    """A date with its wall time for a list, such as `Wed, Nov 25, 9:00 AM`."""
    return f"{short_day(at, zone, locale)}, {time_of_day(at, zone, locale)}"


def dated(at: int, zone: str, locale: str | None = None) -> str:
    """A date with its year and its wall time on one short line, such as `Wed, Nov 25, 2026, 9:00 AM`."""
    date = dates.format_skeleton("yMMMEd", _local(at, zone), locale=words.locale(locale))
    return f"{date}, {time_of_day(at, zone, locale)}"


def date_times(starts_at: int, zone: str, ends_at: int, locale: str | None = None) -> str:
    """A span: `Wednesday, November 25, 2026, 9:00 AM – 9:30 AM`; with both dates when it crosses midnight."""
    if _local(starts_at, zone).date() == _local(ends_at, zone).date():
        return f"{date_time(starts_at, zone, locale)} – {time_of_day(ends_at, zone, locale)}"
    return f"{date_time(starts_at, zone, locale)} – {date_time(ends_at, zone, locale)}"


def times_of_day(starts_at: int, zone: str, ends_at: int, locale: str | None = None) -> str:
    """The times of a span, `9:00 AM – 9:30 AM`; with the date of its end when it crosses midnight."""
    if _local(starts_at, zone).date() == _local(ends_at, zone).date():
        return f"{time_of_day(starts_at, zone, locale)} – {time_of_day(ends_at, zone, locale)}"
    end = f"{short_day(ends_at, zone, locale)}, {time_of_day(ends_at, zone, locale)}"
    return f"{time_of_day(starts_at, zone, locale)} – {end}"


def month(at: int, zone: str, locale: str | None = None) -> str:
    """A month with its year, such as `November 2026`."""
    return str(dates.format_skeleton("yMMMM", _local(at, zone), locale=words.locale(locale)))


def date_label(at: int, zone: str, of: str = "day") -> str:
    """A date or a month as addresses and forms write it: `2026-11-25`, `2026-11`."""
    return _local(at, zone).date().isoformat()[: 7 if of == "month" else 10]


def groupby_day(spans: list[tuple[int, int]], zone: str) -> list[tuple[int, list[tuple[int, int]]]]:
    """Spans by the local date of their start: (the first start, the spans of that date)."""
    days = [list(group) for _, group in groupby(spans, key=lambda span: date_label(span[0], zone))]
    return [(group[0][0], group) for group in days]


def weekdays(locale: str | None = None) -> list[tuple[str, str]]:
    """The days of the week in the locale's order: (short name, full name)."""
    short = dates.get_day_names("abbreviated", "stand-alone", words.locale(locale))
    names = dates.get_day_names("wide", "stand-alone", words.locale(locale))
    first = first_weekday(locale)
    return [(short[day % 7], names[day % 7]) for day in range(first, first + 7)]


def weekday_names(locale: str | None = None) -> list[tuple[str, str]]:
    """The days of the week in the reader's order, to choose from: (number, full name), 0 is Monday."""
    names = dates.get_day_names("wide", "stand-alone", words.locale(locale))
    first = first_weekday(locale)
    return [(str(day % 7), names[day % 7]) for day in range(first, first + 7)]


def first_weekday(locale: str | None = None) -> int:
    """The day on which weeks begin for the reader, or as is usual in the locale: 0 is Monday."""
    chosen = locale_tags.first_day_of(words.tag(locale))
    return int(words.locale(locale).first_week_day) if chosen is None else chosen


def week_begin(day: int, locale: str | None = None) -> int:
    """The day number on which the week that holds a day begins in the locale."""
    monday_based = weekday_of(day) - 1  # the engine counts from Sunday
    return day - (monday_based - first_weekday(locale)) % 7


def zone_name(zone: str, at: int, locale: str | None = None) -> str:
    """A zone as people say it, with its offset at that instant: `Central European Standard Time (GMT+1)`.

    Where the language has no name that means this offset, the zone's city is used: `Kolkata (GMT+5:30)`.
    """
    name = zone_names.long_name(_local(at, zone), words.locale(locale)) or zone_city(zone)
    return f"{name} ({offset(at, zone)})"


def same_wall_time(at: int, zone: str, other: str) -> bool:
    """Whether the clocks of two zones show the same at an instant."""
    return iso(at, zone) == iso(at, other)


def offset(at: int, zone: str) -> str:
    """How far a zone is from GMT at an instant: `GMT+5:30`, `GMT−5`, or `GMT`."""
    moved = _local(at, zone).utcoffset()
    minutes = round(moved.total_seconds() / 60) if moved else 0
    if not minutes:
        return "GMT"
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{MINUS if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def zone_city(zone: str) -> str:
    """The last part of a zone's present name, readable: `New York`."""
    return zone_names.present(zone).rpartition("/")[2].replace("_", " ")


def zone_lines(zone: str, at: int, locale: str | None = None) -> list[str]:
    """The city and the name of a zone, as pages and mails show them; the name alone where it begins with the city."""
    city, name = zone_city(zone), zone_name(zone, at, locale)
    return [name] if name.startswith(city) else [city, name]


@cache
def zone_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every zone under its present name, by region: (region, [(name, label)]). Names without a region come last."""
    groups: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    for name in sorted({zone_names.present(zone) for zone in zones()}):
        region, _, place = name.partition("/")
        known = place and region in REGIONS
        groups[region if known else OTHER_REGION].append((name, (place if known else name).replace("_", " ")))
    return [(REGIONS[region], labelled) for region, labelled in groups.items()]


def zone_choices() -> long_select.Groups:
    """The same for a field, with regions in the reader's language."""
    return long_select.grouped(zone_groups())


def zone_options(chosen: str = "") -> Markup:
    """The options of a select, this zone chosen."""
    return long_select.drawn(zone_choices(), chosen)


def duration(minutes: int, locale: str | None = None) -> str:
    """A length of time: `45 minutes`, `1 hour 30 minutes`, `2 days`."""
    days, rest = divmod(minutes, MINUTES_A_DAY)
    hours, rest = divmod(rest, MINUTES_AN_HOUR)
    parts = [
        _count("day", days * MINUTES_A_DAY, locale) if days else "",
        _count("hour", hours * MINUTES_AN_HOUR, locale) if hours else "",
        _count("minute", rest, locale) if rest or minutes == 0 else "",
    ]
    return " ".join(part for part in parts if part)


def answer(value: str | bool) -> str:
    """An answer to a form's field as text. A checkbox becomes Yes or No."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return value


def meeting(about: Mapping[str, Any] | None) -> str:
    """A booking's meeting online (`models/booking.py`) in lines: by whom, its address, and what is asked for there."""
    if about is None:
        return ""
    return "\n".join([about["provider"], *meeting_lines(about)])


def meeting_lines(about: Mapping[str, Any]) -> list[str]:
    """The same without by whom it is."""
    labelled = (
        (gettext("Meeting code"), about["meeting_code"]),
        (gettext("Password"), about["password"]),
        (gettext("PIN"), about["pin"]),
        (gettext("Telephone"), ", ".join(about["phone"])),
    )
    return [_link(about), *(f"{label}: {value}" for label, value in labelled if value)]


def _link(about: Mapping[str, Any]) -> str:
    if about["url"]:
        return str(about["url"])
    if about.get("is_missing"):
        return gettext("No link could be made. Please agree on another way to meet.")
    return gettext("The link follows shortly.")


def initials(name: str) -> str:
    """Up to two letters that stand for a person."""
    parts = [part for part in name.split() if part[0].isalnum()]
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper() or "·"


def iso(at: int, zone: str = "UTC") -> str:
    """An instant in ISO 8601, for `<time datetime>`."""
    return _local(at, zone).isoformat()


def _count(unit: Literal["day", "hour", "minute"], minutes: int, locale: str | None) -> str:
    # Babel's default threshold would turn 23 hours into a day.
    length, habits = timedelta(minutes=minutes), words.locale(locale)
    counted: str = dates.format_timedelta(length, granularity=unit, threshold=math.inf, locale=habits)
    return counted


def _local(at: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at, ZoneInfo(zone))


FILTERS = (
    *(day, short_day, days, time_of_day, times_of_day, date_time, short_date_time, date_times, month),
    *(date_label, same_wall_time, groupby_day, zone_name, zone_city, zone_lines, duration, answer, initials),
    meeting,
)
