"""Keys for programs. A key is shown once, stored as its SHA-256 digest, found by that, and can be revoked.

A key opens everything of its application, so only administrators make them (`services/access/scopes.py`: or a part).
"""

from collections.abc import Sequence

from sqlalchemy import Select, func, or_, select, update

from webapp.errors import InvalidInput, NotAllowedNow, NotFound, Unauthorized
from webapp.extensions import db, execute_if_free, transaction
from webapp.lib import base64url, signature, text
from webapp.lib.ids import is_id
from webapp.models import ApiKey, Organizer
from webapp.services import audit, locks
from webapp.services.access import scopes

MARK = "osk_"  # so that a key that leaked into a log or a repository is recognized
PREFIX_LENGTH = 12
LAST_USED_EVERY_SECONDS = 300
NAME_AT_MOST = 200
LIVE_AT_MOST = 100  # of one application
SHOWN_AT_MOST = 200


def create(
    application_id: str,
    *,
    name: str,
    allowed: Sequence[str] = (),
    expires_at: int | None = None,
    form_token: str | None = None,
    by: Organizer | None = None,
    now: int,
) -> str:
    """A new key of an application. It cannot be read again.

    `allowed`: scopes, none for everything. `expires_at`: Unix seconds, None for never. `form_token`: 256 random bits of
    a form. Sent again with the same values, it makes no second key: the same one is returned. `by`: the administrator
    who makes it; None for a command. Raises InvalidInput with the field, and NotAllowedNow where there are too many.
    """
    name = text.clean(name, field="name", at_most=NAME_AT_MOST, required=True)
    stored = scopes.checked(allowed)
    if expires_at is not None and expires_at <= now:
        raise InvalidInput("api_key.expires_in_the_past", field="expires_at")
    typed = application_id, name, stored, expires_at
    token = MARK + (_of_form(form_token, typed) if form_token else signature.new_token())
    digest = signature.digest(token)
    with transaction() as session:
        locks.application(session, application_id)
        if form_token and session.scalar(select(ApiKey.id).where(ApiKey.digest == digest)) is not None:
            return token
        if (session.scalar(_how_many_work(application_id, now)) or 0) >= LIVE_AT_MOST:
            raise NotAllowedNow("api_key.too_many", at_most=LIVE_AT_MOST)
        session.add(
            ApiKey(
                application_id=application_id,
                name=name,
                prefix=token[:PREFIX_LENGTH],
                digest=digest,
                scopes=stored,
                expires_at=expires_at,
                created_at=now,
            )
        )
        audit.note(session, by, audit.KEY_MADE, name, now=now)
    return token


def authenticate(token: str, *, now: int) -> ApiKey:
    """The key behind a bearer token. Raises Unauthorized."""
    # Looked up by its digest: the time that takes reveals nothing about the key.
    digest = signature.digest(token)
    key = db.session.scalar(select(ApiKey).where(ApiKey.digest == digest, ApiKey.revoked_at.is_(None)))
    if key is None or has_expired(key, now=now):
        raise Unauthorized("api_key.missing")
    _note_use(key, now)
    return key


def has_expired(key: ApiKey, *, now: int) -> bool:
    """Whether a key works no more because of its last day."""
    return key.expires_at is not None and key.expires_at <= now


def is_api_key(token: str) -> bool:
    """Whether this bearer token is an API key, by its mark, and not the id of a session."""
    return token.startswith(MARK)


def listing(application_id: str) -> list[ApiKey]:
    """An application's keys, oldest first. They are distinguished by name and prefix."""
    query = select(ApiKey).where(ApiKey.application_id == application_id)
    return list(db.session.scalars(query.order_by(ApiKey.created_at, ApiKey.id)))


def newest(application_id: str) -> list[ApiKey]:
    """The newest keys of an application, those that were not revoked first; no more than a page shows."""
    mine = select(ApiKey).where(ApiKey.application_id == application_id)
    ended_last = mine.order_by(ApiKey.revoked_at.is_not(None), ApiKey.created_at.desc(), ApiKey.id.desc())
    return list(db.session.scalars(ended_last.limit(SHOWN_AT_MOST)))


def revoke(application_id: str, key_id: str, *, by: Organizer | None = None, now: int) -> None:
    """Revoke a key, for ever. A key that is revoked already stays so. Raises NotFound."""
    if not is_id(key_id):
        raise NotFound("api_key.unknown")
    with transaction() as session:
        revoked = session.scalar(
            update(ApiKey)
            .where(ApiKey.id == key_id, ApiKey.application_id == application_id)
            .values(revoked_at=func.coalesce(ApiKey.revoked_at, now))
            .returning(ApiKey.name)
        )
        if revoked is None:
            raise NotFound("api_key.unknown")
        audit.note(session, by, audit.KEY_REVOKED, revoked, now=now)


def _how_many_work(application_id: str, now: int) -> Select[int]:
    works = ApiKey.revoked_at.is_(None), or_(ApiKey.expires_at.is_(None), ApiKey.expires_at > now)
    return select(func.count()).where(ApiKey.application_id == application_id, *works)


def _of_form(form_token: str, typed: tuple[object, ...]) -> str:
    """What a form makes of what was typed into it: the same for the same."""
    return base64url.encode(bytes.fromhex(signature.sign(repr(typed).encode(), secret=form_token)))


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
