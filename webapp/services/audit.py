"""What administrators did: written in the transaction of the act itself, and read by administrators."""

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from webapp.extensions import db
from webapp.lib import cursors
from webapp.models import AdministratorAct, Organizer
from webapp.scheduling import DAY

INVITED, INVITATION_REVOKED = "invited", "invitation_revoked"
MADE_ADMINISTRATOR, MADE_ORGANIZER = "made_administrator", "made_organizer"
DEACTIVATED, ACTIVATED = "deactivated", "activated"
PASSWORD_LINK_SENT = "password_link_sent"  # noqa: S105  # the name of an act
KEY_MADE, KEY_REVOKED = "key_made", "key_revoked"
WEBHOOK_MADE, WEBHOOK_CHANGED = "webhook_made", "webhook_changed"
WEBHOOK_SECRET_REPLACED, WEBHOOK_DELETED = "webhook_secret_replaced", "webhook_deleted"
SECOND_FACTOR_OFF = "second_factor_off"
ACTS = (
    *(INVITED, INVITATION_REVOKED, MADE_ADMINISTRATOR, MADE_ORGANIZER),
    *(DEACTIVATED, ACTIVATED, PASSWORD_LINK_SENT, KEY_MADE, KEY_REVOKED),
    *(WEBHOOK_MADE, WEBHOOK_CHANGED, WEBHOOK_SECRET_REPLACED, WEBHOOK_DELETED),
    SECOND_FACTOR_OFF,
)
KEPT_SECONDS = 2 * 365 * DAY
PAGE_SIZE = 50
ABOUT_AT_MOST = 254


def note(session: Session, by: Organizer | None, act: str, about: str, *, now: int) -> None:
    """Write down what an administrator does. `by`: None for a command or a program, which leave no note."""
    if by is None:
        return
    session.add(
        AdministratorAct(
            application_id=by.application_id,
            by_name=by.name,
            by_email=by.email,
            act=act,
            about=about[:ABOUT_AT_MOST],
            done_at=now,
        )
    )


def page(application_id: str, *, cursor: str | None = None) -> tuple[list[AdministratorAct], str | None]:
    """Some acts, the newest first, and the mark at which the list goes on. Raises InvalidInput for a strange one."""
    place = tuple_(AdministratorAct.done_at, AdministratorAct.id)
    mine = select(AdministratorAct).where(AdministratorAct.application_id == application_id)
    if cursor:
        mine = mine.where(place < tuple_(*cursors.unpack(cursor, field="cursor")))
    newest_first = mine.order_by(AdministratorAct.done_at.desc(), AdministratorAct.id.desc())
    found = db.session.scalars(newest_first.limit(PAGE_SIZE + 1)).all()
    shown = list(found[:PAGE_SIZE])
    goes_on = len(found) > PAGE_SIZE
    return shown, cursors.pack(shown[-1].done_at, shown[-1].id) if goes_on else None


def forget_old(session: Session, *, now: int) -> None:
    """Delete what was done two years ago and before."""
    session.execute(delete(AdministratorAct).where(AdministratorAct.done_at <= now - KEPT_SECONDS))
