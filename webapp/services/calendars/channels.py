"""Make, renew and end the channels by which providers tell us of changes. They are asked outside of transactions.

The row of a channel is there before its provider is asked, and no other worker asks as long as it is new. When a worker
is killed in between, the row is forgotten after a while and another channel made: what comes by the first is refused at
our door, and it ends by itself.
"""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import case, delete, select, update

from webapp import providers
from webapp.errors import NotFound, ProviderError
from webapp.extensions import db, repeat_on_deadlock, transaction
from webapp.lib import links, signature
from webapp.lib.external import Access, Channel, WantedChannel
from webapp.models import Grant, PushChannel, new_id
from webapp.models.grant import VALID
from webapp.providers import PushingProvider
from webapp.scheduling import DAY
from webapp.services import locks
from webapp.services.calendars import channel_plans, connecting
from webapp.services.calendars.channel_plans import PUSHES_REFUSED, Plan, Wish

HOUR = 3600
LIFE_SECONDS = 6 * DAY  # both Google and Microsoft allow for a week
LEAST_SECONDS = HOUR  # a channel that ends sooner is not worth its requests
ASKING_SECONDS = 300  # longer than a provider takes to answer
ENDPOINT = "pushes.push_create"
# After these failures a day passes before the provider is asked again.
_FOR_A_DAY = frozenset((PUSHES_REFUSED, "provider.no_pushes", "provider.refused", "provider.not_understood"))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A channel whose row is there, and that is to be asked for."""

    wish: Wish
    wanted: WantedChannel


def tend(grant_id: str, *, now: int) -> None:
    """Let every calendar of this account that was read have a channel that lasts, as far as its provider has any."""
    grant = db.session.get(Grant, grant_id)
    provider = None if grant is None else providers.of_kind(grant.provider)
    if grant is None or provider is None or not providers.is_pushing(provider):
        db.session.close()
        return
    plan = channel_plans.of_account(db.session(), grant, now=now)
    db.session.close()  # no transaction is open during network traffic
    if not plan:
        return
    access = connecting.access_if_readable(grant)
    if access is None:
        return
    for asked in _begun(grant_id, now=now):
        if not _make(provider, access, asked, now=now):
            return


def due_ends(*, now: int, limit: int) -> list[str]:
    """Ids of channels that are to be ended now."""
    is_due = (PushChannel.calendar_id.is_(None), PushChannel.due_at <= now)
    return list(
        db.session.scalars(select(PushChannel.id).where(*is_due).order_by(PushChannel.due_at).limit(limit))
    )


def end(channel_id: str, *, now: int) -> None:
    """End a channel at its provider and forget it. Where that fails it is tried again, until it has ended by itself."""
    with transaction() as session:
        ours = (
            PushChannel.id == channel_id,
            PushChannel.calendar_id.is_(None),
            PushChannel.due_at <= now,
        )
        claimed = update(PushChannel).where(*ours).values(due_at=now + ASKING_SECONDS)
        channel = session.scalars(claimed.returning(PushChannel)).one_or_none()
        grant = None if channel is None or channel.grant_id is None else session.get(Grant, channel.grant_id)
    if channel is None:
        return
    try:
        _end(channel, grant, now=now)
    except ProviderError as problem:
        if problem.code != connecting.REFUSED:  # who lets us in no more, cannot be asked
            again = now + problem.values.get("seconds", HOUR)
            _set(channel_id, due_at=again, failure=problem.code)
            return
    _forget(channel_id)


def _end(channel: PushChannel, grant: Grant | None, *, now: int) -> None:
    provider = providers.registry().get(channel.kind)
    if channel.provider_id is None or (channel.until or 0) <= now:
        return
    if provider is None or not providers.is_pushing(provider):
        return
    known = Channel(id=channel.id, provider_id=channel.provider_id, until=channel.until or 0)
    provider.unwatch(_access(channel, grant), known)


def _access(channel: PushChannel, grant: Grant | None) -> Access:
    """How to reach the account of a channel, also when it was disconnected since."""
    if grant is not None:
        return connecting.access_of(grant)
    gone = Grant(encrypted_secret=channel.encrypted_secret)
    return Access(**channel.account, secret=connecting.secret_of(gone))


@repeat_on_deadlock
def _begun(grant_id: str, *, now: int) -> list[_Asked]:
    """Do what needs no provider, and add a row for each channel that is needed."""
    with transaction() as session:
        try:
            grant = locks.grant(session, grant_id)
        except NotFound:
            return []
        plan = Plan() if grant.status != VALID else channel_plans.of_account(session, grant, now=now)
        session.execute(delete(PushChannel).where(PushChannel.id.in_(plan.forget)))
        ended = update(PushChannel).where(PushChannel.id.in_(plan.end))
        session.execute(ended.values(calendar_id=None, due_at=now))
        asked = [_Asked(wish, _wanted(grant.provider, now=now)) for wish in plan.wishes]
        for each in asked:
            session.add(
                PushChannel(
                    id=each.wanted.id,
                    kind=grant.provider,
                    grant_id=grant.id,
                    calendar_id=each.wish.calendar_id,
                    token_digest=signature.digest(each.wanted.token),
                    origin=links.origin(),
                    due_at=now + ASKING_SECONDS,
                    created_at=now,
                )
            )
    return asked


def _wanted(kind: str, *, now: int) -> WantedChannel:
    channel_id = new_id()
    return WantedChannel(
        id=channel_id,
        token=signature.new_token(),
        address=links.absolute(ENDPOINT, kind=kind, channel_id=channel_id),
        until=now + LIFE_SECONDS,
    )


def _make(provider: PushingProvider, access: Access, asked: _Asked, *, now: int) -> bool:
    """Ask for a channel. Returns whether to ask for others as well."""
    wish, wanted = asked.wish, asked.wanted
    try:
        channel = wish.known and provider.extend(access, wish.known, until=wanted.until)
        if channel is not None:
            _note(channel, now=now)
            _forget(wanted.id)
            return True
        channel = provider.watch(access, wish.external_id, wanted)
        if channel.until < now + LEAST_SECONDS:
            raise ProviderError("provider.no_pushes")
    except ProviderError as problem:
        wait = DAY if problem.code in _FOR_A_DAY else problem.values.get("seconds", HOUR)
        _set(wanted.id, due_at=now + wait, failure=problem.code)
        return problem.code == "provider.no_pushes"
    if not _note(channel, now=now):
        with suppress(ProviderError):
            provider.unwatch(access, channel)
    return True


def _note(channel: Channel, *, now: int) -> bool:
    """Note how long a channel lives. It is renewed when three quarters of that are over, or ended at once when its
    calendar was disconnected meanwhile. False when even its row is gone.
    """
    renewed_at = now + (channel.until - now) * 3 // 4
    return _set(
        channel.id,
        provider_id=channel.provider_id,
        until=channel.until,
        due_at=case((PushChannel.calendar_id.is_(None), now), else_=renewed_at),
        failure=None,
    )


def _set(channel_id: str, **values: object) -> bool:
    with transaction() as session:
        known = update(PushChannel).where(PushChannel.id == channel_id).values(**values)
        return session.scalar(known.returning(PushChannel.id)) is not None


def _forget(channel_id: str) -> None:
    with transaction() as session:
        session.execute(delete(PushChannel).where(PushChannel.id == channel_id))
