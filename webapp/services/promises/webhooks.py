"""Webhooks: addresses that are notified about bookings.

An address is challenged before it is stored, outside of any transaction. The secret that signs deliveries is shown
once, when it is created, and stored encrypted.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select

from webapp.errors import ChallengeFailed, NotFound
from webapp.extensions import db, transaction
from webapp.lib import signature, vault
from webapp.lib.ids import is_id
from webapp.models import Organizer, Webhook, new_id
from webapp.services import audit, locks
from webapp.services.promises import foreign_answers

CHALLENGE_BYTES_AT_MOST = 1000
DESCRIPTION_AT_MOST, ADDRESSES_AT_MOST = 300, 20
SECRET_BITS = 256


def listing(application_id: str) -> list[Webhook]:
    """All webhooks of an application, oldest first."""
    query = select(Webhook).where(Webhook.application_id == application_id)
    return list(db.session.scalars(query.order_by(Webhook.created_at, Webhook.id)))


def find(application_id: str, webhook_id: str) -> Webhook:
    """One webhook of the application. Raises NotFound."""
    query = select(Webhook).where(Webhook.id == webhook_id, Webhook.application_id == application_id)
    webhook = db.session.scalar(query) if is_id(webhook_id) else None
    if webhook is None:
        raise NotFound("webhook.unknown")
    return webhook


def create(
    application_id: str,
    values: Mapping[str, Any],
    *,
    form_token: str | None = None,
    by: Organizer | None = None,
    now: int,
) -> tuple[Webhook, str]:
    """A new webhook and its secret, once its address has passed the challenge. `values` holds columns.

    `form_token`: 256 random bits of a form. Sent again with the same values, it makes no second webhook: the same one
    is returned. `by`: the administrator who does it, None for a program. Raises ChallengeFailed.
    """
    id_ = _of_form(form_token, application_id, values) if form_token else new_id()
    if (made := db.session.get(Webhook, id_)) is not None:
        return made, vault.decrypt(made.encrypted_secret)
    challenge(values["url"])
    secret = signature.new_token(SECRET_BITS)
    webhook = Webhook(
        id=id_,
        application_id=application_id,
        encrypted_secret=vault.encrypt(secret),
        status_updated_at=now,
        created_at=now,
        updated_at=now,
        **values,
    )
    with transaction() as session:
        locks.application(session, application_id)
        if (made := session.get(Webhook, id_)) is not None:  # the form was sent twice at once
            return made, vault.decrypt(made.encrypted_secret)
        session.add(webhook)
        audit.note(session, by, audit.WEBHOOK_MADE, _place(webhook), now=now)
    return webhook, secret


def update(webhook: Webhook, changes: Mapping[str, Any], *, by: Organizer | None = None, now: int) -> Webhook:
    """Change the columns named in `changes`; a new address is challenged first. Raises ChallengeFailed."""
    if changes.get("url", webhook.url) != webhook.url:
        challenge(changes["url"])
    with transaction() as session:
        locked = locks.webhook(session, webhook.id)
        if changes.get("status", locked.status) != locked.status:
            locked.status_updated_at = now
        for column, value in changes.items():
            setattr(locked, column, value)
        locked.updated_at = now
        audit.note(session, by, audit.WEBHOOK_CHANGED, _place(locked), now=now)
        return locked


def destroy(webhook: Webhook, *, by: Organizer | None = None, now: int) -> None:
    """Delete a webhook. The worker gives up its queued deliveries."""
    with transaction() as session:
        locked = locks.webhook(session, webhook.id)
        audit.note(session, by, audit.WEBHOOK_DELETED, _place(locked), now=now)
        session.delete(locked)


def rotate_secret(webhook: Webhook, *, by: Organizer | None = None, now: int) -> tuple[Webhook, str]:
    """Replace the secret. From now on, every delivery is signed with the new one."""
    secret = signature.new_token(SECRET_BITS)
    with transaction() as session:
        locked = locks.webhook(session, webhook.id)
        locked.encrypted_secret = vault.encrypt(secret)
        locked.updated_at = now
        audit.note(session, by, audit.WEBHOOK_SECRET_REPLACED, _place(locked), now=now)
        return locked, secret


def challenge(url: str) -> None:
    """Ask the address to repeat a random value (wire contract section 9).

    Raises ChallengeFailed, or Unavailable when too many others wait for theirs.
    """
    value = signature.new_token()
    reply = foreign_answers.ask("GET", _with_challenge(url, value), max_bytes=CHALLENGE_BYTES_AT_MOST)
    if reply.status != 200:
        raise ChallengeFailed("webhook.refused", status=reply.status)
    if reply.body != value.encode():
        raise ChallengeFailed("webhook.other_answer")


def _place(webhook: Webhook) -> str:
    """Its address without what may be secret in it."""
    return webhook.url.partition("?")[0].partition("#")[0]


def _of_form(form_token: str, *typed: object) -> str:
    """The id of what a form makes of what was typed into it: the same for the same."""
    return str(UUID(signature.sign(repr(typed).encode(), secret=form_token)[:32], version=4))


def _with_challenge(url: str, value: str) -> str:
    parts = urlsplit(url)
    query = f"{parts.query}&challenge={value}" if parts.query else f"challenge={value}"
    return parts._replace(query=query, fragment="").geturl()
