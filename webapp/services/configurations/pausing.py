"""A page that takes no bookings for a while.

Nothing else of its document is judged: a page whose calendar is gone can be paused as well.
"""

from webapp.extensions import transaction
from webapp.models import Configuration
from webapp.services import locks


def pause(configuration: Configuration, *, now: int) -> None:
    """Let a page take no bookings at the moment. Raises NotFound."""
    _switch(configuration, paused=True, now=now)


def resume(configuration: Configuration, *, now: int) -> None:
    """Let a page take bookings again. Raises NotFound."""
    _switch(configuration, paused=False, now=now)


def _switch(configuration: Configuration, *, paused: bool, now: int) -> None:
    with transaction() as session:
        row = locks.configuration(session, configuration.id)
        row.document = {**row.document, "paused": paused}
        row.revision += 1
        row.updated_at = now
