"""What the worker does about a booking's entry in a calendar elsewhere: writes it, and notes what came of it."""

from webapp.delivery import NoLongerWanted, NotYet, calendar, retries
from webapp.errors import DeliveryFailed
from webapp.extensions import db
from webapp.lib import clock
from webapp.outbox import Claimed
from webapp.services.bookings import made_meetings
from webapp.services.calendars import placing
from webapp.services.calendars.placing import Place
from webapp.services.promises.calendar_entries import LINK

MINUTE, HOUR = 60, 3600
# Seconds to wait after the first, second, ... look at a meeting that is not made yet. After the last it is missing.
LOOKS = (5, 10, 20, MINUTE, 5 * MINUTE, HOUR, 6 * HOUR)


def deliver(claimed: Claimed, *, now: int) -> str:
    """Keep a promise of `services/promises/calendar_entries.py`. Raises as `delivery/calendar.py` does, and NotYet."""
    event_id = claimed.payload["event_id"]
    place = placing.place_of(event_id)
    db.session.close()
    try:
        return _look(claimed, place) if claimed.name == LINK else _write(claimed, place, now=now)
    except DeliveryFailed as failed:
        if not failed.retry or retries.wait_after(claimed.kind, claimed.attempt) is None:
            made_meetings.miss(event_id, now=clock.now())
        raise
    except NoLongerWanted:
        made_meetings.miss(event_id, now=clock.now())
        raise


def _write(claimed: Claimed, place: Place | None, *, now: int) -> str:
    event_id, written = claimed.payload["event_id"], calendar.deliver(claimed, place)
    # The time after the writing: whatever was read meanwhile may be how the entry stood before.
    written_at = max(now, clock.now())
    placing.keep(event_id, written, now=written_at)
    if written is None:
        return "removed"
    if written.link is not None:
        made_meetings.keep(event_id, written.link, now=written_at)
    elif claimed.payload["event"].get("wants_link"):  # what was promised by an earlier version wants none
        made_meetings.look_later(event_id, now=written_at)
    return "written"


def _look(claimed: Claimed, place: Place | None) -> str:
    link = calendar.link(place)
    if link is None and claimed.attempt > len(LOOKS):
        raise DeliveryFailed("provider.no_meeting", retry=False)
    if link is None:
        raise NotYet("the meeting is not made yet", seconds=LOOKS[claimed.attempt - 1])
    made_meetings.keep(claimed.payload["event_id"], link, now=clock.now())
    return "read"
