"""The face of bookings: what other rooms may do with one. Each deed has a module of its name beside this one.

Each judges under the locks, writes once and promises the rest. Lock order: configuration, calendars by id, booking
(`services/locks.py`). A refusal by the engine and a refusal by the database's own constraint are the same
TimeslotUnavailable.
"""

from webapp.services.bookings.booking import book
from webapp.services.bookings.cancellation import cancel
from webapp.services.bookings.decision import confirm, decline
from webapp.services.bookings.lookup import by_reference, find, salt_opens
from webapp.services.bookings.rescheduling import reschedule

__all__ = ["book", "by_reference", "cancel", "confirm", "decline", "find", "reschedule", "salt_opens"]
