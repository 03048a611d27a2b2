"""`event_booking.conferencing`: the meeting that a page's bookings have online (wire contract section 6).

The contract has a shape for each provider. Here one shape serves all, so that no service is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from webapp import providers
from webapp.errors import InvalidInput
from webapp.lib import fields, meeting_links
from webapp.lib.fields import WebAddress
from webapp.services.configurations.document_hours import Part

PHONES_AT_MOST = 10


def _places_for_rooms_only(url: str) -> str:
    if meeting_links.has_other_placeholder(url):
        raise fields.refusal("conferencing.unknown_placeholder", placeholder=meeting_links.ROOM)
    return url


def _no_settings(settings: dict[str, Any]) -> dict[str, Any]:
    if settings:
        raise fields.refusal("conferencing.no_settings")
    return settings


Short = Annotated[str, StringConstraints(min_length=1), fields.line(200)]
MeetingAddress = Annotated[WebAddress, AfterValidator(_places_for_rooms_only)]


class Details(Part):
    """`url` may have places for a room (`lib/meeting_links.py`)."""

    url: MeetingAddress
    meeting_code: Short | None = None
    password: Short | None = None
    pin: Short | None = None
    phone: list[Short] | None = Field(default=None, max_length=PHONES_AT_MOST)


class Autocreate(Part):
    """The provider of the organizer's calendar makes a meeting for each booking.

    `conf_grant_id`: the account that makes it, which can only be the one that bookings go to.
    """

    conf_grant_id: Short | None = None
    conf_settings: Annotated[dict[str, Any], AfterValidator(_no_settings)] | None = None


class Conferencing(Part):
    """`provider`: one of the contract's names, or any other that guests may read."""

    provider: Short
    details: Details | None = None
    autocreate: Autocreate | None = None

    @model_validator(mode="before")
    @classmethod
    def not_made_by_us(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and raw.get("autocreate") is None and raw.get("details") is None:
            return {**raw, "details": {}}  # its `url` is missing, which says what to do
        return raw

    @field_validator("autocreate", mode="before")
    @classmethod
    def made_by_a_provider(cls, asked: Any, info: ValidationInfo) -> Any:
        if asked is not None and info.data.get("details") is not None:
            raise fields.refusal("conferencing.both")
        made_by = info.data.get("provider")
        if asked is not None and made_by is not None and made_by not in providers.makers():
            makers = ", ".join(providers.makers())
            raise fields.refusal("conferencing.not_made", provider=made_by, makers=makers)
        return asked


def none_for_nothing(raw: Any) -> Any:
    """None for an empty object, which some clients send where they have nothing to say."""
    return None if raw == {} else raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Where to meet online, and what is asked for there.

    `url`: may have places for a room; None where the provider of the organizer's calendar makes a meeting for each
    booking. `grant_id`: the account that is to make it, where one is named.
    """

    provider: str
    url: str | None
    meeting_code: str | None = None
    password: str | None = None
    pin: str | None = None
    phone: tuple[str, ...] = ()
    grant_id: str | None = None


def meeting_of(stored: Mapping[str, Any] | None) -> Meeting | None:
    """The meeting of a stored document. None for none, and for what was stored unread in earlier days and is none."""
    if not stored:
        return None
    try:
        checked = fields.checked(Conferencing, dict(stored))
    except InvalidInput:
        return None
    if checked.autocreate is not None:
        return Meeting(provider=checked.provider, url=None, grant_id=checked.autocreate.conf_grant_id)
    if checked.details is None:
        return None
    values = checked.details.model_dump()
    return Meeting(provider=checked.provider, **{**values, "phone": tuple(values["phone"] or ())})
