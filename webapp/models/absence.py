"""A stretch of days on which an organizer is away. Availability reads it beside `busy_span`."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Id, Instant, Model


class Absence(Model):
    """`first_date`, `last_date`: as `2027-03-14`, in the organizer's zone. `starts_at`, `ends_at`: what they mean.

    `message`: what guests read meanwhile. `colleague`: the slug of the page to which they are sent; both may be empty.
    """

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
        Index("ix_absence_organizer", "organizer_id", "ends_at"),
    )

    id: Mapped[Id]
    organizer_id: Mapped[str] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"))
    first_date: Mapped[str] = mapped_column(String(10))
    last_date: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant]
    message: Mapped[str] = mapped_column(String(500), default="")
    colleague: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[Instant]
