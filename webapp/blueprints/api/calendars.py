"""Calendars of a grant (wire contract section 11). `primary` works as an id."""

from flask import Response

from webapp.blueprints.api import envelope, granted
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.granted import for_grant
from webapp.blueprints.api.payloads.calendars import CalendarChange, CalendarsQuery, NewCalendar
from webapp.blueprints.api.presenters.calendars import calendar_object
from webapp.blueprints.api.takes import takes
from webapp.lib import clock
from webapp.models import Calendar
from webapp.services.calendars import calendars


@blueprint.get("/grants/<grant>/calendars")
@for_grant
@takes(query=CalendarsQuery)
def calendar_index(grant: str, query: CalendarsQuery) -> Response:
    """Calendars of a grant, the primary one first, by `metadata_pair`."""
    rows, next_cursor = calendars.listing(
        granted.grant(grant),
        limit=query.limit,
        page_token=query.page_token,
        metadata=query.metadata_pair,
    )
    return envelope.listing([calendar_object(row) for row in rows], next_cursor)


@blueprint.post("/grants/<grant>/calendars")
@for_grant
@takes(body=NewCalendar)
def calendar_create(grant: str, body: NewCalendar) -> Response:
    """Add a calendar; a grant has at most 10."""
    found = granted.grant(grant)
    return _answer(calendars.create(found, body.columns(), now=clock.now()))


@blueprint.get("/grants/<grant>/calendars/<calendar>")
@for_grant
def calendar_show(grant: str, calendar: str) -> Response:
    """One calendar, by id or `primary`."""
    return _answer(_find(grant, calendar))


@blueprint.put("/grants/<grant>/calendars/<calendar>")
@for_grant
@takes(body=CalendarChange)
def calendar_update(grant: str, calendar: str, body: CalendarChange) -> Response:
    """Change the fields that are sent."""
    found = _find(grant, calendar)
    return _answer(calendars.update(found, body.columns(), now=clock.now()))


@blueprint.delete("/grants/<grant>/calendars/<calendar>")
@for_grant
def calendar_destroy(grant: str, calendar: str) -> Response:
    """Delete a calendar with its events, unless it is primary or counted on."""
    calendars.destroy(_find(grant, calendar), now=clock.now())
    return envelope.deleted()


def _find(grant: str, calendar: str) -> Calendar:
    return calendars.find(granted.grant(grant), calendar)


def _answer(calendar: Calendar) -> Response:
    return envelope.answer(calendar_object(calendar))
