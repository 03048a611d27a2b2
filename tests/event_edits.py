"""Edits of events in the calendar `work` of Maya's account at the fake provider."""

from sqlalchemy import select

from tests.builders import NOW
from tests.fake_provider import FakeCalendar
from tests.mirrors import LUNCH, sync
from tests.promises import claim
from webapp import worker
from webapp.extensions import db, transaction
from webapp.lib.external import ExternalEvent, Occurrence
from webapp.models import Calendar, Event, EventEdit, Grant, Mirror
from webapp.models.event_edit import ADD
from webapp.services.calendars.listing import Entry


def calendar_of(grant: Grant) -> Calendar:
    of_grant = select(Calendar).join(Mirror).where(Calendar.grant_id == grant.id)
    found: Calendar = db.session.scalars(of_grant).one()
    return found


def read_entry(grant: Grant, *, now: int) -> Entry:
    """The only event of the calendar, after it was read."""
    sync(grant, now=now)
    return Entry.of(db.session.scalars(select(Event).where(Event.provider_event_id.is_not(None))).one())


def work_off(*, now: int) -> None:
    """Let the worker keep every promise that is due."""
    for entry in claim(now=now):
        worker.deliver_and_record(entry)
    db.session.close()


def there(work: FakeCalendar) -> list[tuple[str, int]]:
    """Title and start of what the provider has."""
    return [(each.title, each.starts_at) for each in map(_time, work.events.values())]


def failures() -> list[str | None]:
    found = db.session.scalars(select(EventEdit.failure).order_by(EventEdit.created_at)).all()
    db.session.close()
    return list(found)


def _time(event: ExternalEvent) -> Occurrence:
    (occurrence,) = event.occurrences
    return occurrence


def make_refused_edit(calendar_id: str) -> EventEdit:
    """An event that a provider did not take."""
    with transaction() as session:
        edit = EventEdit(
            calendar_id=calendar_id,
            kind=ADD,
            title="Dentist",
            starts_at=LUNCH[0],
            wanted={"title": "Dentist", "when": {"object": "date", "date": "2027-01-06"}},
            failure="provider.read_only",
            created_at=NOW,
        )
        session.add(edit)
    return edit


MOVED = {
    "object": "timespan",
    "start_time": LUNCH[0] + 3600,
    "end_time": LUNCH[1] + 3600,
    "start_timezone": None,
    "end_timezone": None,
}
