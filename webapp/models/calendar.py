"""A collection of events of a grant. A booking locks this row."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.grant import Grant
from webapp.models.types import Document, Id, Instant, Model

PRIMARY = "primary"  # names the first calendar of a grant, whatever its id


def is_name_of_primary(identifier: str, *, email: str) -> bool:
    """Whether this names the first calendar of the grant with this e-mail. Older editors send the e-mail for it."""
    return identifier == PRIMARY or identifier.lower() == email.lower()


class Calendar(Model):
    """`timezone`: given by somebody. `followed_timezone`: of its owner's pages, which counts while none was given.
    `hidden`: whether its owner's calendar on the dashboard leaves it out.
    """

    __tablename__ = "calendar"

    id: Mapped[Id]
    grant_id: Mapped[str] = mapped_column(ForeignKey("grant.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    description: Mapped[str | None] = mapped_column(Text)
    location: Mapped[str | None] = mapped_column(String(300))
    timezone: Mapped[str | None] = mapped_column(String(64))
    followed_timezone: Mapped[str | None] = mapped_column(String(64))
    is_primary: Mapped[bool] = mapped_column(default=False)
    read_only: Mapped[bool] = mapped_column(default=False)
    hidden: Mapped[bool] = mapped_column(default=False)
    # The contract's `metadata`: SQLAlchemy reserves that name.
    fields: Mapped[Document] = mapped_column(default=dict)
    created_at: Mapped[Instant]
    updated_at: Mapped[Instant]

    grant: Mapped[Grant] = relationship()
