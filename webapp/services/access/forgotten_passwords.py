"""A password that was forgotten: a mail with a link, and a new one.

Nobody learns who has an account: for an address that nobody has, the same is answered, and the same is stored but for
the mail.
"""

from sqlalchemy import update

from webapp.errors import InvalidInput
from webapp.extensions import transaction
from webapp.lib import text
from webapp.models import AccountLink, Organizer
from webapp.scheduling import DAY
from webapp.services import applications, audit, locks
from webapp.services.access import account_links, organizers, sign_ins
from webapp.services.access.account_links import PASSWORD

LASTS_SECONDS = DAY // 24


def ask(email: str, *, by: Organizer | None = None, now: int) -> None:
    """Mail whoever has this address and is let in a link to a new password. Raises InvalidInput for what is no address.

    `by`: the administrator who asks for somebody else.
    """
    address = text.email(email, field="email").lower()
    organizer = organizers.by_address(address)
    if organizer is not None and organizer.deactivated_at is not None:
        organizer = None
    application_id = organizer.application_id if organizer else applications.default(now=now).id
    link = AccountLink(
        application_id=application_id,
        kind=PASSWORD,
        email=address,
        organizer_id=organizer.id if organizer else None,
        expires_at=now + LASTS_SECONDS,
    )
    with transaction() as session:
        locks.application(session, application_id)  # of two who ask at once one link works
        token = account_links.add(session, link, now=now)
        if organizer is not None:
            account_links.mail(
                session, link, token, name=organizer.name, language=organizer.locale, values={}, now=now
            )
            audit.note(session, by, audit.PASSWORD_LINK_SENT, address, now=now)


def check(token: str, *, now: int) -> None:
    """Raises NotFound for a link that was used, has expired, or was replaced."""
    account_links.find(PASSWORD, token, now=now)


def choose(token: str, password: str, *, now: int) -> None:
    """Give the account a new password and end all its sign-ins. Raises InvalidInput with the field, and NotFound."""
    link = account_links.find(PASSWORD, token, now=now)
    password_hash = sign_ins.hash_password(organizers.check_password(password, field="new"))
    with transaction() as session:
        account_links.spend(session, link)
        organizer = session.get(Organizer, link.organizer_id) if link.organizer_id else None
        if organizer is None:
            raise InvalidInput("organizer.unknown", field="new")
        session.execute(
            update(Organizer).where(Organizer.id == organizer.id).values(password_hash=password_hash)
        )
        sign_ins.revoke_all(session, organizer, now=now)
