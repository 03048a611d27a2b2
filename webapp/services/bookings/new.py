"""What a new booking consists of: who attends, who is its organizer, and its ids and salts."""

from collections.abc import Iterable

from webapp import scheduling
from webapp.errors import InvalidInput
from webapp.lib import links, signature
from webapp.lib.addresses import identity
from webapp.lib.meeting_links import new_room
from webapp.models import BOOKED, PENDING, Booking, Configuration, new_id
from webapp.models.reference import SALT_BYTES
from webapp.scheduling import Verdict
from webapp.services.availability.question import round_robin_group
from webapp.services.bookings import allowance
from webapp.services.bookings.commands import ORGANIZER, BookSlot, Person
from webapp.services.bookings.location import location_of, meeting_of
from webapp.services.bookings.titles import says_length, title_of
from webapp.services.configurations.participants import ParticipantCalendars
from webapp.services.configurations.view import view_of

ADDITIONAL_GUESTS_AT_MOST = 20


def row_for(
    configuration: Configuration,
    command: BookSlot,
    attending: list[ParticipantCalendars],
    answers: dict[str, str],
    verdict: Verdict,
    *,
    now: int,
) -> Booking:
    """The complete row of a new booking."""
    view = view_of(configuration)
    emails = [participant.email for participant in attending]
    event_booking, round_robin = view.event_booking, view.availability.is_round_robin
    organizer_email = verdict.participants[0] if round_robin else view.organizer.email
    organizer = next(participant for participant in attending if participant.email == organizer_email)
    room = new_room()
    return Booking(
        id=new_id(),
        configuration_id=configuration.id,
        grant_id=configuration.grant_id,
        # An organizer who books has decided already.
        status=PENDING if event_booking.needs_confirmation and command.actor != ORGANIZER else BOOKED,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        wall_start=scheduling.wall_time(command.starts_at, zone=configuration.timezone),
        organizer_timezone=configuration.timezone,
        organizer_name=organizer.name or configuration.name,
        organizer_email=organizer.email,
        guest_name=command.guest.name,
        guest_email=command.guest.email,
        guest_timezone=command.timezone or configuration.timezone,
        language=command.language,
        participants=emails,
        assigned_email=organizer_email if round_robin else None,
        round_robin_group=round_robin_group(configuration) if round_robin else None,
        additional_guests=additional_guests(
            command.additional_guests, attending=[command.guest.email, *emails]
        ),
        additional_fields=answers,
        title=title_of(
            event_booking.title,
            guest_name=command.guest.name,
            guest_email=command.guest.email,
            minutes=(command.ends_at - command.starts_at) // 60,
            locale=view.scheduler.email_template.organizer_locale,
        ),
        description=event_booking.description,
        location=location_of(view, answers, room=room),
        meeting=meeting_of(view, room=room),
        room=room,
        event_id=new_id(),
        # Not the booking's id: everybody who is invited reads the UID, and whoever has the id can cancel the booking.
        ical_uid=f"{new_id()}@{links.host()}",
        guest_salt=signature.new_token(SALT_BYTES * 8),
        organizer_salt=signature.new_token(SALT_BYTES * 8),
        sequence=0,
        guest_digest=allowance.guest_digest(command.guest.email),
        visitor_digest=allowance.visitor_digest(command.source),
        form_digest=signature.digest(command.form_token) if command.form_token else None,
        created_at=now,
        updated_at=now,
    )


def retitle(booking: Booking, configuration: Configuration, *, minutes: int) -> None:
    """Let a booking of another length say so, where the page's title has a place for it."""
    view = view_of(configuration)
    if minutes != (booking.ends_at - booking.starts_at) // 60 and says_length(view.event_booking.title):
        booking.title = title_of(
            view.event_booking.title,
            guest_name=booking.guest_name,
            guest_email=booking.guest_email,
            minutes=minutes,
            locale=view.scheduler.email_template.organizer_locale,
        )


def attending_of(
    configuration: Configuration, calendars: list[ParticipantCalendars], verdict: Verdict
) -> list[ParticipantCalendars]:
    """All participants; of a round robin the assigned one, and those whose availability is not checked."""
    if not view_of(configuration).availability.is_round_robin:
        return calendars
    return [
        participant
        for participant in calendars
        if participant.email in verdict.participants or not participant.has_availability
    ]


def check_additional_guests(given: tuple[Person, ...], configuration: Configuration, *, actor: str) -> None:
    """Raise InvalidInput when a page takes no additional guests, or not as many. An organizer may name some anyway."""
    if len(given) > ADDITIONAL_GUESTS_AT_MOST:
        raise InvalidInput(
            "additional_guests.too_many", field="additional_guests", at_most=ADDITIONAL_GUESTS_AT_MOST
        )
    if given and actor != ORGANIZER and view_of(configuration).scheduler.hide_additional_guests:
        raise InvalidInput("additional_guests.not_taken", field="additional_guests")


def additional_guests(given: tuple[Person, ...], *, attending: Iterable[str]) -> list[dict[str, str]]:
    """The additional guests as they are stored: `{name, email}`, each person once.

    `attending`: the addresses of the guest and of the hosts. Whoever is one of them is not invited a second time.
    """
    known = {identity(email) for email in attending}
    invited: dict[str, dict[str, str]] = {}
    for guest in given:
        if (person := identity(guest.email)) not in known:
            invited.setdefault(person, {"name": guest.name, "email": guest.email})
    return list(invited.values())
