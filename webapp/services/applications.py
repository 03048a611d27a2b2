"""Applications: what grants, keys, pages and webhooks belong to. There is one unless an operator makes more."""

from sqlalchemy import select

from webapp.extensions import db, transaction
from webapp.models import Application


def default_id() -> str | None:
    """The id of the application whose slugs stand at the root: the first one. None before there is any."""
    return db.session.scalar(select(Application.id).order_by(Application.created_at, Application.id).limit(1))


def default(*, now: int) -> Application:
    """The same application; made when there is none."""
    application_id = default_id()
    if application_id is not None:
        return db.session.get_one(Application, application_id)
    with transaction() as session:
        application = Application(name="Openslot", created_at=now)
        session.add(application)
    return application
