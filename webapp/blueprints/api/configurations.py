"""Configurations over JSON (wire contract section 6)."""

from typing import Any

from flask import Response, g
from werkzeug.datastructures import ETags

from webapp.blueprints.api import envelope, revisions
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import needs_api_key
from webapp.blueprints.api.payloads.configurations import ConfigurationChange
from webapp.blueprints.api.payloads.paging import PageQuery
from webapp.blueprints.api.presenters.configurations import configuration_object
from webapp.blueprints.api.takes import takes
from webapp.lib import clock
from webapp.models import Configuration, Grant
from webapp.services.calendars import grants
from webapp.services.configurations import configurations
from webapp.services.configurations.document import ConfigurationDocument

PATH = "/grants/<grant>/scheduling/configurations"


@blueprint.get(PATH)
@needs_api_key
@takes(query=PageQuery)
def configuration_index(grant: str, query: PageQuery) -> Response:
    """A grant's configurations, oldest first."""
    rows, next_cursor = configurations.listing(_grant(grant), limit=query.limit, page_token=query.page_token)
    return envelope.listing([configuration_object(row) for row in rows], next_cursor)


@blueprint.post(PATH)
@needs_api_key
@takes(document=ConfigurationDocument)
def configuration_create(grant: str, document: dict[str, Any]) -> Response:
    """Create a configuration. Every default is filled in."""
    created = configurations.create(_grant(grant), document, now=clock.now())
    return _answer(created)


@blueprint.get(f"{PATH}/<configuration_id>")
@needs_api_key
@takes(if_none_match=True)
def configuration_show(grant: str, configuration_id: str, if_none_match: ETags) -> Response:
    """One configuration; 304 when nothing has changed since the answer with this tag."""
    configuration = _configuration(grant, configuration_id)
    if revisions.is_named(if_none_match, configuration.revision):
        return revisions.marked(envelope.not_modified(), configuration.revision)
    return _answer(configuration)


@blueprint.put(f"{PATH}/<configuration_id>")
@needs_api_key
@takes(document=ConfigurationChange, if_match=True)
def configuration_update(
    grant: str, configuration_id: str, document: dict[str, Any], if_match: ETags | None
) -> Response:
    """Replace the top-level fields that are sent, each as a whole."""
    configuration = _configuration(grant, configuration_id)
    expected = revisions.expected(if_match, configuration.revision)
    changed = configurations.update(configuration, document, now=clock.now(), expected_revision=expected)
    return _answer(changed)


@blueprint.delete(f"{PATH}/<configuration_id>")
@needs_api_key
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
    return grants.find(g.application_id, identifier)


def _configuration(grant: str, configuration_id: str) -> Configuration:
    return configurations.find(configuration_id, grant=_grant(grant))
