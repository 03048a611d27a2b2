"""What other rooms may do with bookings. Each action has a module of its own in this folder.

Each action takes its locks, judges, writes once, and puts notifications into the outbox. Lock order: configuration,
calendars by id, booking (`services/locks.py`). Whether the engine refuses a slot or the database's own constraint
does, the error is TimeslotUnavailable.
"""

from webapp.services.bookings.booking import book
from webapp.services.bookings.cancellation import cancel
from webapp.services.bookings.decision import confirm, decline
from webapp.services.bookings.expiry import end_overdue
from webapp.services.bookings.lookup import by_reference, find, of_form, of_forms, salt_opens
from webapp.services.bookings.rescheduling import reschedule

__all__ = [
    "book",
    "by_reference",
    "cancel",
    "confirm",
    "decline",
    "end_overdue",
    "find",
    "of_form",
    "of_forms",
    "reschedule",
    "salt_opens",
]
