"""What happened on a scheduling page on one day, counted: a year of a page is read from a few thousand rows at most."""

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Instant, Model


class Tally(Model):
    """`day`: days since 1970-01-01 on the organizer's clock. `kind`: one of `services/bookings/tallies.py`.

    `seconds`: all the times together that this kind measures, such as the time from booking to the start; else 0.
    """

    __tablename__ = "tally"

    configuration_id: Mapped[str] = mapped_column(
        ForeignKey("configuration.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    seconds: Mapped[Instant]
