"""Invitations: links that open a private page to whoever has them, for a number of bookings.

A token opens its page wherever a session id does. Opening spends nothing; each booking spends a use, under the lock of
the page, and a booking that is cancelled gives none back: a link that was passed on could be used for ever otherwise.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, literal, or_, select, tuple_, update
from sqlalchemy.orm import Session

from webapp.errors import InvalidInput, InvalidSession, NotFound
from webapp.extensions import db, transaction
from webapp.lib import base64url, cursors, signature, text
from webapp.lib.ids import is_id
from webapp.lib.text import NAME_AT_MOST
from webapp.models import Configuration, Grant, Invitation
from webapp.models.invitation import EXPIRED, REVOKED, USED_UP
from webapp.scheduling import DAY
from webapp.services import locks

PREFIX = "osi_"  # so that a token is told from a session id without a look at the database
USES_AT_MOST = 1000
NOTE_AT_MOST = 500
ENDED_KEPT_SECONDS = 90 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who is invited, and for what. `uses`: how many bookings. `expires_at`: Unix seconds, None for never."""

    uses: int = 1
    expires_at: int | None = None
    name: str = ""
    email: str = ""
    note: str = ""


def create(
    configuration: Configuration, invited: Invited, *, form_token: str | None = None, now: int
) -> tuple[Invitation, str]:
    """A new invitation and its token. The token is shown once: only its digest is stored.

    `form_token`: 256 random bits of a form. Sent again with the same values, it makes no second invitation: the first
    one is returned. Raises InvalidInput with the field, and NotFound for a page that was deleted.
    """
    values = _checked(invited, now=now)
    token = PREFIX + (_of_form(form_token, configuration.id, values) if form_token else signature.new_token())
    with transaction() as session:
        # Without the lock, a page that is being deleted at the same time could keep an invitation.
        if locks.configuration(session, configuration.id).deleted_at is not None:
            raise NotFound("configuration.unknown")
        made = select(Invitation).where(
            Invitation.configuration_id == configuration.id, Invitation.digest == signature.digest(token)
        )
        if form_token and (earlier := session.scalar(made)) is not None:
            return earlier, token
        invitation = Invitation(
            digest=signature.digest(token),
            configuration_id=configuration.id,
            uses=values.uses,
            uses_left=values.uses,
            expires_at=values.expires_at,
            name=values.name,
            email=values.email,
            note=values.note,
            created_at=now,
        )
        session.add(invitation)
    return invitation, token


def _of_form(form_token: str, configuration_id: str, values: Invited) -> str:
    """The token that a form makes of what was typed into it: the same for the same."""
    typed = repr((configuration_id, values)).encode()
    return base64url.encode(bytes.fromhex(signature.sign(typed, secret=form_token)))


def listing(
    configuration: Configuration, *, limit: int, page_token: str | None
) -> tuple[list[Invitation], str | None]:
    """At most `limit` invitations of a page, newest first, and the token of the next part. Raises InvalidInput."""
    place = Invitation.created_at, Invitation.id
    query = select(Invitation).where(Invitation.configuration_id == configuration.id)
    if page_token:
        created_at, last_id = cursors.unpack(page_token)
        query = query.where(tuple_(*place) < tuple_(literal(created_at), literal(last_id)))
    newest_first = query.order_by(Invitation.created_at.desc(), Invitation.id.desc())
    rows = list(db.session.scalars(newest_first.limit(limit + 1)))
    shown = rows[:limit]
    return shown, cursors.pack(shown[-1].created_at, shown[-1].id) if len(rows) > limit else None


def find(
    invitation_id: str,
    *,
    configuration_id: str | None = None,
    application_id: str | None = None,
    grant: Grant | None = None,
) -> Invitation:
    """One invitation, of this page, application or grant when given. Raises NotFound."""
    query = select(Invitation).join(Configuration).where(Invitation.id == invitation_id)
    if configuration_id is not None:
        query = query.where(Invitation.configuration_id == configuration_id)
    if application_id is not None:
        query = query.where(Configuration.application_id == application_id)
    if grant is not None:
        query = query.where(Configuration.grant_id == grant.id)
    found = db.session.scalar(query) if is_id(invitation_id) else None
    if found is None:
        raise NotFound("invitation.unknown")
    return found


def revoke(invitation: Invitation, *, now: int) -> None:
    """Let an invitation open nothing any more. Bookings that it made stay. Once is as good as twice."""
    with transaction() as session:
        session.execute(
            update(Invitation)
            .where(Invitation.id == invitation.id, Invitation.revoked_at.is_(None))
            .values(revoked_at=now)
        )


def is_token(given: str) -> bool:
    """Whether a text is written like an invitation's token."""
    return given.startswith(PREFIX) and signature.is_token(given.removeprefix(PREFIX))


def by_tokens(tokens: Collection[str]) -> dict[str, Invitation]:
    """The invitations of these tokens, whatever their state, the last token first. One query.

    What is no token, or of a page that was deleted, is left out.
    """
    digests = {signature.digest(token): token for token in tokens if is_token(token)}
    if not digests:
        return {}
    query = (
        select(Invitation)
        .join(Configuration)
        .where(Invitation.digest.in_(digests), Configuration.deleted_at.is_(None))
    )
    found = {digests[invitation.digest]: invitation for invitation in db.session.scalars(query)}
    return {token: found[token] for token in reversed(digests.values()) if token in found}


def opened_by(token: str, *, now: int, used_up_too: bool = False) -> Invitation:
    """The invitation of a token that opens its page now. Raises InvalidSession, which says why it does not.

    `used_up_too`: for whoever looks after a booking that it made.
    """
    invitation = by_tokens([token]).get(token)
    if invitation is None:
        raise InvalidSession("invitation.unknown")
    check(invitation, now=now, used_up_too=used_up_too)
    return invitation


def check(invitation: Invitation, *, now: int, used_up_too: bool = False) -> None:
    """Raise InvalidSession unless an invitation opens its page now."""
    state = invitation.state(now=now)
    if state == REVOKED:
        raise InvalidSession("invitation.revoked")
    if state == EXPIRED:
        raise InvalidSession("invitation.expired")
    if state == USED_UP and not used_up_too:
        raise InvalidSession("invitation.used_up")


def spend(session: Session, configuration: Configuration, token: str, *, now: int) -> None:
    """Take a use of an invitation in the transaction of the booking, under the lock of its page.

    Raises InvalidSession when it makes no booking of this page now.
    """
    spent = session.scalar(
        update(Invitation)
        .where(
            Invitation.digest == signature.digest(token),
            Invitation.configuration_id == configuration.id,
            Invitation.revoked_at.is_(None),
            or_(Invitation.expires_at.is_(None), Invitation.expires_at > now),
            Invitation.uses_left > 0,
        )
        .values(uses_left=Invitation.uses_left - 1)
        .returning(Invitation.id)
        .execution_options(synchronize_session=False)
    )
    if spent is None:
        opened_by(token, now=now)
        raise InvalidSession("invitation.unknown")  # it is of another page


def forget_ended(session: Session, *, now: int) -> None:
    """Delete invitations that ended 90 days ago: they hold names and addresses."""
    past = now - ENDED_KEPT_SECONDS
    session.execute(
        delete(Invitation).where(or_(Invitation.expires_at <= past, Invitation.revoked_at <= past))
    )


def _checked(invited: Invited, *, now: int) -> Invited:
    if not 1 <= invited.uses <= USES_AT_MOST:
        raise InvalidInput("number.out_of_range", field="uses", at_least=1, at_most=USES_AT_MOST)
    if invited.expires_at is not None and invited.expires_at <= now:
        raise InvalidInput("invitation.expires_in_the_past", field="expires_at")
    return Invited(
        uses=invited.uses,
        expires_at=invited.expires_at,
        name=text.clean(invited.name, field="name", at_most=NAME_AT_MOST),
        email=text.email(invited.email, field="email") if invited.email else "",
        note=text.clean(invited.note, field="note", at_most=NOTE_AT_MOST),
    )
