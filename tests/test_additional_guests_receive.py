"""An additional guest may read about a booking, and must not be able to open, move or cancel it."""

import email
import email.policy
import shutil
import uuid
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.builders import HOUR, MINUTE, NOW, TOMORROW_AT_TEN, make_booking, make_configuration
from tests.conftest import StoppedClock
from tests.services.bookings.deeds import cancelling
from webapp.lib import base64url
from webapp.models import Booking
from webapp.models.reference import guest_reference, organizer_reference
from webapp.services import bookings
from webapp.services.bookings.commands import Person, RescheduleBooking
from webapp.worker import Worker

TOM = Person(name="Tom", email="tom@example.com")
ANA = Person(name="Ana", email="ana@example.com")


@pytest.fixture
def folder(app: Flask) -> Path:
    folder = Path(app.config["OPENSLOT_DATA"]) / "mail"
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def moved(hours: int, guests: tuple[Person, ...]) -> RescheduleBooking:
    start = TOMORROW_AT_TEN + hours * HOUR
    return RescheduleBooking(
        starts_at=start, ends_at=start + 30 * MINUTE, actor="guest", door="page", additional_guests=guests
    )


def mails_to(address: str, folder: Path) -> list[EmailMessage]:
    mails = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in sorted(folder.glob("*.eml"))
    ]
    return [mail for mail in mails if address in mail["To"]]


def texts_of(mail: EmailMessage) -> Iterator[str]:
    """All that stands in a mail, decoded: its headers, and the content of every part."""
    yield "\n".join(f"{name}: {value}" for name, value in mail.items())
    for part in mail.walk():
        yield "\n".join(f"{name}: {value}" for name, value in part.items())
        if not part.is_multipart():
            content: Any = part.get_payload(decode=True)
            yield content.decode().replace("\r\n ", "")  # RFC 5545 folds long lines


def secrets_of(booking: Booking) -> dict[str, str]:
    """What opens a booking, in every spelling that it has somewhere."""
    in_bytes = uuid.UUID(booking.id).bytes
    return {
        "id": booking.id,
        "id without hyphens": booking.id.replace("-", ""),
        "id in base64": base64url.encode(in_bytes),
        "guest's salt": booking.guest_salt,
        "organizer's salt": booking.organizer_salt,
        "guest's reference": guest_reference(booking),
        "organizer's reference": organizer_reference(booking),
    }


def test_nothing_that_an_additional_guest_receives_opens_the_booking(
    app: Flask, clock: StoppedClock, folder: Path
) -> None:
    booking = make_booking(make_configuration(), additional_guests=(TOM, ANA))
    Worker(app).run(until_empty=True)
    bookings.reschedule(booking.id, moved(1, (TOM, ANA)), now=NOW)
    Worker(app).run(until_empty=True)
    bookings.reschedule(booking.id, moved(2, (TOM,)), now=NOW)
    Worker(app).run(until_empty=True)
    bookings.cancel(booking.id, cancelling(), now=NOW)
    Worker(app).run(until_empty=True)

    received = [*mails_to(TOM.email, folder), *mails_to(ANA.email, folder)]

    assert len(received) == 7
    found = {
        (mail["Subject"], name)
        for mail in received
        for text in texts_of(mail)
        for name, secret in secrets_of(booking).items()
        if secret in text
    }
    assert found == set()
