"""The words of a mail: frozen values into a subject, a plain text and an HTML page.

Times are written in the recipient's zone and language, and the zone is always named. Nothing is looked up
here: whatever a mail says was decided when it was promised.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_name
from flask import render_template

LANGUAGES = ("en", "fr", "de", "es", "nl", "sv", "ja", "zh", "ko")
SUBJECT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class When:
    """A span as a person reads it: "Tuesday, January 12, 2027", "10:00 AM – 10:30 AM", "... (UTC)"."""

    day: str
    hours: str
    zone: str


def render(name: str, payload: dict[str, Any]) -> Rendered:
    """Render the mail folder `name`; the payload's shape is that of `services/promises/announcements.py`."""
    values, language, zone = payload["values"], payload["language"], payload["timezone"]
    is_moved = values["old_starts_at"] is not None
    context = {
        **values,
        "to": payload["to"],
        "language": language,
        "is_invitation": payload["ics"] is not None,
        "when": when(values["starts_at"], values["ends_at"], timezone=zone, language=language),
        "old_when": when(values["old_starts_at"], values["old_ends_at"], timezone=zone, language=language)
        if is_moved
        else None,
    }
    return Rendered(
        subject=_one_line(render_template(f"mail/{name}/subject.txt", **context)),
        text=_tidy(render_template(f"mail/{name}/body.txt", **context)),
        html=render_template(f"mail/{name}/body.html", **context),
    )


def when(starts_at: int, ends_at: int, *, timezone: str, language: str) -> When:
    """A span (Unix seconds) in the words of one of LANGUAGES; of any other language, in English."""
    locale = Locale.parse(language if language in LANGUAGES else "en")
    zone = ZoneInfo(timezone)
    start, end = (datetime.fromtimestamp(instant, zone) for instant in (starts_at, ends_at))
    last = _hour(end, locale)
    if end.date() != start.date():
        last = f"{format_date(end, 'full', locale=locale)}, {last}"
    return When(
        day=format_date(start, "full", locale=locale),
        hours=f"{_hour(start, locale)} – {last}",
        zone=f"{get_timezone_name(start, locale=locale)} ({timezone})",
    )


def _hour(moment: datetime, locale: Locale) -> str:
    # CLDR's narrow no-break space is a box in some mail programs.
    return format_time(moment, "short", locale=locale).replace("\u202f", "\u00a0")


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1] + "…"


def _tidy(text: str) -> str:
    """Template tags leave blank lines behind: keep one between paragraphs."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"
