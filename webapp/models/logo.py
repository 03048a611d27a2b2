"""Logos of scheduling pages: which address a document names, and the image that we show for it."""

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Id, Instant, Model


class Logo(Model):
    """An address in a configuration's document. `image_id`: null until it was fetched, and when that failed.

    An address of one of our own images has its image at once.
    """

    __tablename__ = "logo"
    __table_args__ = (UniqueConstraint("configuration_id", "address"),)

    id: Mapped[Id]
    configuration_id: Mapped[str] = mapped_column(ForeignKey("configuration.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(Text)
    image_id: Mapped[str | None] = mapped_column(ForeignKey("image.id"), index=True)
    created_at: Mapped[Instant]
