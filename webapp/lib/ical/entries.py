"""One VEVENT: when it first happens, whether it takes time, and what it says.

What is broken makes nothing free: an end that makes no sense is an hour after the start, or a day.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from icalendar.parser import unescape_backslash

from webapp.lib import external, text
from webapp.lib.ical.lines import UNCLOSED, Component
from webapp.lib.ical.moments import DAYS_AT_MOST, Length, Moment, length, moment
from webapp.lib.ical.zones import Clocks

TITLE_AT_MOST = 1024
LOCATION_AT_MOST = 1000
DESCRIPTION_AT_MOST = 8000
AN_HOUR = Length(0, 3600)
A_DAY = Length(1, 0)

_FREE_ON_EXCHANGE = frozenset(("FREE", "WORKINGELSEWHERE"))
_ANSWERS = {"ACCEPTED": external.YES, "DECLINED": external.NO, "TENTATIVE": external.MAYBE}
_STATUSES = {"TENTATIVE": external.TENTATIVE, "CANCELLED": external.CANCELLED}
# What tells when an event happens: without one of these as it stands, nobody knows.
_TELLING_WHEN = frozenset((UNCLOSED, "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"))


class Unreadable(ValueError):
    """Nobody can tell when an event begins."""


@dataclass(frozen=True, slots=True)
class About:
    """What an entry says beside its times. `answer`: of the owner of the calendar."""

    busy: bool
    status: str
    answer: str | None
    title: str
    location: str | None
    description: str | None


@dataclass(frozen=True)
class Entry:
    """A VEVENT with a start. `lasts`: for an all-day event in days. `replaces`: its RECURRENCE-ID."""

    component: Component
    clocks: Clocks
    start: Moment
    lasts: Length
    replaces: Moment | None
    is_broken: bool
    about: About

    @classmethod
    def of(cls, component: Component, clocks: Clocks, *, owner: str | None, is_cancelled: bool) -> "Entry":
        """Raises Unreadable."""
        line = component.line("DTSTART")
        if line is None:
            raise Unreadable
        try:
            start = moment(line, clocks)
        except (ValueError, OverflowError) as problem:
            raise Unreadable from problem
        lasts = _lasts(component, start, clocks)
        replaces, is_broken = None, lasts is None or bool(component.broken & _TELLING_WHEN)
        if given := component.line("RECURRENCE-ID"):
            try:
                replaces = moment(given, clocks)
            except (ValueError, OverflowError):
                is_broken = True
        otherwise = A_DAY if start.is_date else AN_HOUR
        about = _about(component, owner, is_cancelled=is_cancelled)
        return cls(component, clocks, start, lasts or otherwise, replaces, is_broken, about)

    @cached_property
    def sequence(self) -> int:
        """Which version this is; the highest counts."""
        value = self.component.value("SEQUENCE")
        return int(value) if value.isascii() and value.isdigit() and len(value) < len("1000000000") else 0

    @property
    def is_changed(self) -> bool:
        """Whether it says that it stands for an occurrence of a series, be it one that nobody can tell."""
        return "RECURRENCE-ID" in self.component.lines or "RECURRENCE-ID" in self.component.broken

    @property
    def is_for_all_after(self) -> bool:
        """Whether it replaces all that comes after as well (RANGE=THISANDFUTURE, RFC 5545, section 3.2.13)."""
        line = self.component.line("RECURRENCE-ID")
        return line is not None and line.params.get("RANGE", "").upper() == "THISANDFUTURE"


def _lasts(component: Component, start: Moment, clocks: Clocks) -> Length | None:
    """None for an end that makes no sense."""
    end, duration = component.line("DTEND"), component.line("DURATION")
    try:
        if end is not None:
            return until(moment(end, clocks), start)
        if duration is not None:
            lasts = length(duration.value)
            return Length(max(1, lasts.days + bool(lasts.seconds)), 0) if start.is_date else lasts
    except (ValueError, OverflowError):
        return None
    if component.broken & {"DTEND", "DURATION"}:
        return None
    return A_DAY if start.is_date else Length(0, 0)


def until(end: Moment, start: Moment) -> Length | None:
    """How long it is from a start to an end; None when the end is before the start.

    A day that ends on itself is a whole one: many programs write all-day events so.
    """
    if start.is_date:
        days = (end.local - start.local) / timedelta(days=1)
        return Length(min(max(1, -int(-days // 1)), DAYS_AT_MOST), 0) if days >= 0 else None
    seconds = end.instant - start.instant
    return Length(0, seconds) if seconds >= 0 else None


def _about(component: Component, owner: str | None, *, is_cancelled: bool) -> About:
    answer = _answer(component, owner)
    status = external.CANCELLED if is_cancelled else _STATUSES.get(_upper(component, "STATUS"))
    is_free = (
        status == external.CANCELLED
        or answer == external.NO
        or _upper(component, "TRANSP") == "TRANSPARENT"
        or _upper(component, "X-MICROSOFT-CDO-BUSYSTATUS") in _FREE_ON_EXCHANGE
    )
    return About(
        busy=not is_free,
        status=status or external.CONFIRMED,
        answer=answer,
        title=tidy(component.value("SUMMARY"), TITLE_AT_MOST).replace("\n", " "),
        location=tidy(component.value("LOCATION"), LOCATION_AT_MOST).replace("\n", " ") or None,
        description=tidy(component.value("DESCRIPTION"), DESCRIPTION_AT_MOST) or None,
    )


def _answer(component: Component, owner: str | None) -> str | None:
    if not owner:
        return None
    for line in component.lines.get("ATTENDEE", []):
        addresses = (line.value, line.params.get("EMAIL", ""))
        if any(address.strip().lower().removeprefix("mailto:") == owner.lower() for address in addresses):
            return _ANSWERS.get(line.params.get("PARTSTAT", "").upper())
    return None


def tidy(value: str, at_most: int) -> str:
    """A text of a file as it can be shown: without escapes and control characters, cut where it is too long."""
    plain = unescape_backslash(value[: 2 * at_most]).replace("\r", "")
    return "".join(letter for letter in plain if letter in "\n\t" or not text.is_control(letter))[
        :at_most
    ].strip()


def _upper(component: Component, name: str) -> str:
    return component.value(name).upper()
