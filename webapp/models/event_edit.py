"""What somebody wants of an event in a calendar elsewhere, until that calendar has it."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Document, Id, Instant, Model

ADD, CHANGE, DELETE = "add", "change", "delete"


class EventEdit(Model):
    """`kind`: add, change or delete. `wanted`: what was typed, as columns of the event.

    `event_id`: None once the event is gone. `failure`: the code of the refusal when nothing more will be tried; it
    stays until somebody has read it.
    """

    __tablename__ = "event_edit"

    id: Mapped[Id]
    calendar_id: Mapped[str] = mapped_column(ForeignKey("calendar.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(1024))
    starts_at: Mapped[Instant]
    wanted: Mapped[Document] = mapped_column(default=dict)
    failure: Mapped[str | None] = mapped_column(String(64))
    failed_at: Mapped[Instant | None]
    created_at: Mapped[Instant]
