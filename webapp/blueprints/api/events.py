"""Events of a calendar (wire contract section 11). The query `calendar_id` is required on all of them.

`notify_participants` is accepted and changes nothing: only bookings write mails.
"""

from flask import Response, g, request

from webapp.blueprints.api import envelope, paging, queries
from webapp.blueprints.api.blueprint import blueprint
from webapp.blueprints.api.callers import needs_api_key
from webapp.blueprints.api.payloads import metadata
from webapp.blueprints.api.payloads.base import read
from webapp.blueprints.api.payloads.events import EventChange, NewEvent, Rsvp
from webapp.blueprints.api.presenters.events import entry_object
from webapp.errors import InvalidInput
from webapp.lib import clock
from webapp.models import Calendar, Grant
from webapp.services.calendars import calendars, entries, events, grants, listing
from webapp.services.calendars.listing import Entry, EventFilter

IMPORT_AT_MOST = 500


@blueprint.get("/grants/<grant>/events")
@needs_api_key
def event_index(grant: str) -> Response:
    """Events by start; with `expand_recurring` each time a recurring one is held in the window."""
    owner, calendar = _place(grant)
    wanted, limit, page_token = _filter(), paging.limit(), paging.page_token()
    if paging.boolean("expand_recurring"):
        found, next_cursor = listing.expanded(
            calendar, wanted, limit=limit, page_token=page_token, now=clock.now()
        )
    else:
        found, next_cursor = listing.listing(calendar, wanted, limit=limit, page_token=page_token)
    rows = [entry_object(entry, calendar, owner) for entry in found]
    return envelope.listing(rows, next_cursor)


@blueprint.get("/grants/<grant>/events/import")
@needs_api_key
def event_import(grant: str) -> Response:
    """Masters and single events, for programs that keep a copy of a calendar."""
    owner, calendar = _place(grant)
    limit, page_token = paging.limit(at_most=IMPORT_AT_MOST), paging.page_token()
    found, next_cursor = listing.listing(calendar, _filter(), limit=limit, page_token=page_token)
    return envelope.listing([entry_object(entry, calendar, owner) for entry in found], next_cursor)


@blueprint.post("/grants/<grant>/events")
@needs_api_key
def event_create(grant: str) -> Response:
    """Enter an event and make its time busy, unless `busy` is false."""
    owner, calendar = _place(grant)
    event = events.create(calendar, read(NewEvent).columns(), now=clock.now())
    return _answer(Entry.of(event), calendar, owner)


@blueprint.get("/grants/<grant>/events/<event>")
@needs_api_key
def event_show(grant: str, event: str) -> Response:
    """One event, or one occurrence of a recurring one."""
    owner, calendar = _place(grant)
    return _answer(entries.find(calendar, event), calendar, owner)


@blueprint.put("/grants/<grant>/events/<event>")
@needs_api_key
def event_update(grant: str, event: str) -> Response:
    """Change the fields that are sent, of an event or of one occurrence; a booking's event is refused."""
    owner, calendar = _place(grant)
    found = entries.find(calendar, event)
    changed = entries.update(found, read(EventChange).columns(), now=clock.now())
    return _answer(changed, calendar, owner)


@blueprint.delete("/grants/<grant>/events/<event>")
@needs_api_key
def event_destroy(grant: str, event: str) -> Response:
    """Delete an event, or one occurrence, and free its time; a booking's event is refused."""
    _, calendar = _place(grant)
    entries.destroy(entries.find(calendar, event), now=clock.now())
    return envelope.deleted()


@blueprint.post("/grants/<grant>/events/<event>/send-rsvp")
@needs_api_key
def rsvp_create(grant: str, event: str) -> Response:
    """Note the answer of the grant's own address to an invitation."""
    owner, calendar = _place(grant)
    found = entries.find(calendar, event)
    entries.answer(found, email=owner.email, status=read(Rsvp).status, now=clock.now())
    return envelope.answer({})


def _place(grant: str) -> tuple[Grant, Calendar]:
    calendar_id = request.args.get("calendar_id")
    if not calendar_id:
        raise InvalidInput("query.missing", field="calendar_id")
    owner = grants.find(g.application_id, grant)
    return owner, calendars.find(owner, calendar_id)


def _filter() -> EventFilter:
    return EventFilter(
        start=queries.instant("start"),
        end=queries.instant("end"),
        title=queries.line("title"),
        description=queries.line("description"),
        location=queries.line("location"),
        ical_uid=queries.line("ical_uid"),
        busy=paging.boolean("busy") if request.args.get("busy") else None,
        metadata=metadata.pairs(request.args.getlist("metadata_pair")),
        updated_after=queries.instant("updated_after"),
        updated_before=queries.instant("updated_before"),
        show_cancelled=paging.boolean("show_cancelled"),
        master_id=queries.line("master_event_id"),
    )


def _answer(entry: Entry, calendar: Calendar, owner: Grant) -> Response:
    return envelope.answer(entry_object(entry, calendar, owner))
