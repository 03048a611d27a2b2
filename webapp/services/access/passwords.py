"""A new password, chosen by whoever knows the present one."""

from sqlalchemy import update

from webapp.errors import InvalidInput
from webapp.extensions import transaction
from webapp.models import Organizer
from webapp.services.access import account_links, organizers, sign_ins


def change(organizer: Organizer, *, current: str, new: str, token: str, now: int) -> None:
    """Replace a password and end all sign-ins but the one with this token.

    Raises InvalidInput with the field `new`, or `current` for a wrong password, also for one that was changed
    meanwhile.
    """
    organizers.check_password(new, field="new")
    if not sign_ins.is_password(current, of=organizer):
        raise InvalidInput("password.wrong", field="current")
    password_hash = sign_ins.hash_password(new)
    # Only in place of the password that was judged: of two changes at once the second is refused.
    as_judged = Organizer.id == organizer.id, Organizer.password_hash == organizer.password_hash
    with transaction() as session:
        changed = update(Organizer).where(*as_judged).values(password_hash=password_hash)
        if session.scalar(changed.returning(Organizer.id)) is None:
            raise InvalidInput("password.wrong", field="current")
        account_links.end_password_links(session, organizer)
        sign_ins.revoke_all(session, organizer, now=now, but=token)
