"""Render a mail: its stored values become a subject, a plain text and an HTML page.

Words are in the recipient's language. Times are in the recipient's zone, which is always named, and written as is usual
in that language. Nothing is read from the database: a mail says what was decided when it was promised.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import render_template

from webapp import display, words
from webapp.words import gettext

SUBJECT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Rendered:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value of one or more lines. `emphasis`: `strong`, `struck` or none.

    `lang`: the language of the value, where it differs from that of the mail's words.
    """

    label: str
    lines: list[str]
    emphasis: str = ""
    lang: str = ""


def render(name: str, payload: dict[str, Any]) -> Rendered:
    """Render the mail folder `name`; the payload's shape is that of `services/promises/announcements.py`."""
    values, zone = payload["values"], payload["timezone"]
    locale = str(words.locale(payload["language"]))
    with words.spoken_in(locale):
        context = {
            **values,
            "to": payload["to"],
            "is_invitation": payload["ics"] is not None,
            "preview": display.date_times(values["starts_at"], zone, values["ends_at"], locale),
            "facts": list(_facts(values, zone, locale)),
        }
        return Rendered(
            subject=_one_line(render_template(f"mail/{name}/subject.txt", **context)),
            text=_tidy(render_template(f"mail/{name}/body.txt", **context)),
            html=render_template(f"mail/{name}/body.html", **context),
        )


def _facts(values: dict[str, Any], zone: str, locale: str) -> Iterator[Fact]:
    yield Fact(gettext("What"), [values["title"]])
    yield from _times(values, zone, locale)
    if values["location"]:
        yield Fact(gettext("Where"), [values["location"]])
    yield Fact(gettext("Guest"), [values["guest_name"], values["guest_email"]])
    if values["additional_guests"]:
        yield Fact(gettext("Also invited"), [guest["email"] for guest in values["additional_guests"]])
    hosts = [host["name"] for host in values["participants"]]
    yield Fact(gettext("With"), hosts or [values["organizer_name"]])
    for field in values["fields"]:
        yield Fact(field["label"], [display.answer(field["value"])])
    if values["reason"]:
        yield Fact(gettext("Reason"), [values["reason"]])


def _times(values: dict[str, Any], zone: str, locale: str) -> Iterator[Fact]:
    when, lang = _span(values["starts_at"], values["ends_at"], zone, locale), words.foreign(locale)
    when += display.zone_lines(zone, values["starts_at"], locale)
    if values["old_starts_at"] is None:
        yield Fact(gettext("When"), when, "strong", lang)
        return
    before = _span(values["old_starts_at"], values["old_ends_at"], zone, locale)
    yield Fact(gettext("Old time"), before, "struck", lang)
    yield Fact(gettext("New time"), when, "strong", lang)


def _span(starts_at: int, ends_at: int, zone: str, locale: str) -> list[str]:
    return [
        display.day(starts_at, zone, locale),
        display.times_of_day(starts_at, zone, ends_at, locale),
    ]


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1] + "…"


def _tidy(text: str) -> str:
    """Template tags leave blank lines behind: paragraphs are separated by a single one."""
    lines = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
