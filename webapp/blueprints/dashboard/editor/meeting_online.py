"""A video meeting that asks for more than its link, such as a code or a password (`event_booking.conferencing`).

All of it is kept from everybody who has not booked, other than words that stand in the place.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Field, Form, StringField, TextAreaField, ValidationError
from wtforms.fields import RadioField

from webapp.services.configurations import drafts
from webapp.services.configurations.conferencing import meeting_of
from webapp.words import gettext, lazy_gettext

MEETING = "meeting"  # the kind of place
MADE = "made:"  # how the kinds begin that have the provider of a calendar make the meeting; its name follows
CONFERENCING = "event_booking.conferencing"
_EXACT = {"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
_TEXTS = {
    "meeting_provider": f"{CONFERENCING}.provider",
    "meeting_url": f"{CONFERENCING}.details.url",
    "meeting_code": f"{CONFERENCING}.details.meeting_code",
    "meeting_password": f"{CONFERENCING}.details.password",
    "meeting_pin": f"{CONFERENCING}.details.pin",
}
_PHONE = f"{CONFERENCING}.details.phone"


class MeetingFields(Form):
    """The fields, for a section that has a `place`. They count when that is a meeting."""

    place: RadioField
    meeting_places: ClassVar[dict[str, str]] = {**_TEXTS, "meeting_phone": _PHONE}

    meeting_provider = StringField(
        lazy_gettext("Service"), description=lazy_gettext("Such as Zoom. Guests read it.")
    )
    meeting_url = StringField(
        lazy_gettext("Link of the meeting"),
        description=lazy_gettext(
            "Guests get it when they have booked. Each booking gets a room of its own where you write ${room}."
        ),
        render_kw=_EXACT,
    )
    meeting_code = StringField(lazy_gettext("Meeting code (if there is one)"), render_kw=_EXACT)
    meeting_password = StringField(lazy_gettext("Password (if there is one)"), render_kw=_EXACT)
    meeting_pin = StringField(lazy_gettext("PIN (if there is one)"), render_kw=_EXACT)
    meeting_phone = TextAreaField(
        lazy_gettext("Telephone numbers to join (if there are any)"),
        description=lazy_gettext("One on each line."),
        render_kw={"rows": "2"},
    )
    meeting_beside = TextAreaField(
        lazy_gettext("Another place (if there is one)"),
        description=lazy_gettext(
            "An address, for those who come in person. Everybody who opens the page can read it."
        ),
        render_kw={"rows": "2"},
    )

    def validate_meeting_provider(self, field: Field) -> None:
        if self.place.data == MEETING and not (field.data or "").strip():
            raise ValidationError(gettext("Please say which service it is, such as Zoom."))

    def validate_meeting_url(self, field: Field) -> None:
        if self.place.data == MEETING and not (field.data or "").strip():
            raise ValidationError(gettext("Please give a link, such as https://meet.example.com/maya."))

    def write_meeting(self, draft: dict[str, Any]) -> None:
        """Let a draft have the meeting that was typed."""
        typed = {name: (self[name].data or "").strip() or None for name in self.meeting_places}
        numbers = [line.strip() for line in (typed["meeting_phone"] or "").splitlines() if line.strip()]
        details = {
            "url": typed["meeting_url"],
            "meeting_code": typed["meeting_code"],
            "password": typed["meeting_password"],
            "pin": typed["meeting_pin"],
            "phone": numbers or None,
        }
        drafts.put(
            draft,
            CONFERENCING,
            {"provider": typed["meeting_provider"], "details": details, "autocreate": None},
        )

    def meeting_field_at(self, path: str) -> Field | None:
        """The field for a place in the document, or for what lies in it."""
        found = (name for name, place in self.meeting_places.items() if f"{path}[".startswith(f"{place}["))
        name = next(found, None)
        return self[name] if name else None


def kind_of(document: Mapping[str, Any]) -> str | None:
    """The kind of place that a meeting online is; None for no meeting."""
    if drafts.value_at(document, f"{CONFERENCING}.autocreate") is not None:
        return made_by(drafts.value_at(document, f"{CONFERENCING}.provider"))
    return MEETING if drafts.value_at(document, f"{CONFERENCING}.details") else None


def made_by(service: str) -> str:
    """The kind of place where this service makes a meeting for each booking."""
    return f"{MADE}{service}"


def label_of(kind: str) -> str:
    """What people read for one of these kinds."""
    return gettext("%(service)s: a new link for each booking", service=kind.removeprefix(MADE))


def write_made(draft: dict[str, Any], kind: str) -> None:
    """Let a draft have a meeting made for each booking. What a program stored of how stays, for the same service."""
    if kind_of(draft) != kind:
        made: dict[str, Any] = {"provider": kind.removeprefix(MADE), "details": None, "autocreate": {}}
        drafts.put(draft, CONFERENCING, made)


def values_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields hold for a document with a meeting."""
    texts = {name: drafts.value_at(document, path) for name, path in _TEXTS.items()}
    return {**texts, "meeting_phone": "\n".join(drafts.value_at(document, _PHONE) or ())}


def drop(draft: dict[str, Any], *, keeps: bool) -> None:
    """Let a draft have no meeting. `keeps`: what a program stored stays, if it is one.

    In earlier days documents were stored with meetings that nobody read, and that are refused today.
    """
    stored = drafts.value_at(draft, CONFERENCING)
    if stored is not None and not (keeps and meeting_of(stored)):
        drafts.put(draft, CONFERENCING, None)
