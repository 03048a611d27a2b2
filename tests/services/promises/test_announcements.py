"""Who is told what, and who is not."""

from flask import Flask
from sqlalchemy import select

from tests.builders import (
    make_booking,
    make_configuration,
    make_pending_configuration,
)
from tests.services.bookings.deeds import promised
from webapp.extensions import db
from webapp.models import OutboxEntry
from webapp.models.reference import organizer_reference


def test_the_organizers_reference_is_in_the_organizers_mail_alone(app: Flask) -> None:
    booking = make_booking(make_pending_configuration())

    mails = {entry.name: str(entry.payload) for entry in db.session.scalars(select(OutboxEntry))}
    assert organizer_reference(booking) in mails["organizer_requested"]
    assert organizer_reference(booking) not in mails["guest_requested"]


def test_silent_pages_send_no_mail(app: Flask) -> None:
    page = make_configuration(event_booking={"title": "Intro call", "disable_emails": True})

    make_booking(page)

    assert promised() == []
