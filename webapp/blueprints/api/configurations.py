"""Configurations over JSON (wire contract section 6)."""

from typing import Any

from flask import Response, g
from werkzeug.datastructures import ETags

from webapp.blueprints.api import envelope, granted, revisions
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.granted import for_grant
from webapp.blueprints.api.payloads.configurations import ConfigurationChange
from webapp.blueprints.api.payloads.paging import PageQuery
from webapp.blueprints.api.presenters.configurations import configuration_object
from webapp.blueprints.api.takes import takes
from webapp.lib import clock
from webapp.models import Configuration, Grant
from webapp.services.configurations import configurations, own_calendars
from webapp.services.configurations.document import ConfigurationDocument

PATH = "/grants/<grant>/scheduling/configurations"


@blueprint.get(PATH)
@for_grant
@takes(query=PageQuery)
def configuration_index(grant: str, query: PageQuery) -> Response:
    """A grant's configurations, oldest first."""
    rows, next_cursor = configurations.listing(_grant(grant), limit=query.limit, page_token=query.page_token)
    return envelope.listing([configuration_object(row) for row in rows], next_cursor)


@blueprint.post(PATH)
@for_grant
@takes(document=ConfigurationDocument)
def configuration_create(grant: str, document: dict[str, Any]) -> Response:
    """Create a configuration. Every default is filled in."""
    owner = _grant(grant)
    if g.own_grant is not None:
        own_calendars.check(document, owner)
    created = configurations.create(owner, document, now=clock.now())
    return _answer(created)


@blueprint.get(f"{PATH}/<configuration_id>")
@for_grant
@takes(if_none_match=True)
def configuration_show(grant: str, configuration_id: str, if_none_match: ETags) -> Response:
    """One configuration; 304 when nothing has changed since the answer with this tag."""
    configuration = _configuration(grant, configuration_id)
    if revisions.is_named(if_none_match, configuration.revision):
        return revisions.marked(envelope.not_modified(), configuration.revision)
    return _answer(configuration)


@blueprint.put(f"{PATH}/<configuration_id>")
@for_grant
@takes(document=ConfigurationChange, if_match=True)
def configuration_update(
    grant: str, configuration_id: str, document: dict[str, Any], if_match: ETags | None
) -> Response:
    """Replace the top-level fields that are sent, each as a whole."""
    configuration = _configuration(grant, configuration_id)
    if g.own_grant is not None:
        own_calendars.check(document, g.own_grant, changed=configuration)
    expected = revisions.expected(if_match, configuration.revision)
    changed = configurations.update(configuration, document, now=clock.now(), expected_revision=expected)
    return _answer(changed)


@blueprint.delete(f"{PATH}/<configuration_id>")
@for_grant
@takes(if_match=True)
def configuration_destroy(grant: str, configuration_id: str, if_match: ETags | None) -> Response:
    """Delete a configuration that has no live session."""
    configuration = _configuration(grant, configuration_id)
    expected = revisions.expected(if_match, configuration.revision)
    configurations.destroy(configuration, now=clock.now(), expected_revision=expected)
    return envelope.deleted()


def _answer(configuration: Configuration) -> Response:
    answer = envelope.answer(configuration_object(configuration))
    return revisions.marked(answer, configuration.revision)


def _grant(identifier: str) -> Grant:
    return granted.grant(identifier)


def _configuration(grant: str, configuration_id: str) -> Configuration:
    return configurations.find(configuration_id, grant=_grant(grant))
