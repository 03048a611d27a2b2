"""What the worker does about an event that an organizer enters, changes or deletes in a calendar elsewhere."""

from webapp.delivery import NoLongerWanted, own_event, retries
from webapp.errors import DeliveryFailed
from webapp.extensions import db
from webapp.lib import clock
from webapp.outbox import Claimed
from webapp.services.calendars import edit_outcomes, placing

UNFORESEEN = "provider.not_understood"


def deliver(claimed: Claimed, *, now: int) -> str:
    """Keep a promise of `services/calendars/edits.py`, and note what came of it. Raises as `delivery/own_event.py`."""
    edit_id, is_last = claimed.payload["edit_id"], retries.wait_after(claimed.kind, claimed.attempt) is None
    place = placing.place_of(claimed.payload["event_id"])
    db.session.close()
    try:
        written = own_event.deliver(claimed, place)
    except DeliveryFailed as failed:
        if is_last or not failed.retry:
            edit_outcomes.refuse(edit_id, failed.reason, now=clock.now())
        raise
    except NoLongerWanted:
        edit_outcomes.refuse(edit_id, "provider.gone", now=clock.now())
        raise
    except Exception:
        if is_last:
            edit_outcomes.refuse(edit_id, UNFORESEEN, now=clock.now())
        raise
    replaces = claimed.payload.get("replaces")
    edit_outcomes.keep(
        edit_id, written, replaces=None if replaces is None else tuple(replaces), now=max(now, clock.now())
    )
    return "removed" if written is None else "written"
