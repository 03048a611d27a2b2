"""When a recurring event happens: RRULE and EXDATE lines (RFC 5545) turned into instants or days.

An event recurs at most once a day here, so a limit on days is a limit on work (`recurrence_rule.py`). Refused are
rules finer than a day, parts that RFC 5545 forbids for a frequency, RDATE and EXRULE (as in the contract), and rules
that plainly never happen.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from webapp.errors import InvalidInput
from webapp.lib.recurrence_rule import Rule
from webapp.lib.recurrence_spelling import EXDATE_OF_DATES, EXDATE_OF_INSTANTS, UNTIL, exdates, rule
from webapp.scheduling import DAY, zones

DAYS_AT_MOST = 2000
LINES_AT_MOST = 100
LINE_AT_MOST = 4000
WEEKDAYS_A_MONTH = 5  # no month has a sixth Monday
FIELD = "recurrence"

_EPOCH = date(1970, 1, 1)
_LAST_DAY = (date(9999, 12, 1) - _EPOCH).days
_MOMENT = r"[0-9]{8}(T[0-9]{6}Z?)?"
_RECURRENCE_ID = re.compile(r"[0-9]{8}(T[0-9]{6}Z)?")
_EXDATE = re.compile(rf"EXDATE(;(TZID=[A-Za-z0-9_/+-]+|VALUE=DATE(-TIME)?))*:{_MOMENT}(,{_MOMENT})*")
_NUMBERS = r"-?[0-9]{1,3}(,-?[0-9]{1,3})*"
_WEEKDAY = r"([+-]?([1-9]|[1-4][0-9]|5[0-3]))?(MO|TU|WE|TH|FR|SA|SU)"  # a year has up to 53 of each
_PARTS = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"[1-9][0-9]{0,2}"),
    "COUNT": re.compile(r"[1-9][0-9]{0,5}"),
    "UNTIL": re.compile(_MOMENT),
    "WKST": re.compile(r"MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": re.compile(rf"{_WEEKDAY}(,{_WEEKDAY})*"),
    "BYMONTH": re.compile(r"[0-9]{1,2}(,[0-9]{1,2})*"),
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
        head = EXDATE_OF_DATES if is_date(recurrence_id) else EXDATE_OF_INSTANTS
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
    """The recurrence ids in EXDATE lines of the one spelling (`recurrence_spelling`). Others are left out."""
    heads = (EXDATE_OF_DATES, EXDATE_OF_INSTANTS)
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
    # A day more at both ends: zones are up to a day apart.
    window = {"since": max(since // DAY - 1, _day(start)), "until": min(until // DAY + 2, _LAST_DAY)}
    last, gone = _last_instant(lines, zone), _excluded_instants(lines, zone)
    days_gone = {_day(_moment(value)) for _, value in exdates(lines) if is_date(value)}
    recurring = _rule_of(lines).days(first=_day(start), **window)
    found = {_at(day, start) for day in recurring if day not in days_gone} - gone
    return sorted(at for at in found if since <= at < until and at <= last)


def days(lines: Sequence[str], *, first: int, since: int, until: int) -> list[int]:
    """First days in [since, until) of an all-day event that first begins on the day `first`.

    As days since 1970-01-01. Only the first 2000 days of the window are searched.
    """
    until = min(until, since + DAYS_AT_MOST, _LAST_DAY)
    if max(first, since) >= until:
        return []
    ends, gone = _until(lines), {_day(_moment(value)) for _, value in exdates(lines)}
    last = _LAST_DAY if ends is None else _day(_moment(ends))
    found = _rule_of(lines).days(first=first, since=since, until=until)
    return [day for day in found if day <= last and day not in gone]


def _rule_of(lines: Sequence[str]) -> Rule:
    return Rule.of(rule(lines))


def _at(day: int, start: datetime) -> int:
    """The instant of a day at the wall time of the start. A repeated hour is its first, but for the start itself."""
    when = _EPOCH + timedelta(days=day)
    fold = start.fold if when == start.date() else 0
    return int(datetime.combine(when, start.time(), start.tzinfo).replace(fold=fold).timestamp())


def _last_instant(lines: Sequence[str], zone: str) -> int:
    """The last instant at which UNTIL lets an occurrence begin. One with a date includes all of that day."""
    ends = _until(lines)
    if ends is None:
        return _LAST_DAY * DAY
    if is_date(ends):
        ends += "T235959"
    return _instant(ends, zone)


def _excluded_instants(lines: Sequence[str], zone: str) -> set[int]:
    return {_instant(value, named or zone) for named, value in exdates(lines) if not is_date(value)}


def _until(lines: Sequence[str]) -> str | None:
    found = UNTIL.search(rule(lines))
    return found[1] if found else None


def _instant(value: str, zone: str) -> int:
    moment = _moment(value)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).timestamp())


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value)


def _day(when: datetime) -> int:
    return (when.date() - _EPOCH).days


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
    given = [part.partition("=")[::2] for part in rule.rstrip(";").split(";")]
    parts = dict(given)
    for name, value in given:
        if name not in _PARTS:
            raise InvalidInput("recurrence.part_unknown", field=field, part=name[:20])
        if not _PARTS[name].fullmatch(value) or not _within_limits(name, value):
            raise _unsupported(field, name)
    if len(parts) < len(given):
        raise InvalidInput("recurrence.part_twice", field=field)
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
    if parts["FREQ"] == "MONTHLY" and "BYDAY" in parts:
        numbers = [re.sub(r"[^\d]", "", day) for day in parts["BYDAY"].split(",")]
        if min(int(number or 1) for number in numbers) > WEEKDAYS_A_MONTH:
            return False
    months = [int(month) for month in parts.get("BYMONTH", "1").split(",")]
    longest = max(_LONGEST_MONTH[month] for month in months)
    return _smallest(parts.get("BYMONTHDAY", "1")) <= longest


def _smallest(numbers: str) -> int:
    # -2 is the second from the end, and needs as many days as 2.
    return min(abs(int(number)) for number in numbers.split(","))
