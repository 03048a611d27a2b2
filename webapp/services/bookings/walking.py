"""All bookings of a list, a part at a time, for files: bounded, so that no file goes on for ever."""

from collections.abc import Collection, Iterator

from webapp.extensions import db
from webapp.models import Booking, Organizer
from webapp.services.bookings import lists
from webapp.services.bookings.filters import Filter

AT_ONCE = 200
AT_MOST = 50_000  # bookings in a file
PARTS_AT_MOST = 500  # looked through, when few of a long list are meant


def walk(
    organizer: Organizer, *, kind: str, only: Filter, now: int, grant_ids: Collection[str]
) -> Iterator[tuple[Booking, ...]]:
    """The bookings of a kind in the list's order, up to `AT_MOST`. Two queries for each part.

    Between two parts no transaction is open, however slowly somebody takes them; and only one part is in memory.
    """
    cursor, given = None, 0
    for _ in range(PARTS_AT_MOST):
        limit = min(AT_ONCE, AT_MOST - given)
        page = lists.page(
            organizer, kind=kind, only=only, now=now, cursor=cursor, limit=limit, grant_ids=grant_ids
        )
        given += len(page.bookings)
        db.session.close()
        yield page.bookings
        cursor = page.next_cursor
        if cursor is None or given >= AT_MOST:
            return
