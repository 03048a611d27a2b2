"""The calendar file of a mail: the stored event, with what its reader may know in its description.

A host reads the answers and finds the booking on the dashboard; the guest finds the links. An additional guest gets
neither.
"""

from collections.abc import Iterator
from typing import Any

from webapp import display, words
from webapp.words import gettext


def fields_of(payload: dict[str, Any]) -> dict[str, Any]:
    """The fields for `lib.ics`, from a payload of `services/promises/mails.py` that has an event."""
    invitation, links = payload["ics"], payload["links"]
    described = description_of(payload)
    url = links.get("booking_url") or links.get("dashboard_url")
    return {**invitation, "description": described or None, "url": url}


def description_of(payload: dict[str, Any]) -> str:
    """What the entry says beside its time, in the reader's language; empty for nothing."""
    with words.spoken_in(payload["language"]):
        return _description(payload)


def _description(payload: dict[str, Any]) -> str:
    values, links = payload["values"], payload["links"]
    paragraphs = [
        values["description"] or "",
        display.meeting(values.get("meeting")),  # what was promised by an earlier version has none
        "\n".join(_answers(values)) if payload["role"] == "host" else "",
        "\n".join(f"{label}: {links[name]}" for name, label in _labels() if name in links),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _answers(values: dict[str, Any]) -> Iterator[str]:
    yield f"{values['guest_name']} <{values['guest_email']}>"
    for field in values["fields"]:
        yield f"{field['label']}: {display.answer(field['value'])}"


def _labels() -> Iterator[tuple[str, str]]:
    yield "booking_url", gettext("View your booking")
    yield "rescheduling_url", gettext("Reschedule")
    yield "cancellation_url", gettext("Cancel")
    yield "dashboard_url", gettext("Open on the dashboard")
