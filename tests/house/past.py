"""What a scene has behind it: bookings that are over, and a delivery that failed."""

from sqlalchemy import func, select, update

from tests.builders import DAY, HOUR, NOW, make_booking, make_configuration
from tests.promises import promise_webhook
from webapp.extensions import db, transaction
from webapp.models import Booking, Grant, Organizer, OutboxEntry, Webhook
from webapp.services.access.profiles import Profile, update_profile
from webapp.services.bookings import notes
from webapp.services.bookings.commands import DecideBooking


def past_bookings(grant: Grant) -> tuple[Booking, Booking]:
    """One that took place this morning, and one whose guest did not come. Their mails were delivered."""
    page = make_configuration(grant, slug="this-morning")
    over, missed = (make_booking(page, NOW - hours * HOUR, now=NOW - DAY) for hours in (2, 4))
    notes.mark_no_show(missed.id, DecideBooking(actor="organizer", door="dashboard"), came=False, now=NOW)
    with transaction() as session:
        session.execute(
            update(OutboxEntry).where(OutboxEntry.booking_id == over.id).values(settled_at=NOW - DAY)
        )
    return over, missed


def first_mail(booking: Booking) -> int:
    """The first mail about a booking."""
    mails = select(func.min(OutboxEntry.id)).where(OutboxEntry.kind == "mail")
    return db.session.scalars(mails.where(OutboxEntry.booking_id == booking.id)).one()


def failed_delivery(webhook: Webhook) -> int:
    """A delivery to this webhook that was given up."""
    failed = {"settled_at": NOW, "given_up_at": NOW, "failed_at": NOW}
    entry_id = promise_webhook(webhook)
    with transaction() as session:
        session.execute(update(OutboxEntry).where(OutboxEntry.id == entry_id).values(failed))
    return entry_id


def public_name_of(organizer: Organizer) -> str:
    """The name under which their public pages are listed."""
    profile = Profile(name=organizer.name, timezone=organizer.timezone, public_name="maya")
    update_profile(organizer, profile, now=NOW)
    return profile.public_name
