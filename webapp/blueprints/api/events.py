"""Events of a calendar (wire contract section 11). The query `calendar_id` is required on all of them.

`notify_participants` is accepted and changes nothing: only bookings write mails.
"""

from flask import Response

from webapp.blueprints.api import envelope, granted
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.granted import for_grant
from webapp.blueprints.api.payloads.events import (
    EventChange,
    EventImportQuery,
    EventQuery,
    EventsQuery,
    NewEvent,
    Rsvp,
)
from webapp.blueprints.api.presenters.events import entry_object
from webapp.blueprints.api.takes import takes
from webapp.lib import clock
from webapp.models import Calendar, Grant
from webapp.services.calendars import calendars, entering, entries, listing
from webapp.services.calendars.listing import Entry


@blueprint.get("/grants/<grant>/events")
@for_grant
@takes(query=EventsQuery)
def event_index(grant: str, query: EventsQuery) -> Response:
    """Events by start; with `expand_recurring` each occurrence of a recurring event in the window."""
    owner, calendar = _place(grant, query)
    event_filter, limit, page_token = query.to_filter(), query.limit, query.page_token
    if query.expand_recurring:
        found, next_cursor = listing.expanded(
            calendar, event_filter, limit=limit, page_token=page_token, now=clock.now()
        )
    else:
        found, next_cursor = listing.listing(calendar, event_filter, limit=limit, page_token=page_token)
    rows = [entry_object(entry, calendar, owner) for entry in found]
    return envelope.listing(rows, next_cursor)


@blueprint.get("/grants/<grant>/events/import")
@for_grant
@takes(query=EventImportQuery)
def event_import(grant: str, query: EventImportQuery) -> Response:
    """Masters and single events, for programs that keep a copy of a calendar."""
    owner, calendar = _place(grant, query)
    found, next_cursor = listing.listing(
        calendar, query.to_filter(), limit=query.limit, page_token=query.page_token
    )
    return envelope.listing([entry_object(entry, calendar, owner) for entry in found], next_cursor)


@blueprint.post("/grants/<grant>/events")
@for_grant
@takes(query=EventQuery, body=NewEvent)
def event_create(grant: str, query: EventQuery, body: NewEvent) -> Response:
    """Enter an event and make its time busy, unless `busy` is false."""
    owner, calendar = _place(grant, query)
    event = entering.create(calendar, body.columns(), now=clock.now())
    return _answer(Entry.of(event), calendar, owner)


@blueprint.get("/grants/<grant>/events/<event>")
@for_grant
@takes(query=EventQuery)
def event_show(grant: str, event: str, query: EventQuery) -> Response:
    """One event, or one occurrence of a recurring one."""
    owner, calendar = _place(grant, query)
    return _answer(entries.find(calendar, event), calendar, owner)


@blueprint.put("/grants/<grant>/events/<event>")
@for_grant
@takes(query=EventQuery, body=EventChange)
def event_update(grant: str, event: str, query: EventQuery, body: EventChange) -> Response:
    """Change the fields that are sent, of an event or of one occurrence; a booking's event is refused."""
    owner, calendar = _place(grant, query)
    found = entries.find(calendar, event)
    changed = entering.update(found, body.columns(), now=clock.now())
    return _answer(changed, calendar, owner)


@blueprint.delete("/grants/<grant>/events/<event>")
@for_grant
@takes(query=EventQuery)
def event_destroy(grant: str, event: str, query: EventQuery) -> Response:
    """Delete an event, or one occurrence, and free its time; a booking's event is refused."""
    _, calendar = _place(grant, query)
    entering.destroy(entries.find(calendar, event), now=clock.now())
    return envelope.deleted()


@blueprint.post("/grants/<grant>/events/<event>/send-rsvp")
@for_grant
@takes(query=EventQuery, body=Rsvp)
def rsvp_create(grant: str, event: str, query: EventQuery, body: Rsvp) -> Response:
    """Note the answer of the grant's own address to an invitation."""
    owner, calendar = _place(grant, query)
    found = entries.find(calendar, event)
    entries.answer(found, email=owner.email, status=body.status, now=clock.now())
    return envelope.answer({})


def _place(grant: str, query: EventQuery) -> tuple[Grant, Calendar]:
    owner = granted.grant(grant)
    return owner, calendars.find(owner, query.calendar_id)


def _answer(entry: Entry, calendar: Calendar, owner: Grant) -> Response:
    return envelope.answer(entry_object(entry, calendar, owner))
