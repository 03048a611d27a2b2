"""Tokens: made in pairs, known by their digests, and worth nothing once their authorization has ended.

An access token opens one grant for an hour. A refresh token is exchanged for the next pair, once.
"""

from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from webapp.errors import DeadToken
from webapp.extensions import db, execute_if_free, transaction
from webapp.lib import signature
from webapp.models import ACCESS, REFRESH, Authorization, Token
from webapp.scheduling import DAY
from webapp.services.oauth import authorizations

MARKS = {ACCESS: "osa_", REFRESH: "osr_"}  # so that one that leaked into a log is recognized
ACCESS_SECONDS = 3600
REFRESH_SECONDS = 30 * DAY
LAST_USED_EVERY_SECONDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """New tokens, which cannot be read again. `refresh`: None for a program that asked for `online` access."""

    access: str
    refresh: str | None
    authorization: Authorization


def issue(session: Session, authorization: Authorization, *, now: int) -> Pair:
    """A new pair for an authorization, in the caller's transaction."""
    lasts = REFRESH_SECONDS if authorization.is_offline else ACCESS_SECONDS
    access = _add(session, authorization, ACCESS, now=now, expires_at=now + ACCESS_SECONDS)
    refresh = None
    if authorization.is_offline:
        refresh = _add(session, authorization, REFRESH, now=now, expires_at=now + REFRESH_SECONDS)
    session.execute(
        update(Authorization).where(Authorization.id == authorization.id).values(expires_at=now + lasts)
    )
    return Pair(access=access, refresh=refresh, authorization=authorization)


def is_access_token(token: str) -> bool:
    """Whether this bearer token has the mark of an access token."""
    return token.startswith(MARKS[ACCESS])


def authenticate(token: str, *, now: int) -> Token:
    """The live access token that this is. Raises DeadToken."""
    found = _find(token)
    if found is None or found.kind != ACCESS or found.expires_at <= now:
        raise DeadToken("token.dead")
    if not authorizations.stands(found.authorization):
        raise DeadToken("token.dead")
    _note_use(found.authorization, now=now)
    return found


def find_refresh(token: str, *, client_id: str) -> Token | None:
    """A program's refresh token, live or not."""
    found = _find(token)
    if found is None or found.kind != REFRESH or found.authorization.application_id != client_id:
        return None
    return found


def revoke(token: str, *, now: int) -> None:
    """End the authorization of an access or refresh token, and with it all of its tokens (RFC 7009 section 2.1).

    An unknown token, and one that has ended, changes nothing.
    """
    found = _find(token)
    if found is not None and found.authorization.revoked_at is None:
        with transaction() as session:
            authorizations.revoke(session, [found.authorization_id], now=now)


def _find(token: str) -> Token | None:
    # Looked up by its digest: the time that takes reveals nothing about the token.
    return db.session.scalar(select(Token).where(Token.digest == signature.digest(token)))


def _add(session: Session, authorization: Authorization, kind: str, *, now: int, expires_at: int) -> str:
    token = MARKS[kind] + signature.new_token()
    session.add(
        Token(
            authorization_id=authorization.id,
            kind=kind,
            digest=signature.digest(token),
            created_at=now,
            expires_at=expires_at,
        )
    )
    return token


def _note_use(authorization: Authorization, *, now: int) -> None:
    # In a transaction of its own, and seldom, so that not every read becomes a write.
    stale = now - LAST_USED_EVERY_SECONDS
    if authorization.last_used_at is not None and authorization.last_used_at > stale:
        return
    execute_if_free(
        update(Authorization)
        .where(
            Authorization.id == authorization.id,
            or_(Authorization.last_used_at.is_(None), Authorization.last_used_at <= stale),
        )
        .values(last_used_at=now)
    )
