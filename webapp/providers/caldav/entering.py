"""Events that the owner of a calendar enters, changes and deletes here, written to a CalDAV server.

Of an event that is there only what has changed is written anew: all else in its file stays as it was.
"""

from webapp.errors import ProviderError
from webapp.lib import ical
from webapp.lib.caldav import resources
from webapp.lib.caldav.client import Client
from webapp.lib.caldav.collection import Resource
from webapp.lib.caldav.resources import Wanted
from webapp.lib.external import EVER, OwnEvent, Written
from webapp.providers.caldav import reading


def enter(asking: Client, calendar_id: str, event: OwnEvent) -> Written:
    """Enter it, with our id as its iCalendar UID."""
    wanted = Wanted(uid=event.id, is_ours=lambda found: reading.is_event(found, event.id))
    text = ical.enter(event, stamp=event.decided_at)
    return _written(resources.put(asking, calendar_id, wanted, text, known=None))


def change(asking: Client, calendar_id: str, event_id: str, event: OwnEvent, *, etag: str | None) -> Written:
    """Change what is said. Raises ProviderError as `ExternalProvider.change` does."""
    there = resources.read(asking, calendar_id, event_id)
    if there is None or there.data is None:
        raise ProviderError("provider.event_gone")
    if etag is not None and there.etag != etag:
        if not event.stands_in(reading.event_of(there, EVER)):
            raise ProviderError("provider.changed_there")
        return _written(there)
    text = ical.change(there.data, event, stamp=event.decided_at)
    return _written(resources.replace(asking, calendar_id, there, text))


def delete(asking: Client, calendar_id: str, event_id: str, *, etag: str | None) -> None:
    """Delete it. Raises ProviderError as `ExternalProvider.delete` does."""
    there = resources.read(asking, calendar_id, event_id)
    if there is None:
        return
    if etag is not None and there.etag != etag:
        raise ProviderError("provider.changed_there")
    resources.delete(asking, calendar_id, there)


def _written(resource: Resource) -> Written:
    return Written(id=resource.path, etag=resource.etag)
