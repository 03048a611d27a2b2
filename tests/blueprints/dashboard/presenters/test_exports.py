"""A booking as a row of a table."""

from flask import Flask

from tests.builders import MAYA, NOW, grant_of, make_booking, make_configuration, make_organizer
from webapp.blueprints.dashboard.presenters import exports
from webapp.services.bookings import lists


def test_a_row_has_a_cell_for_every_heading(sqlite_app: Flask) -> None:
    maya = make_organizer(MAYA, timezone="Europe/Stockholm")
    booking = lists.find(maya, make_booking(make_configuration(grant_of(maya))).id)

    with sqlite_app.test_request_context():
        row = dict(zip(exports.heading(), exports.row(booking, maya, now=NOW), strict=True))

    assert (row["Start"], row["End"], row["State"]) == ("2027-01-05 11:00", "2027-01-05 11:30", "Booked")
    assert row["Title"] == "Intro call"
