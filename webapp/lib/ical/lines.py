"""A file as components and their properties, however untidy its lines are.

Only properties that somebody asks about are kept. Taken from the library: parameters in quotes, escapes. Its
components are not: it keeps the time zones that a file brings for every later file that has one of the same name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from webapp.errors import ProviderError

BYTES_AT_MOST = 20_000_000
COMPONENTS_AT_MOST = 100_000
DEPTH_AT_MOST = 10

CALENDAR, EVENT, FREE_BUSY, ZONE = "VCALENDAR", "VEVENT", "VFREEBUSY", "VTIMEZONE"
UNCLOSED = "END"  # among `broken` of a component that has no end

_SIDE_BY_SIDE = frozenset((EVENT, FREE_BUSY, ZONE, "VTODO", "VJOURNAL"))  # a task, a note (RFC 5545)
_KEPT = {
    name: name  # the text itself, so that a file with many lines has each name once
    for name in (
        *("UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID"),
        *("RRULE", "RDATE", "EXDATE", "EXRULE", "FREEBUSY"),
        *("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "ATTENDEE", "X-OPENSLOT-EVENT"),
        *("SUMMARY", "LOCATION", "DESCRIPTION"),
        *("TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION"),
        *("METHOD", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "X-WR-TIMEZONE"),
    )
}
_LINE, _FOLD = re.compile(r"[^\n]+"), re.compile(r"(?<!\n)\n+[ \t]")
_PROPERTY = re.compile(r"[ \t]*([A-Za-z0-9-]+)[ \t]*[;:]")
_HAS_CALENDAR = re.compile(r"^[ \t]*BEGIN[ \t]*:[ \t]*VCALENDAR", re.IGNORECASE | re.MULTILINE)
_NO_PARAMS: dict[str, str] = {}  # of most lines, and nobody writes into it
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Line:
    """`TZID=Europe/Berlin` of `DTSTART;TZID=Europe/Berlin:20270104T090000` is in `params`; `value` is as it stands."""

    params: dict[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """`broken`: the names of properties that could not be read, and UNCLOSED."""

    kind: str
    lines: dict[str, list[Line]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def line(self, name: str) -> Line | None:
        """The first property of this name."""
        found = self.lines.get(name)
        return found[0] if found else None

    def value(self, name: str) -> str:
        """The value of the first property of this name; empty when there is none."""
        line = self.line(name)
        return "" if line is None else line.value.strip()


def calendars(raw: bytes) -> list[Component]:
    """Every VCALENDAR of a file.

    Raises ProviderError: `provider.no_calendar` for anything else, such as a web page; `provider.unreadable` for a file
    that stops before its end, because what is missing would be taken for free; `provider.too_large`.
    """
    if len(raw) > BYTES_AT_MOST:
        raise ProviderError("provider.too_large")
    text = _decoded(raw)
    if text.lstrip().startswith("<") or not _HAS_CALENDAR.search(text):
        raise ProviderError("provider.no_calendar")
    reading = _Reading()
    for line in _LINE.finditer(_FOLD.sub("", text)):  # one at a time: a file has many
        reading.take(line[0])
    if reading.open:
        raise ProviderError("provider.unreadable")
    return reading.calendars


class _Reading:
    def __init__(self) -> None:
        self.calendars: list[Component] = []
        self.open: list[Component] = []
        self._count = 0

    def take(self, line: str) -> None:
        found = _PROPERTY.match(line)
        if found is None:  # a line that was not folded, and belongs to the one before
            return
        name = found[1].upper()
        if name == "BEGIN":
            self._begin(line[found.end() :].strip().upper())
        elif name == "END":
            self._end(line[found.end() :].strip().upper())
        elif name in _KEPT and self.open:
            self._keep(_KEPT[name], line)

    def _begin(self, kind: str) -> None:
        if kind in _SIDE_BY_SIDE:
            self._close_until(CALENDAR)
        self._count += 1
        if self._count > COMPONENTS_AT_MOST:
            raise ProviderError("provider.too_large")
        if len(self.open) >= DEPTH_AT_MOST:
            raise ProviderError("provider.unreadable")
        component = Component(kind)
        if self.open:
            self.open[-1].parts.append(component)
        elif kind == CALENDAR:
            self.calendars.append(component)
        else:
            return  # beside every calendar
        self.open.append(component)

    def _end(self, kind: str) -> None:
        if any(component.kind == kind for component in self.open):
            self._close_until(kind)
            self.open.pop()

    def _close_until(self, kind: str) -> None:
        while self.open and self.open[-1].kind != kind:
            self.open.pop().broken.add(UNCLOSED)

    def _keep(self, name: str, line: str) -> None:
        component = self.open[-1]
        try:
            parted = _parted(line)
        except ValueError:
            component.broken.add(name)
        else:
            component.lines.setdefault(name, []).append(parted)


def _parted(line: str) -> Line:
    head, _, value = line.partition(":")
    if '"' not in head and "\\" not in head:
        if ";" not in head:
            return Line(_NO_PARAMS, value)
        given = (part.partition("=") for part in head.split(";")[1:])
        return Line({name.strip().upper(): text.strip() for name, _, text in given}, value)
    _, params, value = Contentline(line).raw_parts()  # type: ignore[no-untyped-call]
    return Line({name.upper(): _one(text).strip().strip('"') for name, text in params.items()}, value)


def _one(text: str | list[str]) -> str:
    return text if isinstance(text, str) else ",".join(text)


def _decoded(raw: bytes) -> str:
    text = next(_readings(raw))
    for break_ in ("\r\r\n", "\r\n", "\r"):
        text = text.replace(break_, "\n")
    return text.removeprefix("\ufeff").replace("\x00", "")


def _readings(raw: bytes) -> Iterator[str]:
    for encoding in ("utf-16",) if raw.startswith(_UTF_16) else ("utf-8",):
        try:
            yield raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    yield raw.decode("latin-1")
