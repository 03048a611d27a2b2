"""Participants who follow the working hours of the organizer behind their account, judged when a page is saved."""

from sqlalchemy.orm import Session

from webapp.errors import InvalidInput, NotFound
from webapp.services import locks
from webapp.services.calendars import hours_followed
from webapp.services.calendars.hours_followed import FollowedHours
from webapp.services.configurations.view import ConfigurationView


def lock(
    session: Session, document: ConfigurationView, *, application_id: str, page_of: str | None = None
) -> None:
    """Lock the grants of those who follow, so that nobody changes their hours meanwhile, before the configuration.

    `page_of`: the grant of a new page, which may be about to be destroyed. Raises NotFound when it is gone.
    """
    emails = [email for email, _ in _following(document)]
    ids = hours_followed.grant_ids_of(session, emails, application_id=application_id) if emails else []
    locked = locks.grants(session, ids if page_of is None else [*ids, page_of])
    if page_of is not None and page_of not in locked:
        raise NotFound("grant.unknown")


def check(session: Session, document: ConfigurationView, *, application_id: str) -> FollowedHours:
    """The hours that are followed. Raises InvalidInput for somebody whose account no organizer has."""
    wanted = dict(_following(document))
    if not wanted:
        return {}
    found = hours_followed.find(session, wanted, application_id=application_id)
    for at, participant in enumerate(document.participants):
        if participant.follows_working_hours and participant.email.lower() not in found:
            field = f"participants[{at}].follows_working_hours"
            raise InvalidInput("participant.no_organizer", field=field, email=participant.email)
    return found


def _following(document: ConfigurationView) -> list[tuple[str, str | None]]:
    return [
        (participant.email.lower(), participant.grant_id)
        for participant in document.participants
        if participant.follows_working_hours
    ]
