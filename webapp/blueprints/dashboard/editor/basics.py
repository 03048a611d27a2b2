"""Basics: what the page is called, where it stands, and where people meet."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import Field, RadioField, SelectChoice, StringField, TelField, TextAreaField, ValidationError

from webapp import providers
from webapp.blueprints.dashboard.editor import meeting_online, meeting_place
from webapp.blueprints.dashboard.editor.meeting_online import MADE, MEETING, MeetingFields
from webapp.blueprints.dashboard.editor.meeting_place import ADDRESS, ASK, CALL, LINK, NUMBER, ROOM
from webapp.blueprints.dashboard.editor.section import Draft, Section
from webapp.lib import telephone
from webapp.lib.meeting_links import ROOM as ROOM_PLACE
from webapp.lib.meeting_links import has_link
from webapp.services.configurations import drafts
from webapp.services.configurations.accounts import Accounts
from webapp.words import gettext, lazy_gettext

_ONE_LINE = {"rows": "1", "autocapitalize": "none", "spellcheck": "false"}


class BasicsSection(MeetingFields, Section):
    """`place`: which of the fields after it counts; the others are not looked at."""

    name = "basics"
    template = "dashboard/editor/_basics.html"
    title = lazy_gettext("Basics")
    places: ClassVar = {
        "label": "name",
        "slug": "slug",
        "event_title": "event_booking.title",
        "description": "event_booking.description",
    }
    covers: ClassVar = (meeting_place.LOCATION, meeting_place.QUESTIONS, meeting_online.CONFERENCING)

    label = StringField(
        lazy_gettext("Name"), description=lazy_gettext("What guests read at the top of the page.")
    )
    slug = StringField(
        lazy_gettext("Address"),
        description=lazy_gettext(
            "The last part of the page’s link. If you change it, the old link no longer works."
        ),
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    event_title = StringField(
        lazy_gettext("Title in the calendar"),
        description=lazy_gettext("The guest’s name is added to it in your own calendar."),
    )
    description = TextAreaField(
        lazy_gettext("Description"),
        description=lazy_gettext("What the meeting is about. Guests read it before they choose a time."),
    )
    place = RadioField(
        lazy_gettext("Place"),
        choices=[SelectChoice(kind, label) for kind, label in meeting_place.KINDS.items()],
        validate_choice=False,
    )
    link = TextAreaField(
        lazy_gettext("Video link"),
        description=lazy_gettext(
            "Guests get the link when they have booked. Other words beside it are shown to everybody."
        ),
        render_kw=_ONE_LINE,
    )
    room = TextAreaField(
        lazy_gettext("Link with a place for the room"),
        description=lazy_gettext(
            "${room} becomes a name that nobody can guess. Use a service that opens a room under any name, such as "
            "Jitsi."
        ),
        render_kw=_ONE_LINE,
    )
    number = TelField(
        lazy_gettext("Your telephone number"),
        description=lazy_gettext("Everybody who opens the page can read it."),
    )
    call = StringField(
        lazy_gettext("Question for the guest’s number"),
        description=lazy_gettext("Guests must answer it with a telephone number, which becomes the place."),
    )
    address = TextAreaField(
        lazy_gettext("Address or room"),
        description=lazy_gettext("Everybody who opens the page can read it."),
        render_kw={"rows": "2"},
    )
    ask = StringField(
        lazy_gettext("Question for the place"),
        description=lazy_gettext("Guests must answer it, and their answer becomes the place."),
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self._question: str | None = None  # its key, as last written

    @classmethod
    def values_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        kind, question = meeting_place.kind_of(document), meeting_place.question_of(document)
        said = question[1].get("label") if question else drafts.value_at(document, meeting_place.LOCATION)
        usual = {kind: str(label) for kind, label in meeting_place.USUAL_QUESTIONS.items()}
        usual |= {ROOM: meeting_place.USUAL_ROOM}
        more = {**meeting_online.values_of(document), "meeting_beside": said} if _is_online(kind) else {}
        return {**super().values_of(document), "place": kind, **usual, kind: said, **more}

    def know(self, document: Mapping[str, Any], accounts: Accounts) -> None:
        made_by = {*accounts.meetings_offered(), *_services(meeting_place.kind_of(document))}
        self.place.choices = [
            SelectChoice(kind, label) for kind, label in meeting_place.choices(sorted(made_by)).items()
        ]

    def write(self, draft: Draft) -> None:
        super().write(draft)
        if self._is_known(self.place.data):
            said = self._said_of(self.place.data)
            self._question = meeting_place.write(draft, self.place.data, said=said.data if said else None)
        if self.place.data == MEETING:
            self.write_meeting(draft)
        if _services(self.place.data):
            meeting_online.write_made(draft, self.place.data)

    def field_at(self, path: str) -> Field | None:
        asked = f"{meeting_place.QUESTIONS}.{self._question}."
        if path == meeting_place.LOCATION or (self._question and f"{path}.".startswith(asked)):
            return self._said_of(self.place.data) or self.place
        if path.startswith(meeting_online.CONFERENCING):
            return self.meeting_field_at(path) or self.place
        return super().field_at(path)

    def validate_place(self, _field: Field) -> None:
        if self.place.data is not None and not self._is_known(self.place.data):
            raise ValidationError(gettext("Please choose one of these."))

    def validate_link(self, field: Field) -> None:
        if self.place.data == LINK and not has_link(field.data or ""):
            raise ValidationError(gettext("Please give a link, such as https://meet.example.com/maya."))

    def validate_room(self, field: Field) -> None:
        if self.place.data == ROOM and not meeting_place.has_room(field.data or ""):
            raise ValidationError(
                gettext(
                    "Please give a link with %(room)s in it, such as %(example)s.",
                    room=ROOM_PLACE,
                    example=meeting_place.USUAL_ROOM,
                )
            )

    def validate_number(self, field: Field) -> None:
        if self.place.data == NUMBER and not telephone.is_number((field.data or "").strip()):
            raise ValidationError(gettext("Please give a telephone number, such as +44 20 7946 0123."))

    def validate_address(self, field: Field) -> None:
        if self.place.data == ADDRESS and not (field.data or "").strip():
            raise ValidationError(gettext("Please give an address, or choose “No place”."))

    def validate_call(self, field: Field) -> None:
        self._check_question(CALL, field)

    def validate_ask(self, field: Field) -> None:
        self._check_question(ASK, field)

    def _check_question(self, kind: str, field: Field) -> None:
        if self.place.data == kind and not (field.data or "").strip():
            raise ValidationError(gettext("Please write the question that guests answer."))

    def _is_known(self, kind: str | None) -> bool:
        return kind in meeting_place.KINDS or bool(_services(kind))

    def _said_of(self, kind: str) -> Field | None:
        """The field that says more about a kind of place."""
        if _is_online(kind):
            return self["meeting_beside"]
        return self[kind] if kind in (LINK, ROOM, NUMBER, CALL, ADDRESS, ASK) else None

    def summary(self, document: Mapping[str, Any]) -> str:
        slug = drafts.value_at(document, "slug")
        return " · ".join(filter(None, (drafts.value_at(document, "name"), f"/{slug}" if slug else "")))


def _services(kind: str | None) -> tuple[str, ...]:
    """The service that makes the meetings of this kind of place, if one does."""
    service = (kind or "").removeprefix(MADE)
    return (service,) if service != kind and service in providers.makers() else ()


def _is_online(kind: str) -> bool:
    return kind == MEETING or bool(_services(kind))
