"""What was counted for `/metrics`, so that nobody has to count everything while Prometheus waits."""

from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Document, Instant, Model

THE_ONLY_ROW = 1


class MetricsSnapshot(Model):
    """The last count of what only grows, in a single row. `bookings` is a number for each status."""

    __tablename__ = "metrics_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    bookings: Mapped[Document]
    given_up: Mapped[int]
    counted_at: Mapped[Instant]
