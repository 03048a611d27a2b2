"""Organizers: those who sign in. Each is created with a grant, and so has a calendar at once."""

from sqlalchemy import select

from webapp.errors import InvalidInput
from webapp.extensions import db, transaction
from webapp.lib import text
from webapp.models import Organizer
from webapp.services import applications
from webapp.services.access import sign_ins
from webapp.services.calendars import grants

PASSWORD_AT_LEAST = 8


def find(email: str) -> Organizer | None:
    """The organizer with this e-mail address."""
    return db.session.scalar(select(Organizer).where(Organizer.email == email.lower()))


def create(email: str, *, name: str, timezone: str, password: str, now: int) -> Organizer:
    """A new organizer of the default application, with a virtual calendar. Raises InvalidInput."""
    address = text.email(email, field="email").lower()
    if len(password) < PASSWORD_AT_LEAST:
        raise InvalidInput("password.too_short", field="password", at_least=PASSWORD_AT_LEAST)
    if find(address) is not None:
        raise InvalidInput("organizer.there_already", field="email")
    application = applications.default(now=now)
    organizer = Organizer(
        application_id=application.id,
        email=address,
        name=text.clean(name, field="name", at_most=200, required=True),
        password_hash=sign_ins.hash_password(password),
        timezone=text.zone(timezone, field="timezone"),
        created_at=now,
    )
    with transaction() as session:
        session.add(organizer)
    grants.create_virtual(application.id, address, now=now, organizer_id=organizer.id)
    return organizer
