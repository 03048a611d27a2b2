"""Where people meet, as one of a few kinds that an organizer chooses from.

The document has no word for the kind: it says a place (`event_booking.location`), has a meeting online
(`event_booking.conferencing`), or a question whose answer is the place (`is_location`). The kind is read from these, so
that it is right for pages that programs made, too.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.blueprints.dashboard.editor import meeting_online
from webapp.blueprints.dashboard.editor.meeting_online import MEETING
from webapp.blueprints.dashboard.editor.question_rows import Definition, key_of
from webapp.lib import meeting_links, telephone
from webapp.lib.meeting_links import has_link, without_links
from webapp.services.configurations import drafts
from webapp.words import lazy_gettext

LINK, ROOM, NUMBER, CALL, ADDRESS, ASK, NOWHERE = "link", "room", "number", "call", "address", "ask", "none"
LOCATION, QUESTIONS = "event_booking.location", "scheduler.additional_fields"
KINDS = {
    LINK: lazy_gettext("A video link"),
    ROOM: lazy_gettext("A video link with a new room for each booking"),
    MEETING: lazy_gettext("A video meeting with a code or a password"),
    NUMBER: lazy_gettext("By telephone: guests call you"),
    CALL: lazy_gettext("By telephone: you call the guest"),
    ADDRESS: lazy_gettext("An address or a room"),
    ASK: lazy_gettext("Guests say where"),
    NOWHERE: lazy_gettext("No place"),
}
USUAL_QUESTIONS = {
    CALL: lazy_gettext("Your telephone number"),
    ASK: lazy_gettext("Where should we meet?"),
}
USUAL_ROOM = f"https://meet.jit.si/{meeting_links.ROOM}"
_TYPES = {CALL: "phone_number", ASK: "text"}


def kind_of(document: Mapping[str, Any]) -> str:
    """Which kind of place a document has."""
    if question := question_of(document):
        return CALL if question[1].get("type") == _TYPES[CALL] else ASK
    if meeting := meeting_online.kind_of(document):
        return meeting
    location = drafts.value_at(document, LOCATION) or ""
    if not location:
        return NOWHERE
    if has_link(location):
        return ROOM if has_room(location) else LINK
    return NUMBER if telephone.is_number(location) else ADDRESS


def choices(made_by: Iterable[str]) -> dict[str, str]:
    """The kinds to choose from, and what people read for each. `made_by`: the services that make meetings for us."""
    made = {kind: meeting_online.label_of(kind) for kind in map(meeting_online.made_by, made_by)}
    usual = {kind: str(label) for kind, label in KINDS.items()}
    return {LINK: usual.pop(LINK), **made, **usual}


def has_room(location: str) -> bool:
    """Whether a link in it has a place for the room of a booking."""
    return meeting_links.ROOM in location and meeting_links.ROOM not in without_links(location)


def question_of(document: Mapping[str, Any]) -> tuple[str, Definition] | None:
    """Key and definition of the question whose answer is the place."""
    asked: Mapping[str, Definition] = drafts.value_at(document, QUESTIONS) or {}
    return next(((key, field) for key, field in asked.items() if field.get("is_location")), None)


def write(draft: dict[str, Any], kind: str, *, said: str | None) -> str | None:
    """Let a draft have a place of this kind. `said`: the place, or the question for it.

    Returns the key of the question, where there is one. What a program stored beside it stays while the kind stays.
    """
    meeting_online.drop(draft, keeps=kind_of(draft) == kind)
    before, asked = question_of(draft), dict(drafts.value_at(draft, QUESTIONS) or {})
    if kind not in _TYPES:
        if before:
            del asked[before[0]]
            drafts.put(draft, QUESTIONS, asked)
        drafts.put(draft, LOCATION, said if kind != NOWHERE else None)
        return None
    if before and kind_of(draft) == kind:
        key, definition = before
        asked[key] = {**definition, "label": said}
    else:
        if before:
            del asked[before[0]]
        key = key_of(said or "", taken=set(asked))
        asked = {key: _question(said, _TYPES[kind]), **asked}
        drafts.put(draft, LOCATION, None)
    drafts.put(draft, QUESTIONS, asked)
    return key


def _question(label: str | None, kind: str) -> Definition:
    return {"label": label, "type": kind, "required": True, "is_location": True}
