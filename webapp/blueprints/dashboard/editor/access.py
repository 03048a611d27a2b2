"""Access: who may open the page, which websites may show it, and whether a booking counts at once."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import BooleanField, Field, RadioField, SelectChoice, TextAreaField

from webapp.blueprints.dashboard.editor.section import Section
from webapp.services.configurations import drafts
from webapp.services.configurations.view import ORGANIZER_CONFIRMATION
from webapp.words import gettext, lazy_gettext

_LOOK, _ORIGINS = "appearance", "embed_origins"
_PRIVATE, _TYPE, _PAUSED = "requires_session_auth", "event_booking.booking_type", "paused"
PUBLIC, INVITED = "public", "invited"
BOOKING = "booking"


class AccessSection(Section):
    name = "access"
    template = "dashboard/editor/_access.html"
    title = lazy_gettext("Access")
    places: ClassVar = {"booking_type": _TYPE, "paused": _PAUSED}
    covers = (_PRIVATE, f"{_LOOK}.{_ORIGINS}")

    who = RadioField(
        lazy_gettext("Who can open the page"),
        choices=[
            SelectChoice(PUBLIC, lazy_gettext("Everybody who has the link")),
            SelectChoice(INVITED, lazy_gettext("Only people with an invitation")),
        ],
        validate_choice=False,
    )
    booking_type = RadioField(
        lazy_gettext("When somebody chooses a time"),
        choices=[
            SelectChoice(BOOKING, lazy_gettext("It is booked at once")),
            SelectChoice(ORGANIZER_CONFIRMATION, lazy_gettext("You confirm or decline each request")),
        ],
        validate_choice=False,
    )

    embed_origins = TextAreaField(
        lazy_gettext("Websites that may show this page"),
        description=lazy_gettext(
            "Such as https://www.example.org, one in a line. How to put the page there stands on its share page."
        ),
        render_kw={"rows": "2", "autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    paused = BooleanField(
        lazy_gettext("Pause this page"),
        description=lazy_gettext(
            "Guests see that it takes no bookings at the moment. Bookings that were made stay, and can be cancelled."
        ),
    )

    @classmethod
    def values_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        private = drafts.value_at(document, _PRIVATE)
        origins = (drafts.value_at(document, f"{_LOOK}.{_ORIGINS}") or "").split()
        own = {"who": INVITED if private else PUBLIC, "embed_origins": "\n".join(origins)}
        return {**super().values_of(document), **own}

    def write(self, draft: dict[str, Any]) -> None:
        super().write(draft)
        drafts.put(draft, _PRIVATE, self.who.data == INVITED)
        origins = " ".join((self.embed_origins.data or "").split())
        if origins:
            drafts.put(draft, f"{_LOOK}.{_ORIGINS}", origins)
        else:
            (draft.get(_LOOK) or {}).pop(_ORIGINS, None)

    def field_at(self, path: str) -> Field | None:
        own = {_PRIVATE: self.who, f"{_LOOK}.{_ORIGINS}": self.embed_origins}
        return own.get(path) or super().field_at(path)

    def summary(self, document: Mapping[str, Any]) -> str:
        asks = drafts.value_at(document, _TYPE) == ORGANIZER_CONFIRMATION
        return " · ".join(
            (
                *([gettext("paused")] if drafts.value_at(document, _PAUSED) else []),
                gettext("by invitation only") if drafts.value_at(document, _PRIVATE) else gettext("public"),
                gettext("you confirm each booking") if asks else gettext("booked at once"),
            )
        )
