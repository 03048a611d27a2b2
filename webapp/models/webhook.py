"""An address to which changes of bookings and grants are sent."""

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Id, Instant, Model, Rows

ACTIVE, PAUSED, FAILING, FAILED = "active", "pause", "failing", "failed"
BOOKING_CREATED, BOOKING_PENDING = "booking.created", "booking.pending"
BOOKING_RESCHEDULED, BOOKING_CANCELLED = "booking.rescheduled", "booking.cancelled"
BOOKING_REMINDER = "booking.reminder"
GRANT_CREATED, GRANT_UPDATED = "grant.created", "grant.updated"
GRANT_EXPIRED, GRANT_DELETED = "grant.expired", "grant.deleted"
OF_GRANTS = (GRANT_CREATED, GRANT_UPDATED, GRANT_EXPIRED, GRANT_DELETED)
TRIGGERS = (
    *(BOOKING_CREATED, BOOKING_PENDING, BOOKING_RESCHEDULED, BOOKING_CANCELLED, BOOKING_REMINDER),
    *OF_GRANTS,
)


class Webhook(Model):
    """The secret signs every delivery, so it is stored encrypted and not hashed (wire contract section 9)."""

    __tablename__ = "webhook"

    id: Mapped[Id]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    description: Mapped[str] = mapped_column(String(300), default="")
    url: Mapped[str] = mapped_column(Text)
    trigger_types: Mapped[Rows]
    encrypted_secret: Mapped[bytes] = mapped_column(LargeBinary)
    notification_email_addresses: Mapped[Rows] = mapped_column(default=list)
    compressed_delivery: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(16), default=ACTIVE)
    status_updated_at: Mapped[Instant]
    created_at: Mapped[Instant]
    updated_at: Mapped[Instant]
