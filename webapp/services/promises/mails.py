"""What a mail about a change needs, collected when the booking changes: it is rendered later, without the database.

Guest, host and additional guest read different things. Answers are for the hosts and for the guest who gave them.
Addresses that open the booking are for the guest alone, because whoever has one can move or cancel it.
"""

from typing import Any

from webapp.lib import locale_tags
from webapp.models import PENDING, Organizer
from webapp.outbox import Reached
from webapp.services.configurations import additional_fields
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.configurations.view import Scheduler, view_of
from webapp.services.promises import links
from webapp.services.promises.announced import Announced
from webapp.words import ENGLISH

MOVE_REFUSED, DELETION_REFUSED = "move_refused", "deletion_refused"  # kinds of changes
LINKED, LINK_MISSING = "linked", "link_missing"
LINK_NEWS = (LINKED, LINK_MISSING)  # what is told of a link to a meeting that a provider makes
CALENDAR = "calendar"  # who acts in a calendar elsewhere: its owner
TO_GUEST, TO_HOST, TO_ADDITIONAL_GUEST = "guest", "host", "additional_guest"


def to_guest(announced: Announced, meaning: str, reached: Reached) -> dict[str, Any]:
    """The payload of the guest's mail. `meaning`, here and below: what the change means for its reader."""
    booking = announced.booking
    template = _scheduler(announced).email_template
    values = _values(announced, meaning) | _answers(announced)
    values |= {"heading": template.confirmed_title, "extra_body": template.confirmed_body}
    if booking.is_live:
        values["cancellation_policy"] = _scheduler(announced).cancellation_policy
    return _payload(
        announced,
        reached,
        to={"name": booking.guest_name, "email": booking.guest_email},
        role=TO_GUEST,
        language=booking.language,
        timezone=booking.guest_timezone,
        values=values,
        links=_guest_links(announced),
    )


def to_host(
    announced: Announced, host: ParticipantCalendars, meaning: str, reached: Reached
) -> dict[str, Any]:
    """The payload of a host's mail. The organizer of a request is asked to confirm it."""
    booking, account = announced.booking, announced.accounts.get(host.email)
    # The address has the booking's id in it, so it is not for hosts who are only written to.
    addresses = {"dashboard_url": links.dashboard(booking)} if host.span is not None else {}
    if booking.status == PENDING and host.email == booking.organizer_email:
        addresses["confirmation_url"] = links.confirmation(booking, announced.configuration)
    return _payload(
        announced,
        reached,
        to={"name": host.name, "email": host.email},
        role=TO_HOST,
        language=_habits_of_host(announced, account),
        timezone=account.timezone if account else booking.organizer_timezone,
        values=_values(announced, meaning) | _answers(announced),
        links=addresses,
    )


def _habits_of_host(announced: Announced, account: Organizer | None) -> str:
    """How a host reads (`lib/locale_tags.py`). The page's language counts, but for English, which nobody chose."""
    of_page = _scheduler(announced).email_template.organizer_locale
    if account is None:
        return of_page
    return account.locale if of_page == ENGLISH else locale_tags.with_language(account.locale, of_page)


def to_additional_guest(
    announced: Announced, guest: dict[str, str], meaning: str, reached: Reached
) -> dict[str, Any]:
    """The payload of an additional guest's mail."""
    booking = announced.booking
    values = _values(announced, meaning)
    values["additional_guests"] = [other for other in booking.additional_guests if other != guest]
    return _payload(
        announced,
        reached,
        to=guest,
        role=TO_ADDITIONAL_GUEST,
        language=booking.language,
        timezone=booking.guest_timezone,
        values=values,
        links={},
    )


def to_uninvited(announced: Announced, guest: dict[str, str], reached: Reached) -> dict[str, Any]:
    """The payload for somebody who is no longer an additional guest, about the time that they know.

    RFC 5546 section 3.2.5: the cancellation names nobody else, and has no status, because the event goes on.
    """
    mail = to_additional_guest(announced, guest, "uninvited", reached)
    before = {"starts_at": announced.old_starts_at, "ends_at": announced.old_ends_at}
    mail["values"] |= {**before, "additional_guests": [], "meeting": None}
    if mail["ics"]:
        mail["ics"] |= {**before, "method": "CANCEL", "status": None, "attendees": [_attendee(guest)]}
    return mail


def people(announced: Announced) -> list[dict[str, str]]:
    """`{name, email}` of each host."""
    return [{"name": host.name, "email": host.email} for host in announced.attending]


def _payload(announced: Announced, reached: Reached, *, to: dict[str, str], **parts: Any) -> dict[str, Any]:
    """The parts with the event, unless it is no event, or has ended for somebody who never got it."""
    has_event = announced.is_invitation and (announced.booking.is_live or to["email"] in reached.invited)
    return {"to": to, **parts, "ics": _ics(announced) if has_event else None}


def _guest_links(announced: Announced) -> dict[str, str]:
    booking, scheduler = announced.booking, _scheduler(announced)
    if not booking.is_live:
        page = links.page(announced.configuration, zone=booking.guest_timezone)
        return {"page_url": page} if page else {}
    addresses = {"booking_url": links.shown(booking)}
    if announced.may_move and not scheduler.hide_rescheduling_options:
        addresses["rescheduling_url"] = links.rescheduling(booking, announced.configuration)
    if announced.may_cancel and not scheduler.hide_cancellation_options:
        addresses["cancellation_url"] = links.cancellation(booking, announced.configuration)
    return addresses


def _values(announced: Announced, meaning: str) -> dict[str, Any]:
    booking, change = announced.booking, announced.change
    moved = meaning == "rescheduled"
    return {
        "guest_name": booking.guest_name,
        "guest_email": booking.guest_email,
        "organizer_name": booking.organizer_name,
        "organizer_email": booking.organizer_email,
        "title": booking.title,
        "description": booking.description,
        "location": booking.location_now,
        "meeting": booking.meeting_now,
        "page_name": announced.configuration.name,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "old_starts_at": announced.old_starts_at if moved else None,
        "old_ends_at": announced.old_ends_at if moved else None,
        "reason": change.reason,
        "actor": "organizer" if change.actor == CALENDAR else change.actor,
        "was_deleted": change.kind == DELETION_REFUSED,
        "link_news": change.kind if change.kind in LINK_NEWS else None,
        "is_pending": booking.status == PENDING,
        "was_pending": announced.was_pending,
        "fields": [],
        "additional_guests": booking.additional_guests,
        "heading": None,
        "extra_body": None,
        "logo": announced.logo,
        "cancellation_policy": None,
        "participants": [] if _hides_participants(announced) else people(announced),
    }


def _answers(announced: Announced) -> dict[str, Any]:
    definitions = _scheduler(announced).additional_fields
    return {"fields": additional_fields.labelled(definitions, announced.booking.additional_fields)}


def _ics(announced: Announced) -> dict[str, Any]:
    booking = announced.booking
    hosts = [] if _hides_participants(announced) else people(announced)
    return {
        "method": "REQUEST" if booking.is_live else "CANCEL",
        "uid": booking.ical_uid,
        "sequence": booking.sequence,
        "status": "CONFIRMED" if booking.is_live else "CANCELLED",
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "stamp": announced.now,
        "summary": booking.title,
        "location": booking.place,
        "organizer": {"name": booking.organizer_name, "email": booking.organizer_email},
        "attendees": [_attendee(person) for person in [*booking.guests, *hosts]],
    }


def _attendee(person: dict[str, str]) -> dict[str, str]:
    return {**person, "partstat": "ACCEPTED"}


def _hides_participants(announced: Announced) -> bool:
    return view_of(announced.configuration).event_booking.hide_participants


def _scheduler(announced: Announced) -> Scheduler:
    return view_of(announced.configuration).scheduler
