"""Connect accounts at calendar providers, and reach them again later.

The provider is asked before the transaction begins, and everything is stored in one: an account that does not let us
in leaves nothing behind. Connecting an account again renews its secret and its calendars, makes a grant valid that was
not, and lets entries that waited for it be written at once.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, count
from typing import Any

import orjson
from cryptography.fernet import InvalidToken
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from webapp import outbox, providers
from webapp.errors import InvalidInput, NotAllowedNow, ProviderError, Unavailable
from webapp.extensions import db, transaction
from webapp.lib import vault
from webapp.lib.external import Access, Connected
from webapp.lib.waiting_places import WaitingPlaces
from webapp.models import Grant, Organizer
from webapp.models.grant import INVALID, VALID
from webapp.models.outbox import CALENDAR, EVENT
from webapp.models.webhook import GRANT_CREATED, GRANT_EXPIRED, GRANT_UPDATED
from webapp.services import locks
from webapp.services.calendars import channel_rows, elsewhere, grant_news

REFUSED = "provider.refused"
WAIT_SECONDS = 10  # what a provider takes at most, as a rule
_places = WaitingPlaces()


def connect(
    application_id: str,
    kind: str,
    settings: Mapping[str, Any],
    *,
    now: int,
    organizer: Organizer | None = None,
    renews: Grant | None = None,
) -> Grant:
    """The grant to this account, with all of its calendars. Each is read for the first time as soon as a worker can.

    `kind`: one whose calendars are kept elsewhere. `organizer`: whose account it is; without one it belongs to the
    organizer with the account's e-mail, else to programs alone. Raises InvalidInput for settings that do not let us
    in, ProviderError when the provider does not answer, Unavailable while too many others wait for theirs, and
    NotAllowedNow for the account of another organizer, or one of programs alone that is not the same at its provider.

    Where accounts are named by hand, an organizer's new one never takes the place of another of its name: it gets a
    number. `renews`: the account that the organizer wants to connect again, whatever its address was.
    """
    connected = _signed_in(kind, settings)
    with transaction() as session:
        locks.application(session, application_id)  # two requests at once for one account get one grant
        is_renewal = renews is not None and renews.email == connected.email
        if organizer is not None and providers.named_by_hand(kind) and not is_renewal:
            connected = _under_free_name(session, application_id, kind, connected, organizer=organizer)
        grant = _grant_of(session, application_id, kind, connected, organizer=organizer, now=now)
        is_known = grant.id is not None
        grant.settings = connected.settings
        grant.encrypted_secret = _sealed(connected.secret)
        grant.status, grant.failure, grant.failed_at = VALID, None, None
        grant.updated_at = now
        session.flush()
        elsewhere.follow_list(session, grant, connected.calendars, now=now)
        elsewhere.read_soon(session, grant, now=now)
        channel_rows.renew_soon(session, grant, now=now)
        for kind in (CALENDAR, EVENT):
            outbox.hasten(session, kind=kind, destination=grant.email, now=now)
        grant_news.announce(session, grant, GRANT_UPDATED if is_known else GRANT_CREATED, now=now)
        return grant


def lose(grant: Grant, code: str, *, now: int) -> bool:
    """Note that the account lets us in no more, and tell its organizer and the webhooks.

    Returns False when it was noted already, or connected again meanwhile. `grant`: as it was when the provider was
    asked. `code`: of the refusal.
    """
    with transaction() as session:
        locked = locks.grant(session, grant.id)
        if locked.status != VALID or locked.encrypted_secret != grant.encrypted_secret:
            return False
        locked.status, locked.failure, locked.failed_at = INVALID, code, now
        locked.updated_at = now
        grant_news.announce(session, locked, GRANT_EXPIRED, now=now)
        return True


def access_of(grant: Grant) -> Access:
    """How to reach the account of a grant. Raises ProviderError when its secret cannot be read any more."""
    secret = secret_of(grant)
    return Access(
        email=grant.email,
        settings=grant.settings,
        secret=secret,
        renew=_Renewal(grant.id, secret).store,
    )


def access_if_readable(grant: Grant) -> Access | None:
    """The same; None when its secret cannot be read any more."""
    try:
        return access_of(grant)
    except ProviderError:
        return None


def secret_of(grant: Grant) -> dict[str, Any]:
    """What a grant stores encrypted. Raises ProviderError when it cannot be read, as after a change of SECRET_KEY."""
    try:
        return _unsealed(grant.encrypted_secret)
    except (InvalidToken, TypeError) as problem:
        raise ProviderError("provider.refused") from problem


class _Renewal:
    """Stores a secret that a provider has given for another one, unless that one has been replaced meanwhile.

    Two may renew the same secret at once, and somebody may connect the account again at that moment. What came first
    then stays: it is not older than what was made of the secret before it.
    """

    def __init__(self, grant_id: str, secret: Mapping[str, Any]) -> None:
        self._grant_id = grant_id
        self._known = dict(secret)

    def store(self, secret: Mapping[str, Any]) -> None:
        with transaction() as session:
            grant = locks.grant(session, self._grant_id)
            if secret_of(grant) == self._known:
                grant.encrypted_secret = _sealed(secret)
                self._known = dict(secret)


def _signed_in(kind: str, settings: Mapping[str, Any]) -> Connected:
    provider = providers.of_kind(kind)
    if not providers.is_external(provider):
        raise TypeError(f"calendars of the kind {kind} are kept here")
    db.session.close()  # no transaction is open during network traffic
    with _places.one() as is_held:
        if not is_held:
            raise Unavailable("account.others_first", seconds=WAIT_SECONDS)
        try:
            connected = provider.connect(settings)
        except ProviderError as problem:
            if problem.code == REFUSED:
                raise InvalidInput("account.refused", field="settings") from problem
            raise
    if not connected.calendars:
        raise InvalidInput("account.without_calendars", field="settings")
    return connected


def _grant_of(
    session: Session,
    application_id: str,
    kind: str,
    connected: Connected,
    *,
    organizer: Organizer | None,
    now: int,
) -> Grant:
    email = connected.email.lower()
    known = session.scalar(
        select(Grant).where(
            Grant.application_id == application_id, Grant.provider == kind, Grant.email == email
        )
    )
    if known is None:
        owner_id = organizer.id if organizer else _organizer_id(session, application_id, email)
        known = Grant(
            application_id=application_id,
            organizer_id=owner_id,
            provider=kind,
            email=email,
            created_at=now,
        )
        session.add(known)
        return known
    locked = locks.grant(session, known.id)
    if organizer is not None:
        if locked.organizer_id not in (None, organizer.id):
            raise NotAllowedNow("account.of_another_organizer")
        if locked.organizer_id is None and not _is_the_same(locked, connected):
            raise NotAllowedNow("account.of_a_program")
        locked.organizer_id = organizer.id
    return locked


def _under_free_name(
    session: Session, application_id: str, kind: str, connected: Connected, *, organizer: Organizer
) -> Connected:
    """The account under its own name or, where another one has that, under the first free one with a number."""
    of_name = or_(
        Grant.email == connected.email, Grant.email.startswith(f"{connected.email} ", autoescape=True)
    )
    taken = session.scalars(
        select(Grant).where(Grant.application_id == application_id, Grant.provider == kind, of_name)
    )
    others = {
        grant.email
        for grant in taken
        if grant.organizer_id not in (None, organizer.id)
        or not _is_the_same(grant, _renamed(connected, grant.email))
    }
    names = chain([connected.email], (f"{connected.email} {number}" for number in count(2)))
    return _renamed(connected, next(name for name in names if name not in others))


def _renamed(connected: Connected, name: str) -> Connected:
    return replace(connected, email=name, settings={**connected.settings, "email": name})


def _is_the_same(grant: Grant, connected: Connected) -> bool:
    """Whether somebody has signed in where the grant does: at its server and as its user, or to its secret address.

    Its e-mail alone proves nothing, because a server of one's own lets in whomever one likes.
    """
    try:
        known = secret_of(grant)
    except ProviderError:
        known = {}
    return (grant.settings, known.get("url")) == (connected.settings, connected.secret.get("url"))


def _organizer_id(session: Session, application_id: str, email: str) -> str | None:
    return session.scalar(
        select(Organizer.id).where(
            Organizer.application_id == application_id, func.lower(Organizer.email) == email
        )
    )


def _sealed(secret: Mapping[str, Any]) -> bytes:
    return vault.encrypt(orjson.dumps(dict(secret)).decode())


def _unsealed(token: bytes | None) -> dict[str, Any]:
    if token is None:
        raise TypeError("this grant has no secret")
    found: dict[str, Any] = orjson.loads(vault.decrypt(token))
    return found
