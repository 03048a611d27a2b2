"""The address at which a calendar program follows an organizer's bookings."""

from flask import Flask

from tests.browser import Browser
from tests.builders import grant_of, make_booking, make_configuration, make_organizer
from tests.conftest import StoppedClock
from webapp.services.bookings import feeds


def test_a_program_reads_times_and_titles_and_later_that_nothing_changed(guest: Browser) -> None:
    maya = make_organizer()
    make_booking(make_configuration(grant_of(maya)))
    path = f"/feeds/{feeds.renew(maya)}.ics"

    read = guest.open(path)
    again = guest.open(path, If_None_Match=read.answer.headers["ETag"])

    assert read.answer.content_type == "text/calendar; charset=utf-8"
    assert read.html.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Intro call" in read.html
    assert "priya" not in read.html.lower()
    assert (again.status, again.html) == (304, "")


def test_an_address_that_was_ended_is_not_found(guest: Browser, app: Flask, clock: StoppedClock) -> None:
    maya = make_organizer()
    path = f"/feeds/{feeds.renew(maya)}.ics"
    feeds.revoke(maya)

    assert guest.open(path).status == 404
