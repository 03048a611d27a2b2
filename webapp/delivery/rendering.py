"""Render a mail: its stored values become a subject, a plain text and an HTML page.

Words are in the recipient's language. Times are in the recipient's zone, which is always named, and written as is usual
in that language. Nothing is read from the database: a mail says what was decided when it was promised.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import render_template

from webapp import display, words
from webapp.lib import links
from webapp.words import gettext

SUBJECT_LENGTH = 200
OWNER = "owner"  # the role of who reads about an account of theirs
OURS = "Openslot"
LABEL_LENGTH = 16  # in the plain text, a longer label has a line of its own
LINKS = (
    *("booking_url", "rescheduling_url", "cancellation_url", "page_url"),  # the guest's
    *("confirmation_url", "dashboard_url"),  # the hosts'
)


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
    """Render the mail folder `name`; the payload's shape is that of `services/promises/mails.py`."""
    if payload["role"] == OWNER:
        return _to_owner(name, payload)
    values, zone = payload["values"], payload["timezone"]
    locale = payload["language"]
    with words.spoken_in(locale):
        facts = list(_facts(payload, zone, locale))
        context = {
            "link_news": None,  # what was promised by an earlier version has none
            **values,
            "to": payload["to"],
            # Promised by an earlier version, a mail may name another host, which would see who opens it.
            "logo": values["logo"] if links.is_ours(values["logo"] or "") else None,
            "links": dict.fromkeys(LINKS) | payload["links"],
            "is_invitation": payload["ics"] is not None,
            "what": _what(payload, locale),
            "ended_by": _ended_by(payload),
            "moved_by": _moved_by(payload),
            "preview": display.date_times(values["starts_at"], zone, values["ends_at"], locale),
            "facts": facts,
            "plain_facts": _plain(facts),
        }
        return _rendered(name, context)


def _to_owner(name: str, payload: dict[str, Any]) -> Rendered:
    """A mail about an account and no booking."""
    account = payload["values"]["account"]
    with words.spoken_in(payload["language"]):
        facts = [Fact(gettext("Account"), [account])]
        context = {
            **payload["values"],
            "title": OURS,
            "logo": None,
            "to": payload["to"],
            "links": dict.fromkeys(LINKS) | payload["links"],
            "page_name": OURS,
            "preview": account,
            "facts": facts,
            "plain_facts": _plain(facts),
        }
        return _rendered(name, context)


def _rendered(name: str, context: dict[str, Any]) -> Rendered:
    return Rendered(
        subject=_one_line(render_template(f"mail/{name}/subject.txt", **context)),
        text=_tidy(render_template(f"mail/{name}/body.txt", **context)),
        html=render_template(f"mail/{name}/body.html", **context),
    )


def _what(payload: dict[str, Any], locale: str) -> str:
    """Title and time. It is the whole subject of an invitation, because Exchange names the appointment after it."""
    values = payload["values"]
    title, guest = values["title"], values["guest_name"]
    if payload["role"] == "host" and guest not in title:
        title = gettext("%(title)s with %(guest)s", title=title, guest=guest)
    when = display.dated(values["starts_at"], payload["timezone"], locale)
    return gettext("%(title)s, %(when)s", title=title, when=when)


def _ended_by(payload: dict[str, Any]) -> str:
    """Who cancelled, in a sentence to this recipient. A program cancels for nobody whom we know."""
    values, role, actor = payload["values"], payload["role"], payload["values"]["actor"]
    if actor == role == "guest":
        return gettext("You withdrew it.") if values["was_pending"] else gettext("You cancelled it.")
    if actor == "guest":
        return gettext("%(name)s cancelled it.", name=values["guest_name"])
    if actor != "organizer":
        return gettext("It was cancelled by a program.")
    if payload["to"]["email"] == values["organizer_email"]:
        return gettext("You cancelled it.")
    return gettext("%(name)s cancelled it.", name=values["organizer_name"])


def _moved_by(payload: dict[str, Any]) -> str:
    """Who moved it, in a sentence to this recipient; empty for a program, which moves for nobody whom we know."""
    values, role, actor = payload["values"], payload["role"], payload["values"]["actor"]
    is_organizer = payload["to"]["email"] == values["organizer_email"]
    if (actor == role == "guest") or (actor == "organizer" and is_organizer):
        return gettext("You moved it.")
    if actor == "guest":
        return gettext("%(name)s moved it.", name=values["guest_name"])
    if actor == "organizer":
        return gettext("%(name)s moved it.", name=values["organizer_name"])
    return ""


def _facts(payload: dict[str, Any], zone: str, locale: str) -> Iterator[Fact]:
    values = payload["values"]
    yield Fact(gettext("What"), [values["title"]])
    yield from _times(values, zone, locale)
    if values["location"]:
        yield Fact(gettext("Where"), [values["location"]])
    if about := values.get("meeting"):  # what was promised by an earlier version has none
        yield Fact(about["provider"], display.meeting_lines(about))
    yield Fact(gettext("Guest"), [values["guest_name"], values["guest_email"]])
    if values["additional_guests"]:
        yield Fact(gettext("Also invited"), [_person(guest) for guest in values["additional_guests"]])
    hosts = [host["name"] or host["email"] for host in values["participants"]]
    yield Fact(gettext("With"), hosts or [values["organizer_name"]])
    for field in values["fields"]:
        yield Fact(field["label"], display.answer(field["value"]).splitlines())
    if values["reason"]:
        yield Fact(gettext("Reason"), values["reason"].splitlines())
    if values["description"]:
        yield Fact(gettext("About"), values["description"].splitlines())


def _person(person: dict[str, str]) -> str:
    name, email = person["name"], person["email"]
    return email if name in ("", email) else f"{name} ({email})"


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


def _plain(facts: Iterable[Fact]) -> str:
    """The facts in two columns. The lines of a value stand below one another."""
    facts = list(facts)
    width = max(len(fact.label) for fact in facts if len(fact.label) <= LABEL_LENGTH) + 2
    rows = []
    for fact in facts:
        label, lines = fact.label.ljust(width), fact.lines
        if len(fact.label) > LABEL_LENGTH:
            rows.append(fact.label)
            label = " " * width
        rows += [(label if at == 0 else " " * width) + line for at, line in enumerate(lines)]
    return "\n".join(rows)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1] + "…"


def _tidy(text: str) -> str:
    """Template tags leave blank lines behind: paragraphs are separated by a single one."""
    lines = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"
