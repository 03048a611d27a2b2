"""Who takes part in a configuration, and which calendars of theirs are read and written.

Somebody's calendars are those of the grant with their e-mail, and those of the same organizer's other grants: who has a
page as maya@example.com may have connected maya@gmail.com. `primary` is that of the grant that the e-mail means
(`services/calendars/meant.py`).

`calendars_of` answers in one query for all participants. A calendar that cannot be relied on now is named as missing:
whoever has it cannot be judged, so nothing of theirs is offered. It is gone, its grant is no longer valid, or it was
never read from its provider.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, and_, bindparam, false, select, union_all
from sqlalchemy.orm import Session, aliased

from webapp import providers
from webapp.errors import InvalidInput
from webapp.models import Calendar, Grant
from webapp.models.calendar import PRIMARY
from webapp.models.grant import VALID
from webapp.models.mirror import is_unread
from webapp.services.calendars import meant
from webapp.services.configurations.view import ConfigurationView, ListedParticipant

_AUTOCREATE = "event_booking.conferencing.autocreate"


def _calendars(*, only_reliable: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """The grants with these e-mails, each with its own calendars and with those of the organizer's other grants."""
    other = aliased(Grant)
    is_meant = [
        Grant.application_id == bindparam("application_id"),
        Grant.email.in_(bindparam("emails", expanding=True)),
    ]
    is_reliable = [~is_unread(Calendar.id)] if only_reliable else []
    named = Grant.id.label("grant_id"), Grant.email, Grant.created_at.label("granted_at")
    own = (
        select(*named, Calendar.id.label("calendar_id"), and_(Calendar.is_primary, meant.is_meant()))
        .select_from(Grant)
        .outerjoin(Calendar, and_(Calendar.grant_id == Grant.id, *is_reliable))
        .where(*is_meant, *([Grant.status == VALID] if only_reliable else []))
    )
    others = (
        select(*named, Calendar.id.label("calendar_id"), false())
        .select_from(Grant)
        .join(other, and_(other.organizer_id == Grant.organizer_id, other.id != Grant.id))
        .join(Calendar, and_(Calendar.grant_id == other.id, *is_reliable))
        .where(*is_meant, *([other.status == VALID] if only_reliable else []))
    )
    both = union_all(own, others)
    return both.order_by("granted_at", "grant_id")


# Made once: the first is asked at every look at a page. A page may be changed while an account is out of reach.
_RELIABLE, _ALL = _calendars(only_reliable=True), _calendars(only_reliable=False)


@dataclass(frozen=True, slots=True)
class ParticipantCalendars:
    """`judged`: calendar ids whose busy time counts; `booking`: where the event goes; `span`: where time is held.

    `missing` names what the document asks for and the database no longer has.
    """

    email: str
    name: str
    has_availability: bool
    judged: tuple[str, ...] = ()
    booking: str | None = None
    span: str | None = None
    missing: tuple[str, ...] = ()


def calendars_of(
    session: Session, listed: Sequence[ListedParticipant], *, application_id: str
) -> list[ParticipantCalendars]:
    """The calendars of every participant, in the configuration's order. One query, whatever their number."""
    known = _known_calendars(session, listed, application_id, _RELIABLE)
    return [_resolved(entry, known) for entry in listed]


def check(session: Session, document: ConfigurationView, *, application_id: str) -> None:
    """Refuse a document whose people or calendars do not exist. Raises InvalidInput with the field's path.

    The engine has judged it before (`rules_for`): nobody is there twice, and somebody is available.
    """
    _check_roles(document)
    known = _known_calendars(session, document.participants, application_id, _ALL)
    for at, entry in enumerate(document.participants):
        _check_calendars(f"participants[{at}]", entry, known)
    _check_meeting(session, document, known)


def _check_roles(document: ConfigurationView) -> None:
    organizers = sum(entry.is_organizer for entry in document.participants)
    if document.availability.is_round_robin:
        if organizers:
            raise InvalidInput("participants.organizer_of_round_robin", field="participants")
    elif organizers != 1:
        raise InvalidInput("participants.no_single_organizer", field="participants")
    if all(entry.booking_calendar_id is None for entry in document.participants):
        raise InvalidInput("participants.no_booking", field="participants")
    if not document.availability.is_round_robin and document.organizer.booking_calendar_id is None:
        raise InvalidInput("participants.organizer_without_calendar", field="participants")


def _check_calendars(path: str, entry: ListedParticipant, known: "_Known") -> None:
    if not entry.has_calendars:
        return
    if entry.email.lower() not in known:
        raise InvalidInput("participant.no_grant", field=f"{path}.email")
    calendars = known[entry.email.lower()]
    for place, calendar_id in enumerate(entry.availability_calendar_ids or ()):
        if calendar_id.lower() not in calendars:
            field = f"{path}.availability.calendar_ids[{place}]"
            raise InvalidInput("participant.no_such_calendar", field=field, email=entry.email)
    if entry.booking_calendar_id is not None and entry.booking_calendar_id.lower() not in calendars:
        field = f"{path}.booking.calendar_id"
        raise InvalidInput("participant.no_such_calendar", field=field, email=entry.email)


def meetings_offered(session: Session, document: ConfigurationView, *, application_id: str) -> list[str]:
    """Whose video meetings can be made for each booking of a page, as its calendars are now. Two queries."""
    known = _known_calendars(session, document.participants, application_id, _ALL)
    makers = {providers.meetings_of(kind) for _, _, kind in _makers(session, document, known)}
    return [each for each in makers if each is not None] if len(makers) == 1 else []


def _check_meeting(session: Session, document: ConfigurationView, known: "_Known") -> None:
    meeting = document.event_booking.meeting
    if meeting is None or meeting.url is not None:
        return
    for entry, grant_id, kind in _makers(session, document, known):
        if providers.meetings_of(kind) != meeting.provider:
            raise InvalidInput(
                "conferencing.other_calendar", field=_AUTOCREATE, email=entry.email, provider=meeting.provider
            )
        if meeting.grant_id not in (None, grant_id):
            field = f"{_AUTOCREATE}.conf_grant_id"
            raise InvalidInput("conferencing.other_account", field=field, email=entry.email)


def _makers(
    session: Session, document: ConfigurationView, known: "_Known"
) -> list[tuple[ListedParticipant, str, str]]:
    """Who may be the organizer of a booking, each with id and kind of the account whose calendar bookings go to.

    It makes the meeting: the account of the organizer, or of everybody who may have the turn. Empty for no calendar.
    """
    people: Sequence[ListedParticipant] = (document.organizer,)
    if document.availability.is_round_robin:
        people = [each for each in document.participants if each.availability_calendar_ids is not None]
    written = [
        known.get(each.email.lower(), {}).get((each.booking_calendar_id or "").lower()) for each in people
    ]
    query = select(Calendar.id, Grant.id, Grant.provider).join(Grant, Grant.id == Calendar.grant_id)
    rows = session.execute(query.where(Calendar.id.in_(filter(None, written)))).all()
    accounts = {calendar_id: (grant_id, kind) for calendar_id, grant_id, kind in rows}
    return [
        (entry, *accounts.get(calendar_id or "", ("", "")))
        for entry, calendar_id in zip(people, written, strict=True)
    ]


# e-mail in lower case -> calendar id, "primary" or the e-mail (older editors send it) -> calendar id
_Known = dict[str, dict[str, str]]


def _known_calendars(
    session: Session,
    listed: Sequence[ListedParticipant],
    application_id: str,
    statement: CompoundSelect[*tuple[Any, ...]],
) -> _Known:
    named = {entry.email.lower(): entry.grant_id for entry in listed if entry.has_calendars}
    values = {"application_id": application_id, "emails": list(named)}
    rows = session.connection().execute(statement, values).fetchall()
    known: _Known = {}
    for grant_id, email, _, calendar_id, is_primary in rows:
        if named.get(email.lower()) not in (None, grant_id):
            continue
        calendars = known.setdefault(email.lower(), {})
        if calendar_id is not None:
            calendars[calendar_id] = calendar_id
            if is_primary:
                calendars.setdefault(PRIMARY, calendar_id)
                calendars.setdefault(email.lower(), calendar_id)
    return known


def _resolved(entry: ListedParticipant, known: _Known) -> ParticipantCalendars:
    calendars = known.get(entry.email.lower(), {})
    has_availability = entry.availability_calendar_ids is not None
    to_judge = list(entry.availability_calendar_ids or ())
    booking_id = entry.booking_calendar_id
    if has_availability and booking_id is not None:
        to_judge.append(booking_id)
    judged = tuple(dict.fromkeys(calendars[name.lower()] for name in to_judge if name.lower() in calendars))
    all_named = to_judge if booking_id is None else [*to_judge, booking_id]
    booking = calendars.get(booking_id.lower()) if booking_id is not None else None
    return ParticipantCalendars(
        email=entry.email,
        name=entry.name or "",
        has_availability=has_availability,
        judged=judged,
        booking=booking,
        span=booking or (judged[0] if judged else None),
        missing=tuple(dict.fromkeys(name for name in all_named if name.lower() not in calendars)),
    )
