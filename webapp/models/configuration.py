"""A scheduling page: its validated document, and columns for what is searched."""

from typing import Any, Protocol

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.grant import Grant
from webapp.models.types import Document, Id, Instant, Model
from webapp.scheduling import page_zone, with_hours


class ConfigurationColumns(Protocol):
    """What availability needs of a configuration: a row of these columns will do, or the whole entity."""

    @property
    def id(self) -> str: ...
    @property
    def application_id(self) -> str: ...
    @property
    def grant_id(self) -> str: ...
    @property
    def requires_session_auth(self) -> bool: ...
    @property
    def document(self) -> dict[str, Any]: ...
    @property
    def followed_hours(self) -> dict[str, Any] | None: ...
    @property
    def revision(self) -> int: ...


class Configuration(Model):
    """`document` has the shape of wire contract section 6, with every default filled in except for zones.

    `followed_hours`: the working hours of those participants who follow theirs, by e-mail in lower case, as
    `{"grant_id", "timezone", "open_hours"}`; None when nobody does. `services/calendars/hours_followed.py` writes it.

    `revision` rises with each change of the document. A configuration that was booked is never removed, only marked by
    `deleted_at`: its bookings still need its texts.
    """

    __tablename__ = "configuration"
    __table_args__ = (UniqueConstraint("application_id", "slug"),)

    id: Mapped[Id]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.id"), index=True)
    slug: Mapped[str | None] = mapped_column(String(63))
    requires_session_auth: Mapped[bool] = mapped_column(default=False)
    document: Mapped[Document]
    followed_hours: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Instant]
    updated_at: Mapped[Instant]
    deleted_at: Mapped[Instant | None]

    grant: Mapped[Grant] = relationship()

    @property
    def name(self) -> str:
        return str(self.document["name"])

    @property
    def timezone(self) -> str:
        """The zone of the page, which may follow from its rules where the document names none."""
        return page_zone(with_hours(self.document, self.followed_hours))


class HoursFollower(Model):
    """A configuration in which somebody follows the working hours of the organizer who has this grant."""

    __tablename__ = "hours_follower"
    __table_args__ = (Index("ix_hours_follower_grant_id", "grant_id"),)

    configuration_id: Mapped[str] = mapped_column(
        ForeignKey("configuration.id", ondelete="CASCADE"), primary_key=True
    )
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.id", ondelete="CASCADE"), primary_key=True)
