"""Images that nothing uses are forgotten: after 30 days, because mails that were sent may still show them.

What uses an image is read from the schema: every foreign key to the table counts, so that a new table with one is not
forgotten here.
"""

from sqlalchemy import ColumnElement, delete, or_, select, update

from webapp.extensions import db, transaction
from webapp.models import Image, Model
from webapp.scheduling import DAY
from webapp.services import one_by_one

UNUSED_SECONDS = 30 * DAY
AT_ONCE = 500  # of one sweep; what is left waits for the next


def forget_unused(*, now: int) -> int:
    """Note which images came into use or out of it, and delete those out of use for 30 days. Returns how many."""
    used = _is_used()
    unnoted = select(Image.id).where(Image.forget_at.is_(None), ~used).limit(AT_ONCE)
    used_again = select(Image.id).where(Image.forget_at.is_not(None), used).limit(AT_ONCE)
    with transaction() as session:
        session.execute(update(Image).where(Image.id.in_(unnoted)).values(forget_at=now + UNUSED_SECONDS))
        session.execute(update(Image).where(Image.id.in_(used_again)).values(forget_at=None))
    with db.session() as session:
        ids = session.scalars(select(Image.id).where(Image.forget_at <= now).limit(AT_ONCE)).all()
    return one_by_one.total(_forget, ids, task="forget the image")


def _forget(image_id: str) -> int:
    with transaction() as session:
        forgotten = session.scalar(delete(Image).where(Image.id == image_id, ~_is_used()).returning(Image.id))
    return int(forgotten is not None)


def _is_used() -> ColumnElement[bool]:
    users = [
        select(key.parent).where(key.parent == Image.id).correlate(Image.__table__).exists()
        for table in Model.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is Image.__table__.c.id
    ]
    return or_(False, *users)
