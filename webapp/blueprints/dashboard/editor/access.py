"""Access: who may open the page, and whether a booking counts at once."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import BooleanField, Field, RadioField, SelectChoice

from webapp.blueprints.dashboard.editor.section import Section
from webapp.services.configurations import drafts
from webapp.services.configurations.view import ORGANIZER_CONFIRMATION
from webapp.words import gettext, lazy_gettext

_PRIVATE, _TYPE, _PAUSED = "requires_session_auth", "event_booking.booking_type", "paused"
PUBLIC, INVITED = "public", "invited"
BOOKING = "booking"


class AccessSection(Section):
    name = "access"
    template = "dashboard/editor/_access.html"
    title = lazy_gettext("Access")
    places: ClassVar = {"booking_type": _TYPE, "paused": _PAUSED}
    covers = (_PRIVATE,)

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

    paused = BooleanField(
        lazy_gettext("Pause this page"),
        description=lazy_gettext(
            "Guests see that it takes no bookings at the moment. Bookings that were made stay, and can be cancelled."
        ),
    )

    @classmethod
    def values_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        private = drafts.value_at(document, _PRIVATE)
        return {**super().values_of(document), "who": INVITED if private else PUBLIC}

    def write(self, draft: dict[str, Any]) -> None:
        super().write(draft)
        drafts.put(draft, _PRIVATE, self.who.data == INVITED)

    def field_at(self, path: str) -> Field | None:
        return self.who if path == _PRIVATE else super().field_at(path)

    def summary(self, document: Mapping[str, Any]) -> str:
        asks = drafts.value_at(document, _TYPE) == ORGANIZER_CONFIRMATION
        return " · ".join(
            (
                *([gettext("paused")] if drafts.value_at(document, _PAUSED) else []),
                gettext("by invitation only") if drafts.value_at(document, _PRIVATE) else gettext("public"),
                gettext("you confirm each booking") if asks else gettext("booked at once"),
            )
        )
