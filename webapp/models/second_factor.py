"""The second factor of a sign-in: codes of an app, and codes on paper for when the app is gone."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.types import Id, Instant, Model


class SecondFactor(Model):
    """An organizer's app. The row is there as long as the factor is on.

    `last_step`: the step of time of the last code that was accepted; none of it or before is accepted any more.
    """

    __tablename__ = "second_factor"

    id: Mapped[Id]
    organizer_id: Mapped[str] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), unique=True)
    encrypted_secret: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[Instant]


class RecoveryCode(Model):
    """A recovery code that was not used yet: its sha256. Using it deletes the row."""

    __tablename__ = "recovery_code"

    id: Mapped[Id]
    factor_id: Mapped[str] = mapped_column(ForeignKey("second_factor.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64))


class SignInAttempt(Model):
    """A sign-in whose password was right and whose second factor is asked for.

    The browser's cookie has the token, the row its sha256. `tries`: how many codes were typed.
    """

    __tablename__ = "sign_in_attempt"

    id: Mapped[Id]
    organizer_id: Mapped[str] = mapped_column(ForeignKey("organizer.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    tries: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[Instant]
