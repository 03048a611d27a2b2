"""What happened to a booking, as the steps of its history: what, by whom, where and why."""

from dataclasses import dataclass

from webapp.models import PENDING, BookingChange
from webapp.services.bookings.commands import (
    API,
    CALENDAR,
    DASHBOARD,
    GUEST,
    NOBODY,
    ORGANIZER,
    PAGE,
    PROVIDER,
    WORKER,
)
from webapp.words import lazy_gettext

CHANGES = {
    "requested": lazy_gettext("Requested"),
    "booked": lazy_gettext("Booked"),
    "confirmed": lazy_gettext("Confirmed"),
    "declined": lazy_gettext("Declined"),
    "rescheduled": lazy_gettext("Moved to another time"),
    "updated": lazy_gettext("Details changed"),
    "cancelled": lazy_gettext("Cancelled"),
    "move_refused": lazy_gettext("Not moved: put back into the calendar"),
    "deletion_refused": lazy_gettext("Not cancelled: put back into the calendar"),
    "linked": lazy_gettext("Link to the meeting made"),
    "link_missing": lazy_gettext("No link to the meeting could be made"),
    "expired": lazy_gettext("Not answered in time"),
    "no_show": lazy_gettext("Marked: the guest did not come"),
    "no_show_undone": lazy_gettext("No longer marked as not come"),
}
WITHDRAWN = lazy_gettext("Withdrawn")
BY = {
    (GUEST, PAGE): lazy_gettext("by the guest, on the web"),
    (GUEST, API): lazy_gettext("by the guest, through the API"),
    (ORGANIZER, PAGE): lazy_gettext("by the organizer, through the link in the e-mail"),
    (ORGANIZER, DASHBOARD): lazy_gettext("by the organizer, on the dashboard"),
    (ORGANIZER, API): lazy_gettext("by the organizer, through the API"),
    (CALENDAR, CALENDAR): lazy_gettext("by the organizer, in their own calendar"),
    (PROVIDER, PROVIDER): lazy_gettext("by the organizer’s calendar"),
    (NOBODY, WORKER): lazy_gettext("by itself, when its time came"),
    (API, API): lazy_gettext("by a program, through the API"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of a booking's history. `moved_from` is set when the time changed."""

    heading: str
    by: str
    at: int
    reason: str
    moved_from: int | None
    moved_to: int


def timeline(changes: list[BookingChange]) -> list[Step]:
    """The history of a booking, oldest first."""
    return [
        Step(
            heading=str(WITHDRAWN if _is_withdrawal(change) else CHANGES[change.kind]),
            by=str(BY[change.actor, change.door]),
            at=change.changed_at,
            reason=change.reason or "",
            moved_from=change.from_starts_at if change.kind == "rescheduled" else None,
            moved_to=change.to_starts_at,
        )
        for change in changes
    ]


def _is_withdrawal(change: BookingChange) -> bool:
    return (change.kind, change.from_status, change.actor) == ("cancelled", PENDING, GUEST)
