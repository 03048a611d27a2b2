"""A scheduling page's rules: the validated Nylas document, and what must be found quickly beside it."""

from typing import Any, Protocol

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.grant import Grant
from webapp.models.types import Document, Id, Instant, Model
from webapp.scheduling import page_zone


class ConfigurationColumns(Protocol):
    """What a question about free time needs of a configuration: its row will do, or the whole entity."""

    @property
    def id(self) -> str: ...
    @property
    def application_id(self) -> str: ...
    @property
    def requires_session_auth(self) -> bool: ...
    @property
    def document(self) -> dict[str, Any]: ...
    @property
    def revision(self) -> int: ...


class Configuration(Model):
    """`document` has every default filled in but zones; its shape is wire contract section 6.

    `revision` rises with each change.

    One that was booked is never deleted, only marked so: its bookings still need their words.
    """

    __tablename__ = "configuration"
    __table_args__ = (UniqueConstraint("application_id", "slug"),)

    id: Mapped[Id]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.id"), index=True)
    slug: Mapped[str | None] = mapped_column(String(63))
    requires_session_auth: Mapped[bool] = mapped_column(default=False)
    document: Mapped[Document]
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Instant]
    updated_at: Mapped[Instant]
    deleted_at: Mapped[Instant | None]

    grant: Mapped[Grant] = relationship()

    @property
    def name(self) -> str:
        return str(self.document["name"])

    @property
    def booking_type(self) -> str:
        """`booking` or `organizer-confirmation`."""
        return str(self.document["event_booking"]["booking_type"])

    @property
    def timezone(self) -> str:
        """The zone the page is in, which need not be one that was sent."""
        return page_zone(self.document)

    @property
    def scheduler(self) -> Document:
        """The page's settings: notices, links, additional fields."""
        scheduler: Document = self.document["scheduler"]
        return scheduler
