"""Which webhooks hear of a change."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Webhook
from webapp.models.webhook import ACTIVE, FAILING


def active_for(session: Session, application_id: str, trigger: str) -> list[tuple[str, str]]:
    """(id, url) of the webhooks to notify of a change. A failing webhook is still notified."""
    rows = session.execute(
        select(Webhook.id, Webhook.url, Webhook.trigger_types)
        .where(Webhook.application_id == application_id, Webhook.status.in_((ACTIVE, FAILING)))
        .order_by(Webhook.created_at, Webhook.id)
    )
    return [(webhook_id, url) for webhook_id, url, triggers in rows if trigger in triggers]
