"""When a recurring event happens: RRULE and EXDATE lines (RFC 5545) turned into instants or days.

An event recurs at most once a day here, so a limit on days is a limit on work. Refused are rules finer than a day,
parts that RFC 5545 forbids for a frequency, RDATE and EXRULE (as in the contract), and rules that never happen: the
library would look for their first occurrence until the year 9999.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from webapp.errors import InvalidInput
from webapp.scheduling import DAY, zones

DAYS_AT_MOST = 2000
LINES_AT_MOST = 100
LINE_AT_MOST = 4000
FIELD = "recurrence"

_EPOCH = date(1970, 1, 1)
_LAST_DAY = (date(9999, 12, 1) - _EPOCH).days
_MOMENT = r"\d{8}(T\d{6}Z?)?"
_EXDATE_OF_DATES, _EXDATE_OF_INSTANTS = "EXDATE;VALUE=DATE:", "EXDATE:"
_RECURRENCE_ID = re.compile(r"\d{8}(T\d{6}Z)?", re.ASCII)
_EXDATE = re.compile(rf"EXDATE(;(TZID=[A-Za-z0-9_/+-]+|VALUE=DATE(-TIME)?))*:{_MOMENT}(,{_MOMENT})*")
_NUMBERS = r"-?\d{1,3}(,-?\d{1,3})*"
_WEEKDAY = r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)"
_PARTS = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"[1-9]\d{0,2}"),
    "COUNT": re.compile(r"[1-9]\d{0,5}"),
    "UNTIL": re.compile(_MOMENT),
    "WKST": re.compile(r"MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": re.compile(rf"{_WEEKDAY}(,{_WEEKDAY})*"),
    "BYMONTH": re.compile(r"\d{1,2}(,\d{1,2})*"),
    "BYMONTHDAY": re.compile(_NUMBERS),
    "BYYEARDAY": re.compile(_NUMBERS),
    "BYWEEKNO": re.compile(_NUMBERS),
    "BYSETPOS": re.compile(_NUMBERS),
}
_LARGEST = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
_LONGEST_MONTH = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FORBIDDEN = {
    "DAILY": ("BYYEARDAY", "BYWEEKNO", "BYSETPOS"),
    "WEEKLY": ("BYYEARDAY", "BYWEEKNO", "BYMONTHDAY"),
    "MONTHLY": ("BYYEARDAY", "BYWEEKNO"),
    "YEARLY": (),
}


def checked(lines: Sequence[str]) -> list[str]:
    """The lines tidied: a single RRULE, then every EXDATE. Raises InvalidInput with the path of the wrong line."""
    if len(lines) > LINES_AT_MOST:
        raise InvalidInput("recurrence.too_many_lines", field=FIELD, at_most=LINES_AT_MOST)
    tidy = [line.upper().replace(" ", "") if line[:5].upper() == "RRULE" else line.strip() for line in lines]
    for at, line in enumerate(tidy):
        _check_line(f"{FIELD}[{at}]", line)
    rules = [line for line in tidy if line.startswith("RRULE")]
    if tidy and len(rules) != 1:
        raise InvalidInput("recurrence.no_single_rule", field=FIELD)
    return rules + [line for line in tidy if not line.startswith("RRULE")]


def without(lines: Sequence[str], recurrence_ids: Iterable[str]) -> list[str]:
    """The lines with EXDATEs added, so that the occurrences with these ids no longer happen.

    Raises InvalidInput when there would be more than 100 lines.
    """
    longer = list(lines)
    for recurrence_id in recurrence_ids:
        head = _EXDATE_OF_DATES if is_date(recurrence_id) else _EXDATE_OF_INSTANTS
        with_room = (
            at
            for at, line in enumerate(longer)
            if line.startswith(head) and len(line) + len(recurrence_id) < LINE_AT_MOST
        )
        at = next(with_room, None)
        if at is None:
            longer.append(head + recurrence_id)
        else:
            longer[at] += f",{recurrence_id}"
    return checked(longer)


def excluded(lines: Sequence[str]) -> list[str]:
    """The recurrence ids in EXDATE lines as `without` writes them. Other spellings, such as with TZID, are left out."""
    heads = (_EXDATE_OF_DATES, _EXDATE_OF_INSTANTS)
    values = [
        value for line in lines if line.startswith(heads) for value in line.rpartition(":")[2].split(",")
    ]
    return [value for value in values if _RECURRENCE_ID.fullmatch(value)]


def including(lines: Sequence[str], recurrence_ids: Iterable[str]) -> list[str]:
    """The lines with these ids taken out of every EXDATE: the opposite of `without`."""
    removed = set(recurrence_ids)
    shorter = []
    for line in lines:
        head, colon, values = line.rpartition(":")
        if head.startswith("EXDATE"):
            values = ",".join(value for value in values.split(",") if value not in removed)
        if values:
            shorter.append(head + colon + values)
    return shorter


def stamp(instant: int) -> str:
    """The recurrence id of an occurrence that begins at this instant, such as `20270104T090000Z`."""
    return f"{datetime.fromtimestamp(instant, UTC):%Y%m%dT%H%M%SZ}"


def is_date(recurrence_id: str) -> bool:
    """Whether this is the recurrence id of an all-day occurrence, such as `20270104`."""
    return "T" not in recurrence_id


def named_by(recurrence_id: str) -> date | datetime | None:
    """The instant or the day that a recurrence id names; None for a text that is no recurrence id."""
    if not _RECURRENCE_ID.fullmatch(recurrence_id) or not _is_moment(recurrence_id):
        return None
    named = datetime.fromisoformat(recurrence_id)
    return named.date() if is_date(recurrence_id) else named


def instants(lines: Sequence[str], *, first: int, zone: str, since: int, until: int) -> list[int]:
    """Starts in [since, until) of an event that first happens at `first`, repeated by the wall clock of `zone`.

    In Unix seconds; `lines` as `checked` returns them. Only the first 2000 days of the window are searched.
    """
    until = min(until, since + DAYS_AT_MOST * DAY, _LAST_DAY * DAY)
    if max(first, since) >= until:
        return []
    start = datetime.fromtimestamp(first, ZoneInfo(zone))
    found = _between(lines, start, datetime.fromtimestamp(since, UTC), datetime.fromtimestamp(until, UTC))
    return sorted({at for at in (int(start.timestamp()) for start in found) if since <= at < until})


def days(lines: Sequence[str], *, first: int, since: int, until: int) -> list[int]:
    """First days in [since, until) of an all-day event that first begins on the day `first`.

    As days since 1970-01-01. Only the first 2000 days of the window are searched.
    """
    until = min(until, since + DAYS_AT_MOST, _LAST_DAY)
    if max(first, since) >= until:
        return []
    found = _between(lines, *(_EPOCH + timedelta(days=day) for day in (first, since, until)))
    return sorted({day for day in ((start - _EPOCH).days for start in found) if since <= day < until})


def _between(lines: Sequence[str], start: date, since: date, until: date) -> list[Any]:
    event = icalendar.Event()
    event.add("UID", "1")
    event.add("DTSTART", start)
    text = event.to_ical().decode()
    for line in lines:
        text = text.replace("END:VEVENT", f"{_whole_last_day(line, start)}\r\nEND:VEVENT")
    feed = icalendar.Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{text}END:VCALENDAR\r\n")
    return [occurrence.start for occurrence in recurring_ical_events.of(feed).between(since, until)]


def _whole_last_day(line: str, start: date) -> str:
    # Our UNTIL with a date includes all of that day. The library would end a timed event when the day begins.
    match = re.search(r"UNTIL=(\d{8})(?=;|$)", line)
    if match is None or not isinstance(start, datetime):
        return line
    last = datetime.strptime(match[1] + "235959", "%Y%m%d%H%M%S").replace(tzinfo=start.tzinfo)
    return line.replace(match[0], f"UNTIL={last.astimezone(UTC):%Y%m%dT%H%M%SZ}")


def _check_line(field: str, line: str) -> None:
    if len(line) > LINE_AT_MOST:
        raise InvalidInput("text.too_long", field=field, at_most=LINE_AT_MOST)
    if line.startswith("RRULE:"):
        _check_rule(field, line.removeprefix("RRULE:"))
    elif line.startswith("EXDATE"):
        _check_exdate(field, line)
    else:
        raise InvalidInput("recurrence.unknown_line", field=field)


def _check_exdate(field: str, line: str) -> None:
    if not _EXDATE.fullmatch(line) or not all(map(_is_moment, line.rpartition(":")[2].split(","))):
        raise InvalidInput("recurrence.no_exdate", field=field)
    zone = re.search(r"TZID=([^;:]+)", line)
    if zone and zone[1] not in zones():
        raise InvalidInput("recurrence.timezone_unknown", field=field)


def _check_rule(field: str, rule: str) -> None:
    parts = dict(part.partition("=")[::2] for part in rule.rstrip(";").split(";"))
    for name, value in parts.items():
        if name not in _PARTS:
            raise InvalidInput("recurrence.part_unknown", field=field, part=name[:20])
        if not _PARTS[name].fullmatch(value) or not _within_limits(name, value):
            raise _unsupported(field, name)
    frequency = parts.get("FREQ")
    if frequency is None:
        raise InvalidInput("recurrence.no_frequency", field=field)
    if "COUNT" in parts and "UNTIL" in parts:
        raise InvalidInput("recurrence.count_and_until", field=field)
    for name in _FORBIDDEN[frequency]:
        if name in parts:
            raise InvalidInput("recurrence.part_forbidden", field=field, part=name, frequency=frequency)
    if frequency in ("DAILY", "WEEKLY") and re.search(r"\d", parts.get("BYDAY", "")):
        raise InvalidInput("recurrence.number_forbidden", field=field, frequency=frequency)
    if not _can_happen(parts):
        raise InvalidInput("recurrence.never", field=field)


def _unsupported(field: str, part: str) -> InvalidInput:
    if part == "FREQ":
        return InvalidInput("recurrence.frequency_unknown", field=field)
    return InvalidInput("recurrence.value_unknown", field=field, part=part)


def _within_limits(name: str, value: str) -> bool:
    if name == "UNTIL":
        return _is_moment(value)
    if name not in _LARGEST:
        return True
    return all(1 <= abs(int(number)) <= _LARGEST[name] for number in value.split(","))


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return "1970" <= value[:4] <= "9998"


def _can_happen(parts: dict[str, str]) -> bool:
    if "BYSETPOS" in parts and parts["FREQ"] == "WEEKLY":
        days_a_week = len(parts["BYDAY"].split(",")) if "BYDAY" in parts else 1
        return _smallest(parts["BYSETPOS"]) <= days_a_week
    months = [int(month) for month in parts.get("BYMONTH", "1").split(",")]
    longest = max(_LONGEST_MONTH[month] for month in months)
    return _smallest(parts.get("BYMONTHDAY", "1")) <= longest


def _smallest(numbers: str) -> int:
    # -2 is the second from the end, and needs as many days as 2.
    return min(abs(int(number)) for number in numbers.split(","))
