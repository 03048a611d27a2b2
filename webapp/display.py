"""How instants, zones and durations are written for people: the only place where templates meet the calendar.

Every filter takes Unix seconds, the name of a zone and a locale, so a page cannot show a time without saying
whose. The wording of the pages is English; dates and times follow the reader's own habits.
"""

import hashlib
from datetime import datetime
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError, dates
from flask import Flask, url_for

from webapp.lib import text

DIGITS_OF_VERSION = 10
KEPT_SECONDS = 365 * 86_400
STATIC = Path(__file__).resolve().parent.parent / "static"
OTHER_REGION = "Other"
_REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


def init_app(app: Flask) -> None:
    """Give every template the filters and functions below, and let browsers keep what `asset` names."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = KEPT_SECONDS
    for filter_ in FILTERS:
        app.add_template_filter(filter_)
    for global_ in (asset, iso, weekdays, zone_groups):
        app.add_template_global(global_)


def day(at: int, zone: str, locale: str = "en") -> str:
    """A whole date, such as `Wednesday, November 25, 2026`."""
    return dates.format_date(_local(at, zone), "full", locale=_locale(locale))


def short_day(at: int, zone: str, locale: str = "en") -> str:
    """A date for a list, such as `Wed, Nov 25`."""
    return str(dates.format_skeleton("MMMEd", _local(at, zone), locale=_locale(locale)))


def time_of_day(at: int, zone: str, locale: str = "en") -> str:
    """A wall time, such as `9:00 AM` or `09:00`."""
    return dates.format_time(_local(at, zone), "short", locale=_locale(locale)).replace("\u202f", "\u00a0")


def date_time(at: int, zone: str, locale: str = "en") -> str:
    """A date with its wall time, such as `Wednesday, November 25, 2026, 9:00 AM`."""
    return f"{day(at, zone, locale)}, {time_of_day(at, zone, locale)}"


def short_date_time(at: int, zone: str, locale: str = "en") -> str:
    """A date with its wall time for a list, such as `Wed, Nov 25, 9:00 AM`."""
    return f"{short_day(at, zone, locale)}, {time_of_day(at, zone, locale)}"


def date_times(starts_at: int, zone: str, ends_at: int, locale: str = "en") -> str:
    """A span: `Wednesday, November 25, 2026, 9:00 AM – 9:30 AM`; with both dates when it crosses midnight."""
    if _local(starts_at, zone).date() == _local(ends_at, zone).date():
        return f"{date_time(starts_at, zone, locale)} – {time_of_day(ends_at, zone, locale)}"
    return f"{date_time(starts_at, zone, locale)} – {date_time(ends_at, zone, locale)}"


def times_of_day(starts_at: int, zone: str, ends_at: int, locale: str = "en") -> str:
    """The times of a span, `9:00 AM – 9:30 AM`; with the date of its end when it crosses midnight."""
    if _local(starts_at, zone).date() == _local(ends_at, zone).date():
        return f"{time_of_day(starts_at, zone, locale)} – {time_of_day(ends_at, zone, locale)}"
    end = f"{short_day(ends_at, zone, locale)}, {time_of_day(ends_at, zone, locale)}"
    return f"{time_of_day(starts_at, zone, locale)} – {end}"


def month(at: int, zone: str, locale: str = "en") -> str:
    """A month with its year, such as `November 2026`."""
    return str(dates.format_skeleton("yMMMM", _local(at, zone), locale=_locale(locale)))


def date_label(at: int, zone: str, of: str = "day") -> str:
    """A date or a month as addresses and forms write it: `2026-11-25`, `2026-11`."""
    return _local(at, zone).date().isoformat()[: 7 if of == "month" else 10]


def groupby_day(spans: list[tuple[int, int]], zone: str) -> list[tuple[int, list[tuple[int, int]]]]:
    """Spans by the local date of their start: (the first start, the spans of that date)."""
    days = [list(group) for _, group in groupby(spans, key=lambda span: date_label(span[0], zone))]
    return [(group[0][0], group) for group in days]


def weekdays(locale: str = "en") -> list[tuple[str, str]]:
    """The seven days in the order of this place's weeks, each short and in full."""
    short = dates.get_day_names("abbreviated", "stand-alone", _locale(locale))
    names = dates.get_day_names("wide", "stand-alone", _locale(locale))
    first = first_weekday(locale)
    return [(short[day % 7], names[day % 7]) for day in range(first, first + 7)]


def first_weekday(locale: str = "en") -> int:
    """With which day weeks begin here: 0 is Monday."""
    return int(_locale(locale).first_week_day)


def zone_name(zone: str, at: int, locale: str = "en") -> str:
    """A zone as people say it, with its offset at that instant: `Central European Standard Time (GMT+1)`.

    Where the language has no name for it, its city: `Kolkata (GMT+5:30)`.
    """
    moment, language = _local(at, zone), _locale(locale)
    name = dates.get_timezone_name(moment, "long", locale=language)
    if name == dates.get_timezone_gmt(moment, "long", locale=language):
        name = zone_city(zone)
    return f"{name} ({offset(at, zone)})"


def offset(at: int, zone: str) -> str:
    """How far a zone is from GMT at an instant: `GMT+5:30`, or `GMT`."""
    moved = _local(at, zone).utcoffset()
    minutes = round(moved.total_seconds() / 60) if moved else 0
    if not minutes:
        return "GMT"
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def zone_city(zone: str) -> str:
    """The last part of a zone's name, readable: `New York`."""
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def zone_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every zone that is accepted, by region: (region, [(name, label)]), odd spellings last."""
    groups: dict[str, list[tuple[str, str]]] = {region: [] for region in (*_REGIONS, OTHER_REGION)}
    for name in sorted(text.zones()):
        region, _, place = name.partition("/")
        known = place and region in _REGIONS
        groups[region if known else OTHER_REGION].append((name, (place if known else name).replace("_", " ")))
    return list(groups.items())


def duration(minutes: int) -> str:
    """A length of time: `45 minutes`, `1 hour`, `1 hour 30 minutes`."""
    hours, rest = divmod(minutes, 60)
    said = [
        f"{count} {unit}{'' if count == 1 else 's'}"
        for count, unit in ((hours, "hour"), (rest, "minute"))
        if count
    ]
    return " ".join(said) or "0 minutes"


def initials(name: str) -> str:
    """Up to two letters that stand for a person."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "·"


def iso(at: int, zone: str = "UTC") -> str:
    """What machines read in a `<time datetime>`."""
    return _local(at, zone).isoformat()


def asset(name: str) -> str:
    """The address of a static file, with a mark of its content, so that browsers may keep it for good."""
    return url_for("static", filename=name, v=_version(name))


@lru_cache(maxsize=64)
def _version(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:DIGITS_OF_VERSION]


def _local(at: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at, ZoneInfo(zone))


@lru_cache(maxsize=256)
def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name, sep="-" if "-" in name else "_")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


FILTERS = (
    *(day, short_day, time_of_day, times_of_day, date_time, short_date_time, date_times, month),
    *(date_label, groupby_day, zone_name, zone_city, duration, initials),
)
