"""The links of accounts as they stand in the mails that wait."""

from sqlalchemy import select

from tests.builders import NOW
from webapp.delivery import references
from webapp.extensions import db
from webapp.models import Organizer, OutboxEntry
from webapp.services.access import forgotten_passwords
from webapp.services.access.account_links import PASSWORD_MAIL


def asked_password_link(organizer: Organizer, *, now: int = NOW) -> str:
    """The token of a link to a new password."""
    forgotten_passwords.ask(organizer.email, now=now)
    return mailed_address(PASSWORD_MAIL).rpartition("/")[2]


def mailed_address(name: str) -> str:
    """The address in the newest mail of this name, as it will be sent."""
    entries = select(OutboxEntry).where(OutboxEntry.name == name).order_by(OutboxEntry.id.desc())
    entry = db.session.scalars(entries).first()
    assert entry is not None, f"no mail {name} was promised"
    payload = references.unsealed(entry.payload)
    db.session.close()
    return str(payload["links"]["dashboard_url"])
