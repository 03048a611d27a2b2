"""What administrators did with the accounts and the keys of an installation."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Id, Instant, Model


class AdministratorAct(Model):
    """One act of one administrator. Who did it stands in words: an account may be gone when somebody asks.

    `act`: one of `services/audit.py`. `about`: an e-mail address or a name, whichever tells what it was done to.
    """

    __tablename__ = "administrator_act"
    __table_args__ = (Index("ix_administrator_act_application_id", "application_id", "done_at", "id"),)

    id: Mapped[Id]
    application_id: Mapped[str] = mapped_column(ForeignKey("application.id"))
    by_name: Mapped[str] = mapped_column(String(200))
    by_email: Mapped[str] = mapped_column(String(254))
    act: Mapped[str] = mapped_column(String(32))
    about: Mapped[str] = mapped_column(String(254))
    done_at: Mapped[Instant]
