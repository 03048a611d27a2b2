"""Sessions: short-lived access to one configuration, which a private page needs (wire contract section 6)."""

from sqlalchemy import delete, select

from webapp.errors import InvalidInput, InvalidSession, NotFound
from webapp.extensions import db, transaction
from webapp.lib import signature
from webapp.models import Configuration, SchedulerSession
from webapp.services import locks

MINUTES_DEFAULT, MINUTES_AT_MOST = 5, 30


def create(configuration: Configuration, *, minutes: int = MINUTES_DEFAULT, now: int) -> str:
    """A new session's id. It is shown once: only its digest is stored."""
    if not 1 <= minutes <= MINUTES_AT_MOST:
        raise InvalidInput("session.too_long", field="time_to_live", at_most=MINUTES_AT_MOST)
    session_id = signature.new_token()
    with transaction() as session:
        # Without the lock, `configurations.destroy` could miss a session that is being created at the same time.
        if locks.configuration(session, configuration.id).deleted_at is not None:
            raise NotFound("configuration.unknown")
        session.add(
            SchedulerSession(
                digest=signature.digest(session_id),
                configuration_id=configuration.id,
                created_at=now,
                expires_at=now + minutes * 60,
            )
        )
    return session_id


def destroy(session_id: str) -> None:
    """End a session. Raises NotFound when there is none."""
    with transaction() as session:
        ended = session.scalar(
            delete(SchedulerSession)
            .where(SchedulerSession.digest == signature.digest(session_id))
            .returning(SchedulerSession.id)
        )
        if ended is None:
            raise NotFound("session.unknown")


def configuration_id_of(session_id: str, *, now: int) -> str:
    """The configuration that a session gives access to. Raises InvalidSession when it is expired or unknown."""
    query = (
        select(Configuration.id)
        .join(SchedulerSession, SchedulerSession.configuration_id == Configuration.id)
        .where(
            SchedulerSession.digest == signature.digest(session_id),
            SchedulerSession.expires_at > now,
            Configuration.deleted_at.is_(None),
        )
    )
    configuration_id = db.session.scalar(query)
    if configuration_id is None:
        raise InvalidSession("session.expired")
    return configuration_id
