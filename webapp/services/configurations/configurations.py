"""Scheduling pages: making, changing, finding. A document that could never be booked is refused here, not later."""

from typing import Any

from flask import current_app
from sqlalchemy import bindparam, delete, exists, literal, select, tuple_
from sqlalchemy import update as update_rows
from sqlalchemy.orm import Session, joinedload

from webapp.errors import InvalidInput, NotAllowedNow, NotFound, Outdated
from webapp.extensions import ChangedMeanwhile, db, repeat_on_deadlock, transaction
from webapp.lib.ids import is_id
from webapp.lib.slugs import is_slug
from webapp.models import (
    Booking,
    Configuration,
    ConfigurationColumns,
    Grant,
    Invitation,
    SchedulerSession,
)
from webapp.services import applications, locks
from webapp.services.calendars import following, hours_followed
from webapp.services.configurations import followers, logos, participants
from webapp.services.configurations.document import validated
from webapp.services.configurations.rules import rules_for
from webapp.services.configurations.view import ConfigurationView, view_of

RESERVED_SLUGS = frozenset(
    {"v3", "static", "dashboard", "bookings", "embed", "healthz", "readyz", "metrics", "assets", "api"}
    | {"login", "logout", "robots", "favicon"}
    | {"people", "accessibility", "setup", "invitations"}  # for pages that come later
    | {"accessibility", "images", "invitations", "people", "setup"}
)

_STANDING = (
    select(Configuration).where(Configuration.deleted_at.is_(None)).options(joinedload(Configuration.grant))
)
# All made once: every look at a page asks one of the first two.
_BY_ID = _STANDING.where(Configuration.id == bindparam("id"))
_BY_ID_EVEN_DELETED = (
    select(Configuration).options(joinedload(Configuration.grant)).where(Configuration.id == bindparam("id"))
)
_row = Configuration.__table__.c
_COLUMNS_BY_ID = select(
    *(_row.id, _row.application_id, _row.grant_id, _row.requires_session_auth),
    *(_row.document, _row.followed_hours, _row.revision),
).where(_row.id == bindparam("id"), _row.deleted_at.is_(None))


def create(grant: Grant, raw: Any, *, page_id: str | None = None, now: int) -> Configuration:
    """Store a new configuration of this grant, under an id made upstream if one is given: whatever has it already is
    returned as it is. Raises InvalidInput with the field's path."""
    document = settled(raw, now)
    with transaction() as session:
        view, application_id = ConfigurationView(document), grant.application_id
        followers.lock(session, view, application_id=application_id, page_of=grant.id)
        if page_id is not None and (made_before := session.get(Configuration, page_id)) is not None:
            return made_before
        participants.check(session, view, application_id=application_id)
        followed = followers.check(session, view, application_id=application_id)
        check_slug(session, document["slug"], grant.application_id, but=None)
        configuration = Configuration(
            id=page_id,  # None makes a new one
            application_id=grant.application_id,
            grant_id=grant.id,
            slug=document["slug"],
            requires_session_auth=document["requires_session_auth"],
            document=document,
            created_at=now,
            updated_at=now,
        )
        session.add(configuration)
        session.flush()
        hours_followed.enter(session, configuration, followed)
        _follow(session, configuration, now=now)
    return find(configuration.id)


@repeat_on_deadlock
def update(
    configuration: Configuration, changes: Any, *, now: int, expected_revision: int | None = None
) -> Configuration:
    """Replace the top-level fields that are given; what is not sent stays (wire contract section 1).

    `expected_revision`: of the configuration that the caller has seen. Raises Outdated when it is another one by now.
    """
    if not isinstance(changes, dict):
        raise InvalidInput("body.no_object", field="body")
    read = db.session.get(Configuration, configuration.id)
    if read is None or read.deleted_at is not None:
        raise NotFound("configuration.unknown")
    _check_seen(read, expected_revision)
    document = settled({**read.document, **changes}, now)
    view, application_id = ConfigurationView(document), read.application_id
    with transaction() as session:
        followers.lock(session, view, application_id=application_id)
        row = locks.configuration(session, configuration.id)
        if row.revision != read.revision:
            raise ChangedMeanwhile
        participants.check(session, view, application_id=application_id)
        hours_followed.enter(session, row, followers.check(session, view, application_id=application_id))
        check_slug(session, document["slug"], row.application_id, but=row.id)
        row.document = document
        row.slug = document["slug"]
        row.requires_session_auth = document["requires_session_auth"]
        row.revision += 1
        row.updated_at = now
        session.flush()
        _follow(session, row, now=now)
    return find(configuration.id)


def _follow(session: Session, page: Configuration, *, now: int) -> None:
    """Do what else a page's new document asks for: calendars get its zone, logos are fetched."""
    logos.follow(session, page, now=now)
    emails = [participant.email for participant in view_of(page).participants]
    following.follow_page(session, page, emails=emails, now=now)


def destroy(
    configuration: Configuration,
    *,
    now: int,
    expected_revision: int | None = None,
    ends_sessions: bool = False,
) -> None:
    """Delete a configuration that has no live session. One that was ever booked keeps its row, out of sight.

    `expected_revision` as for `update`. `ends_sessions`: live sessions are no reason against it, and end.
    """
    with transaction() as session:
        _check_seen(locks.configuration(session, configuration.id), expected_revision)
        live = exists().where(
            SchedulerSession.configuration_id == configuration.id, SchedulerSession.expires_at > now
        )
        if not ends_sessions and session.scalar(select(live)):
            raise NotAllowedNow("configuration.has_sessions")
        for opened_by in (SchedulerSession, Invitation):
            session.execute(delete(opened_by).where(opened_by.configuration_id == configuration.id))
        if session.scalar(select(exists().where(Booking.configuration_id == configuration.id))):
            session.execute(
                update_rows(Configuration)
                .where(Configuration.id == configuration.id)
                .values(deleted_at=now, slug=None, revision=Configuration.revision + 1, updated_at=now)
            )
        else:
            session.execute(delete(Configuration).where(Configuration.id == configuration.id))
        following.follow_remaining_pages(session, configuration.grant_id, now=now)


def find(
    configuration_id: str,
    *,
    grant: Grant | None = None,
    application_id: str | None = None,
    organizer_id: str | None = None,
) -> Configuration:
    """One configuration, of this grant, application or organizer when given. Raises NotFound."""
    query = _BY_ID
    if grant is not None:
        query = query.where(Configuration.grant_id == grant.id)
    if application_id is not None:
        query = query.where(Configuration.application_id == application_id)
    if organizer_id is not None:
        query = query.where(Configuration.grant.has(organizer_id=organizer_id))
    return _found(query, id=_checked_id(configuration_id))


def find_even_deleted(configuration_id: str) -> Configuration:
    """One configuration, deleted or not: a deleted one still has the bookings that it had. Raises NotFound."""
    return _found(_BY_ID_EVEN_DELETED, id=_checked_id(configuration_id))


def columns(configuration_id: str) -> ConfigurationColumns:
    """What `find` finds, without making an entity of it, which would cost as much again. Raises NotFound."""
    named = {"id": _checked_id(configuration_id)}
    row = db.session.connection().execute(_COLUMNS_BY_ID, named).one_or_none()
    if row is None:
        raise NotFound("configuration.unknown")
    return row


def listing(grant: Grant, *, limit: int, page_token: str | None) -> tuple[list[Configuration], str | None]:
    """At most `limit` configurations, oldest first, and the token of the next page. Raises InvalidInput."""
    place = Configuration.created_at, Configuration.id
    query = _STANDING.where(Configuration.grant_id == grant.id)
    if page_token:
        last = db.session.get(Configuration, page_token) if is_id(page_token) else None
        if last is None or last.grant_id != grant.id:
            raise InvalidInput("cursor.unknown", field="page_token")
        query = query.where(tuple_(*place) > tuple_(literal(last.created_at), literal(last.id)))
    rows = list(db.session.scalars(query.order_by(*place).limit(limit + 1)))
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


def of_organizer(organizer_id: str) -> list[Configuration]:
    """The scheduling pages that stand on an organizer's dashboard."""
    query = _STANDING.join(Grant).where(Grant.organizer_id == organizer_id)
    return list(db.session.scalars(query.order_by(Configuration.created_at, Configuration.id)))


def by_name(name: str, *, application_id: str | None = None) -> Configuration:
    """A configuration by its slug or its id, private or not. Raises NotFound.

    Without `application_id` the slug is one of the default application's.
    """
    if application_id is None and is_id(name):
        return find(name)
    return by_slug(name, application_id=application_id or applications.default_id() or "")


def by_slug(slug: str, *, application_id: str) -> Configuration:
    """An application's configuration with this slug, private or not. Raises NotFound."""
    return find(id_by_slug(slug, application_id=application_id))


def id_by_slug(slug: str, *, application_id: str) -> str:
    """The id of the same. Raises NotFound."""
    if not is_slug(slug) or not is_id(application_id):  # PostgreSQL refuses some characters
        raise NotFound("configuration.unknown")
    named = select(Configuration.id).where(
        Configuration.slug == slug,
        Configuration.application_id == application_id,
        Configuration.deleted_at.is_(None),
    )
    configuration_id = db.session.scalar(named)
    if configuration_id is None:
        raise NotFound("configuration.unknown")
    return configuration_id


def reserved_slugs() -> frozenset[str]:
    """First path parts that the program itself answers, so that no page may be called so."""
    rules = current_app.url_map.iter_rules()
    return RESERVED_SLUGS | {rule.rule.split("/")[1] for rule in rules if "<" not in rule.rule.split("/")[1]}


def _check_seen(configuration: Configuration, expected_revision: int | None) -> None:
    if expected_revision not in (None, configuration.revision):
        raise Outdated("configuration.changed")


def _checked_id(configuration_id: str) -> str:
    """What is no id is not looked for: PostgreSQL refuses some characters."""
    if not is_id(configuration_id):
        raise NotFound("configuration.unknown")
    return configuration_id


def _found(query: Any, **values: Any) -> Configuration:
    configuration: Configuration | None = db.session.scalar(query, values)
    if configuration is None:
        raise NotFound("configuration.unknown")
    return configuration


def settled(raw: Any, now: int) -> dict[str, Any]:
    """The validated document with a name, judged as a whole by the engine. Raises InvalidInput."""
    document = validated(raw)
    organizer = ConfigurationView(document).organizer
    document["name"] = document["name"] or organizer.name or organizer.email
    rules_for(document, now=now)
    return document


def check_slug(session: Session, slug: str | None, application_id: str, *, but: str | None) -> None:
    """Refuse a slug that no page of this application may take, `but` the page of this id. Raises InvalidInput."""
    if slug is None:
        return
    if not is_slug(slug):
        raise InvalidInput("slug.malformed", field="slug")
    if slug in reserved_slugs():
        raise InvalidInput("slug.reserved", field="slug", slug=slug)
    taken = select(Configuration.id).where(
        Configuration.application_id == application_id,
        Configuration.slug == slug,
        Configuration.id != (but or ""),
    )
    if session.scalar(taken) is not None:
        raise InvalidInput("slug.taken", field="slug")
