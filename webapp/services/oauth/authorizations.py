"""What organizers allow programs: the use of one grant each, until one of both ends it.

An authorization begins with a code. Whoever has it exchanges it for tokens (`exchange.py`), once and soon.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from webapp.errors import NotAllowedNow, NotFound
from webapp.extensions import db, transaction
from webapp.lib import signature
from webapp.lib.ids import is_id
from webapp.models import Authorization, Grant, Organizer
from webapp.models.grant import VALID
from webapp.services import locks
from webapp.services.oauth.requests import Request

CODE_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A program that may use a grant. It may have signed in several times: from several browsers or machines.

    `id`: of the newest of these authorizations. `host`: where it sends organizers, without a port of this machine.
    """

    id: str
    host: str
    email: str
    since: int
    last_used_at: int | None


def offered(request: Request, organizer: Organizer) -> Sequence[Grant]:
    """The grants that this organizer can let the program use; the one of `login_hint` first.

    Only those of the kind that the program asks for, unless the organizer has none of that kind.

    Raises NotAllowedNow for an organizer of another application.
    """
    if organizer.application_id != request.client.application.id:
        raise NotAllowedNow("oauth.other_application", email=organizer.email)
    query = select(Grant).where(Grant.organizer_id == organizer.id, Grant.status == VALID)
    found = db.session.scalars(query.order_by(Grant.created_at, Grant.id)).all()
    of_kind = [grant for grant in found if grant.provider == request.kind]
    hint = (request.login_hint or "").lower()
    return sorted(of_kind or found, key=lambda grant: grant.email != hint)


def allow(request: Request, grant: Grant, organizer: Organizer, *, now: int) -> str:
    """Let the program use one of the grants that were `offered`. Returns a code for it, which is stored as its digest.

    Raises NotFound when the grant is not the organizer's any more.
    """
    code = signature.new_token()
    with transaction() as session:
        if locks.grant(session, grant.id).organizer_id != organizer.id:
            raise NotFound("grant.unknown")
        session.add(
            Authorization(
                application_id=request.client.application.id,
                organizer_id=organizer.id,
                grant_id=grant.id,
                redirect_uri=request.client.redirect_uri,
                is_offline=request.is_offline,
                code_digest=signature.digest(code),
                code_challenge=request.code_challenge,
                code_expires_at=now + CODE_SECONDS,
                created_at=now,
                expires_at=now + CODE_SECONDS,
            )
        )
    return code


def stands(authorization: Authorization) -> bool:
    """Whether it holds: nobody ended it, and the grant is still that of the organizer who allowed it."""
    return authorization.revoked_at is None and authorization.grant.organizer_id == authorization.organizer_id


def is_live(authorization_id: str, *, now: int) -> bool:
    """Whether the authorization with this id holds."""
    known = is_id(authorization_id)
    query = select(Authorization).where(Authorization.id == authorization_id, *_live(now))
    found = db.session.scalar(query) if known else None
    return found is not None and stands(found)


def listing(organizer: Organizer, *, now: int) -> list[Access]:
    """Which programs may use which of an organizer's grants, the newest first."""
    rows = db.session.scalars(
        select(Authorization)
        .where(Authorization.organizer_id == organizer.id, *_live(now))
        .order_by(Authorization.created_at.desc(), Authorization.id)
    ).all()
    accesses: dict[tuple[str, str, str], Access] = {}
    for row in filter(stands, rows):
        known = accesses.get(_program(row))
        accesses[_program(row)] = Access(
            id=known.id if known else row.id,
            host=_host(row),
            email=row.grant.email,
            since=row.created_at,
            last_used_at=_later(row.last_used_at, known.last_used_at if known else None),
        )
    return list(accesses.values())


def end(organizer: Organizer, authorization_id: str, *, now: int) -> None:
    """Let a program use a grant no more, wherever it has signed in. Raises NotFound for one of somebody else."""
    mine = select(Authorization).where(Authorization.organizer_id == organizer.id)
    known = is_id(authorization_id)
    named = db.session.scalar(mine.where(Authorization.id == authorization_id)) if known else None
    if named is None:
        raise NotFound("oauth.no_authorization")
    same = [row.id for row in db.session.scalars(mine.where(*_live(now))) if _program(row) == _program(named)]
    with transaction() as session:
        revoke(session, same, now=now)


def revoke(session: Session, ids: Sequence[str], *, now: int) -> None:
    """End these authorizations, and with them all of their tokens. Those that have ended stay so."""
    session.execute(
        update(Authorization)
        .where(Authorization.id.in_(ids), Authorization.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def _later(one: int | None, other: int | None) -> int | None:
    return max(one or 0, other or 0) or None


def _live(now: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Authorization.exchanged_at.is_not(None),
        Authorization.revoked_at.is_(None),
        Authorization.expires_at > now,
    )


def _program(row: Authorization) -> tuple[str, str, str]:
    return row.application_id, _host(row), row.grant_id


def _host(row: Authorization) -> str:
    return urlsplit(row.redirect_uri).hostname or ""
