"""Pictures: photos of organizers and logos of pages, as they are shown. Machines share nothing but the database."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Id, Instant, Model


class Image(Model):
    """A picture that was encoded by us, of at most 200 kB. It never changes: another picture is another row.

    The id is random: whoever has it may see the picture. A row is in use while a foreign key of any table points to it.
    `forget_at`: when it is deleted if nothing uses it by then; null while it is known to be in use.
    """

    __tablename__ = "image"

    id: Mapped[Id]
    content_type: Mapped[str] = mapped_column(String(32))
    width: Mapped[int]
    height: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[Instant]
    forget_at: Mapped[Instant | None] = mapped_column(index=True)
