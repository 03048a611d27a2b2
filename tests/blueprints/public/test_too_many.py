"""Whoever does something too often keeps what was typed, and reads when to try again."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_limiter.util import get_qualified_name

from config import Limits
from tests.browser import ORIGIN, Browser
from tests.builders import (
    MAYA,
    PASSWORD,
    TOMORROW_AT_TEN,
    grant_of,
    make_booking,
    make_configuration,
    make_organizer,
    make_pending_configuration,
)
from tests.conftest import StoppedClock, empty_tables, migrated_app
from tests.page import Page
from webapp import catalogues
from webapp.blueprints.public.too_many import FORMS
from webapp.extensions import db, transaction
from webapp.models import Booking, Organizer
from webapp.models.reference import guest_reference, organizer_reference
from webapp.rate_limits import limiter

HALF_HOUR = 1800
TOO_OFTEN = "That was too many tries in a short time. Please wait a minute and try again."
GERMAN = f'''
msgid "{TOO_OFTEN}"
msgstr "Das war zu oft."

msgid "Decline"
msgstr "Ablehnen"
'''


@pytest.fixture(scope="module")
def counting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application that counts, unlike that of the other tests, and knows some German."""
    folder = tmp_path_factory.mktemp("counting")
    source = folder / "words/de/LC_MESSAGES/messages.po"
    source.parent.mkdir(parents=True)
    source.write_text(GERMAN)
    catalogues.compile_all(folder / "words")
    was_enabled = limiter.enabled  # the extension is shared: put back what it was
    made = migrated_app(
        folder,
        database_url=f"sqlite:///{folder}/a.sqlite3",
        RATELIMIT_ENABLED=True,
        BABEL_TRANSLATION_DIRECTORIES=str(folder / "words"),
    )
    limiter.enabled = was_enabled
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def app(
    counting: Flask, monkeypatch: pytest.MonkeyPatch, clock: StoppedClock, quick_hashes: None
) -> Iterator[Flask]:
    monkeypatch.setattr(limiter, "enabled", True)
    with counting.app_context():
        empty_tables()
        yield counting
        db.session.remove()


@pytest.fixture
def one_of_each(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "OPENSLOT_LIMITS", Limits(bookings_per_address=1, changes_per_booking=1))


def book(guest: Browser, starts_at: int, *, htmx: bool = False) -> Page:
    form = guest.open(f"/intro/bookings/new?start={starts_at}")
    typed = {"Your name": "Priya Raman", "E-mail": "priya@example.com"}
    return guest.press(form, "Book this time", by=typed, htmx=htmx)


def wear_out(guest: Browser, path: str, times: int = 60) -> None:
    """Send an empty form so often. What is answered is not read."""
    for _ in range(times):
        guest.client.post(path, base_url=ORIGIN, headers={"Referer": ORIGIN + "/"})


@pytest.mark.parametrize("htmx", [False, True])
def test_a_guest_with_as_many_bookings_as_may_be_keeps_the_form(
    guest: Browser, one_of_each: None, htmx: bool
) -> None:
    make_configuration()
    book(guest, TOMORROW_AT_TEN)

    again = book(guest, TOMORROW_AT_TEN + HALF_HOUR, htmx=htmx)

    assert again.status == 429
    assert "Please cancel it, or try again in" in again.text
    assert again.form("Book this time").values["name"] == "Priya Raman"
    assert again.form("Book this time").values["start"] == str(TOMORROW_AT_TEN + HALF_HOUR)
    assert int(again.answer.headers["Retry-After"]) > 0


def test_who_sends_the_form_too_often_keeps_it(guest: Browser) -> None:
    make_configuration()
    wear_out(guest, "/intro/bookings")

    page = book(guest, TOMORROW_AT_TEN)

    assert (page.status, TOO_OFTEN in page.text) == (429, True)
    assert page.form("Book this time").values["name"] == "Priya Raman"
    assert int(page.answer.headers["Retry-After"]) <= 61


def test_a_booking_that_was_moved_too_often_shows_its_question_again(
    guest: Browser, one_of_each: None
) -> None:
    make_configuration()
    booked = guest.follow(book(guest, TOMORROW_AT_TEN))
    db.session.close()
    reference = guest_reference(db.session.scalars(db.select(Booking)).one())
    for starts_at in (TOMORROW_AT_TEN + HALF_HOUR, TOMORROW_AT_TEN):
        page = guest.open(f"/bookings/{reference}/reschedule?start={starts_at}")
        moved = guest.press(page, "Reschedule")

    assert booked.status == 200
    assert moved.status == 429
    assert "A booking can be changed 1 time only. Please cancel it and book again." in moved.text
    assert "Retry-After" not in moved.answer.headers


def test_who_moves_too_often_keeps_the_question(guest: Browser) -> None:
    reference = guest_reference(make_booking(make_configuration()))
    page = guest.open(f"/bookings/{reference}/reschedule?start={TOMORROW_AT_TEN + HALF_HOUR}")
    wear_out(guest, f"/bookings/{reference}/reschedule")

    moved = guest.press(page, "Reschedule")

    assert (moved.status, TOO_OFTEN in moved.text) == (429, True)
    assert moved.form("Reschedule").values["start"] == str(TOMORROW_AT_TEN + HALF_HOUR)


def test_who_decides_too_often_keeps_the_message(guest: Browser) -> None:
    reference = organizer_reference(make_booking(make_pending_configuration()))
    page = guest.open(f"/bookings/{reference}/confirm")
    wear_out(guest, f"/bookings/{reference}/decline")

    declined = guest.press(page, "Decline", reason="Next week, please")

    assert (declined.status, TOO_OFTEN in declined.text) == (429, True)
    assert declined.form("Decline").values["reason"] == "Next week, please"


def test_who_decides_too_often_reads_it_in_their_own_language(guest: Browser) -> None:
    organizer = make_organizer()
    with transaction() as session:
        session.get_one(Organizer, organizer.id).language = "de"
    reference = organizer_reference(make_booking(make_pending_configuration(grant_of(organizer))))
    page = guest.open(f"/bookings/{reference}/confirm")
    wear_out(guest, f"/bookings/{reference}/decline")

    declined = guest.press(page, "Ablehnen")

    assert (declined.status, "Das war zu oft." in declined.text) == (429, True)
    assert "Ablehnen" in declined.buttons


def test_cancelling_always_works(guest: Browser) -> None:
    reference = guest_reference(make_booking(make_configuration()))
    wear_out(guest, "/intro/bookings", 61)

    page = guest.press(guest.open(f"/bookings/{reference}/cancel"), "Cancel the booking")

    assert page.status == 303
    db.session.close()
    assert db.session.scalars(db.select(Booking)).one().status == "cancelled"


def test_an_organizer_who_is_signed_in_is_not_counted(guest: Browser, one_of_each: None) -> None:
    make_organizer()
    make_configuration()
    guest.press(guest.open("/login"), "Sign in", email=MAYA, password=PASSWORD)
    wear_out(guest, "/intro/bookings", 61)

    pages = [book(guest, TOMORROW_AT_TEN + at * HALF_HOUR) for at in range(2)]

    assert [page.status for page in pages] == [303, 303]


def test_every_form_that_is_counted_can_be_shown_again(app: Flask) -> None:
    public = {
        endpoint: get_qualified_name(view)
        for endpoint, view in app.view_functions.items()
        if endpoint.startswith("public.")
    }
    counted = {endpoint for endpoint, name in public.items() if limiter.limit_manager.decorated_limits(name)}

    assert counted == set(FORMS)
