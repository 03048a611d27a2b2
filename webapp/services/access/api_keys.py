"""Keys for programs. A key is shown once, stored as its SHA-256 digest, found by that, and can be revoked."""

from sqlalchemy import func, or_, select, update

from webapp.errors import NotFound, Unauthorized
from webapp.extensions import db, execute_if_free, transaction
from webapp.lib import signature, text
from webapp.lib.ids import is_id
from webapp.models import ApiKey

MARK = "osk_"  # so that a key that leaked into a log or a repository is recognized
PREFIX_LENGTH = 12
LAST_USED_EVERY_SECONDS = 300


def create(application_id: str, *, name: str, now: int) -> str:
    """A new key of an application. It cannot be read again."""
    token = MARK + signature.new_token()
    with transaction() as session:
        session.add(
            ApiKey(
                application_id=application_id,
                name=text.clean(name, field="name", at_most=200, required=True),
                prefix=token[:PREFIX_LENGTH],
                digest=signature.digest(token),
                created_at=now,
            )
        )
    return token


def authenticate(token: str, *, now: int) -> ApiKey:
    """The key behind a bearer token. Raises Unauthorized."""
    # Looked up by its digest: the time that takes reveals nothing about the key.
    digest = signature.digest(token)
    key = db.session.scalar(select(ApiKey).where(ApiKey.digest == digest, ApiKey.revoked_at.is_(None)))
    if key is None:
        raise Unauthorized("api_key.missing")
    _note_use(key, now)
    return key


def is_api_key(token: str) -> bool:
    """Whether this bearer token is an API key, by its mark, and not the id of a session."""
    return token.startswith(MARK)


def listing(application_id: str) -> list[ApiKey]:
    """An application's keys, oldest first. They are distinguished by name and prefix."""
    query = select(ApiKey).where(ApiKey.application_id == application_id)
    return list(db.session.scalars(query.order_by(ApiKey.created_at, ApiKey.id)))


def revoke(application_id: str, key_id: str, *, now: int) -> None:
    """Revoke a key, for ever. A key that is revoked already stays so. Raises NotFound."""
    if not is_id(key_id):
        raise NotFound("api_key.unknown")
    with transaction() as session:
        revoked = session.scalar(
            update(ApiKey)
            .where(ApiKey.id == key_id, ApiKey.application_id == application_id)
            .values(revoked_at=func.coalesce(ApiKey.revoked_at, now))
            .returning(ApiKey.id)
        )
        if revoked is None:
            raise NotFound("api_key.unknown")


def _note_use(key: ApiKey, now: int) -> None:
    # In a transaction of its own, and seldom, so that not every read becomes a write.
    stale = now - LAST_USED_EVERY_SECONDS
    if key.last_used_at is not None and key.last_used_at > stale:
        return
    execute_if_free(
        update(ApiKey)
        .where(ApiKey.id == key.id, or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at <= stale))
        .values(last_used_at=now)
    )
