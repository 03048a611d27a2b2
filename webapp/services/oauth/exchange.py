"""A code, or a refresh token, for a new pair of tokens (RFC 6749 sections 4.1.3 and 6; RFC 9700 sections 2.1 and 4.14).

Each is taken once. Whoever sends one again, having shown that it is theirs, may be a thief or the one who was robbed:
then all tokens that came of it end.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, update

from webapp.errors import OAuthRefused
from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.lib import pkce, signature
from webapp.models import Authorization, Token
from webapp.services.oauth import authorizations, clients, tokens
from webapp.services.oauth.tokens import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What a program sends for a code."""

    client_id: str
    client_secret: str | None
    code: str
    redirect_uri: str | None
    code_verifier: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """What a program sends for a refresh token."""

    client_id: str
    client_secret: str | None
    refresh_token: str


def answer(asked: Exchange | Refresh, *, now: int) -> Pair:
    """The pair of tokens for either. Raises OAuthRefused."""
    return exchange(asked, now=now) if isinstance(asked, Exchange) else refresh(asked, now=now)


def exchange(asked: Exchange, *, now: int) -> Pair:
    """The first pair of tokens, for a code. Raises OAuthRefused."""
    has_secret = clients.has_secret(asked.client_id, asked.client_secret, now=now)
    by_code = select(Authorization).where(Authorization.code_digest == signature.digest(asked.code))
    found = db.session.scalar(by_code)
    if found is None or found.application_id != asked.client_id:
        raise OAuthRefused("invalid_grant.code")
    _check_proof(found, asked, has_secret=has_secret)
    if (found.exchanged_at is None and found.code_expires_at <= now) or not authorizations.stands(found):
        raise OAuthRefused("invalid_grant.code")
    pair = _first_pair(found, needs_secret=has_secret, now=now)
    if pair is None:
        raise OAuthRefused("invalid_grant.code_used")
    return pair


def refresh(asked: Refresh, *, now: int) -> Pair:
    """The next pair of tokens, for a refresh token, which ends with it. Raises OAuthRefused."""
    has_secret = clients.has_secret(asked.client_id, asked.client_secret, now=now)
    found = tokens.find_refresh(asked.refresh_token, client_id=asked.client_id)
    if found is None or found.expires_at <= now or not authorizations.stands(found.authorization):
        raise OAuthRefused("invalid_grant.refresh_token")
    if found.authorization.needs_secret and not has_secret:
        raise OAuthRefused("invalid_client.no_secret")
    pair = _next_pair(found, now=now)
    if pair is None:
        raise OAuthRefused("invalid_grant.refresh_token_used")
    return pair


def _check_proof(found: Authorization, asked: Exchange, *, has_secret: bool) -> None:
    if found.code_challenge is None:
        if not has_secret:
            raise OAuthRefused("invalid_client.no_proof")
        if asked.code_verifier:  # the challenge was taken away on its way to us: RFC 9700 section 2.1.1
            raise OAuthRefused("invalid_grant.verifier")
    elif not pkce.is_answer(asked.code_verifier or "", to=found.code_challenge):
        raise OAuthRefused("invalid_grant.verifier")
    if asked.redirect_uri != found.redirect_uri:
        raise OAuthRefused("invalid_grant.redirect_uri")


@repeat_on_deadlock
def _first_pair(found: Authorization, *, needs_secret: bool, now: int) -> Pair | None:
    """None when the code was taken before; then all of its tokens have ended."""
    claim = (
        update(Authorization)
        .where(Authorization.id == found.id, Authorization.exchanged_at.is_(None))
        .values(exchanged_at=now, needs_secret=needs_secret)
        .returning(Authorization.id)
    )
    with transaction() as session:
        if session.scalar(claim) is not None:
            return tokens.issue(session, found, now=now)
        authorizations.revoke(session, [found.id], now=now)
    return None


@repeat_on_deadlock
def _next_pair(found: Token, *, now: int) -> Pair | None:
    """The same for a refresh token. The authorization's row is locked first, as whoever ends it does."""
    holds: tuple[ColumnElement[bool], ...] = (
        Authorization.id == found.authorization_id,
        Authorization.revoked_at.is_(None),
    )
    touch = update(Authorization).where(*holds).values(last_used_at=now).returning(Authorization.id)
    claim = (
        update(Token)
        .where(Token.id == found.id, Token.used_at.is_(None))
        .values(used_at=now)
        .returning(Token.id)
    )
    with transaction() as session:
        if session.scalar(touch) is None:
            return None
        if session.scalar(claim) is not None:
            return tokens.issue(session, found.authorization, now=now)
        authorizations.revoke(session, [found.authorization_id], now=now)
    return None
