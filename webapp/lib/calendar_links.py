"""Addresses that open a calendar on the web with an event filled in, for its owner to save.

They are plain links: nobody hears of the event before one is clicked. Times are in UTC, as in `lib/ics.py`; texts are
cut, because an address that is too long is refused.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from webapp.lib.ics import utc

DESCRIPTION_AT_MOST, LINE_AT_MOST = 600, 200
GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/action/compose"
OFFICE = "https://outlook.office.com/calendar/0/action/compose"


@dataclass(frozen=True, slots=True)
class CalendarLinks:
    """`google`: Google Calendar. `outlook`: Outlook.com, for private accounts. `office`: Microsoft 365, for others."""

    google: str
    outlook: str
    office: str


def calendar_links(fields: dict[str, Any]) -> CalendarLinks:
    """The links for an event. `fields`: `starts_at`, `ends_at`, `summary`, and `description`, `location` or None."""
    return CalendarLinks(
        google=_google(fields), outlook=_microsoft(OUTLOOK, fields), office=_microsoft(OFFICE, fields)
    )


def _google(fields: dict[str, Any]) -> str:
    starts_at, ends_at = (f"{utc(fields[name]):%Y%m%dT%H%M%SZ}" for name in ("starts_at", "ends_at"))
    text = {"text": _line(fields["summary"]), "dates": f"{starts_at}/{ends_at}"}
    return _address(
        GOOGLE, {"action": "TEMPLATE", **text, "details": _details(fields), "location": _place(fields)}
    )


def _microsoft(base: str, fields: dict[str, Any]) -> str:
    starts_at, ends_at = (f"{utc(fields[name]):%Y-%m-%dT%H:%M:%SZ}" for name in ("starts_at", "ends_at"))
    text = {"subject": _line(fields["summary"]), "startdt": starts_at, "enddt": ends_at}
    known = {"path": "/calendar/action/compose", "rru": "addevent"}
    return _address(base, {**known, **text, "body": _details(fields), "location": _place(fields)})


def _address(base: str, values: dict[str, str]) -> str:
    # Outlook shows a plus as it stands, so a space is %20.
    return f"{base}?{urlencode({name: value for name, value in values.items() if value}, quote_via=quote)}"


def _details(fields: dict[str, Any]) -> str:
    return _cut(fields["description"] or "", DESCRIPTION_AT_MOST)


def _place(fields: dict[str, Any]) -> str:
    return _line(fields["location"] or "")


def _line(words: str) -> str:
    return _cut(" ".join(words.split()), LINE_AT_MOST)


def _cut(words: str, at_most: int) -> str:
    return words if len(words) <= at_most else words[: at_most - 1] + "…"
