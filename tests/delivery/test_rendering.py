"""The words of every mail, in the language, the zone and the habits of whoever gets it."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import StrictUndefined

from tests.builders import NOW
from tests.promises import mail_payload
from webapp.delivery.rendering import render
from webapp.services.access import account_links, second_factor_mails
from webapp.services.configurations.document import LANGUAGES
from webapp.services.promises.mail_state import TEST_MAIL

# Mails of accounts, and the one that tries mail out, are of no booking: tests of the services read them.
OF_NO_BOOKING = {*account_links.MAILS.values(), *second_factor_mails.MAILS, TEST_MAIL}
FOLDERS = sorted({path.parent.name for path in Path("templates/mail").glob("*/*")} - OF_NO_BOOKING)
LINKS = ("booking_url", "rescheduling_url", "cancellation_url")

pytestmark = pytest.mark.usefixtures("sqlite_app")


def role_of(name: str) -> str:
    """Who gets the mails of a folder."""
    return "host" if name.startswith("organizer_") else name.rpartition("_")[0]


def both(name: str, **values: Any) -> tuple[str, str]:
    rendered = render(name, mail_payload(role=role_of(name), **values))
    return rendered.text, rendered.html


@pytest.mark.parametrize("name", FOLDERS)
def test_every_mail_asks_only_for_what_is_promised(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(sqlite_app.jinja_env, "undefined", StrictUndefined)
    sqlite_app.jinja_env.cache.clear()  # type: ignore[union-attr]

    assert render(name, mail_payload()).subject
    sqlite_app.jinja_env.cache.clear()  # type: ignore[union-attr]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_mail_says_what_when_and_with_whom(name: str) -> None:
    for body in both(name, title="Intro call"):
        assert "Intro call" in body
        assert "Tuesday, January 5, 2027" in body
        assert "1:30\u00a0PM – 2:00\u00a0PM" in body
        assert "Maya Lindqvist" in body
        assert "Priya Raman" in body


@pytest.mark.parametrize("name", FOLDERS)
def test_a_link_that_was_not_promised_is_left_out(name: str) -> None:
    for body in both(name, links={}):
        assert "http" not in body.replace("http://www.w3.org/1999/xhtml", "")
        assert "None" not in body


@pytest.mark.parametrize("name", ["guest_booked", "guest_confirmed", "guest_rescheduled", "guest_requested"])
def test_a_guest_gets_the_links_that_were_promised(name: str) -> None:
    links = {link: f"https://book.example.org/{link}" for link in LINKS}

    for body in both(name, links=links):
        assert all(address in body for address in links.values())


@pytest.mark.parametrize("name", ["organizer_requested", "organizer_rescheduled"])
def test_the_organizer_gets_the_link_that_confirms(name: str) -> None:
    for body in both(name, links={"confirmation_url": "https://book.example.org/confirm"}):
        assert "https://book.example.org/confirm" in body


@pytest.mark.parametrize("name", [name for name in FOLDERS if name.startswith("organizer_")])
def test_every_mail_to_a_host_leads_to_the_booking_on_the_dashboard(name: str) -> None:
    for body in both(name, links={"dashboard_url": "https://book.example.org/dashboard/bookings/1"}):
        assert "https://book.example.org/dashboard/bookings/1" in body


@pytest.mark.parametrize("name", ["guest_cancelled", "guest_declined"])
def test_a_guest_whose_booking_has_ended_is_offered_another_time(name: str) -> None:
    for body in both(name, links={"page_url": "https://book.example.org/intro"}):
        assert "https://book.example.org/intro" in body


@pytest.mark.parametrize("name", ["guest_rescheduled", "organizer_rescheduled"])
def test_a_moved_booking_shows_the_old_time_and_the_new(name: str) -> None:
    for body in both(name, old_starts_at=NOW, old_ends_at=NOW + 1800):
        assert "Monday, January 4, 2027" in body
        assert "Tuesday, January 5, 2027" in body


@pytest.mark.parametrize(
    "name", ["guest_cancelled", "guest_declined", "organizer_cancelled", "organizer_withdrawn"]
)
def test_a_reason_is_shown(name: str) -> None:
    for body in both(name, reason="I am ill"):
        assert "I am ill" in body


def test_the_organizers_own_words_replace_the_heading_of_the_confirmed_mail() -> None:
    for body in both("guest_booked", heading="Hooray", extra_body="Bring cake"):
        assert "Hooray" in body
        assert "Bring cake" in body
        assert "You are booked" not in body


def test_the_answers_of_the_guest_are_listed() -> None:
    for body in both("organizer_booked", fields=[{"label": "Company", "value": "Navy"}]):
        assert "Company" in body
        assert "Navy" in body


def test_html_in_a_value_stays_text_in_the_page_and_is_left_alone_in_the_plain_part() -> None:
    text, html = both("guest_booked", title="<script>alert(1)</script>")

    assert "<script>alert(1)</script>" in text
    assert "<script>" not in html


def subject(name: str, *, timezone: str = "Asia/Kolkata", **values: Any) -> str:
    payload = mail_payload(role=role_of(name), **values) | {"timezone": timezone}
    return render(name, payload).subject.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "name",
    [
        *("guest_booked", "guest_confirmed", "guest_rescheduled"),
        *("additional_guest_invited", "additional_guest_rescheduled"),
    ],
)
def test_the_subject_of_an_invitation_may_become_the_title_of_the_appointment(name: str) -> None:
    assert subject(name) == "Intro call, Tue, Jan 5, 2027, 1:30 PM"


@pytest.mark.parametrize("name", ["organizer_booked", "organizer_rescheduled"])
def test_a_hosts_subject_names_the_guest(name: str) -> None:
    assert subject(name, timezone="UTC") == "Intro call with Priya Raman, Tue, Jan 5, 2027, 8:00 AM"


def test_it_names_them_once() -> None:
    named = subject("organizer_booked", timezone="UTC", title="Priya Raman and Maya")

    assert named == "Priya Raman and Maya, Tue, Jan 5, 2027, 8:00 AM"


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("guest_cancelled", "Cancelled"),
        ("guest_declined", "Declined"),
        ("guest_requested", "Request sent"),
        ("organizer_requested", "Please answer"),
        ("additional_guest_uninvited", "No longer invited"),
    ],
)
def test_a_subject_that_names_no_appointment_says_what_happened(name: str, word: str) -> None:
    assert subject(name).startswith(f"{word}: Intro call")
    assert subject(name).endswith("Tue, Jan 5, 2027, 1:30 PM")


def in_plain_text(name: str = "guest_booked", **values: Any) -> str:
    return both(name, **values)[0].replace("\u00a0", " ")


def test_the_plain_text_has_two_columns() -> None:
    fields = [{"label": "What is it about?", "value": "A chat\nand more"}, {"label": "Age", "value": "9"}]

    text = in_plain_text("organizer_booked", fields=fields)

    assert "\nWhere  Room 4\nGuest  Priya Raman\n       priya@example.com\n" in text
    assert "\nWhat is it about?\n       A chat\n       and more\nAge    9\n" in text


def test_both_parts_greet_and_say_why_they_were_sent() -> None:
    for body in both("guest_booked"):
        assert "Hello Priya Raman," in body
        assert "Sent to priya@example.com because of a booking on Talk to Maya." in body


@pytest.mark.parametrize(
    ("name", "to", "actor", "sentence"),
    [
        ("guest_cancelled", "priya@example.com", "guest", "You cancelled it."),
        ("guest_cancelled", "priya@example.com", "organizer", "Maya Lindqvist cancelled it."),
        ("guest_cancelled", "priya@example.com", "api", "It was cancelled by a program."),
        ("organizer_cancelled", "maya@example.com", "guest", "Priya Raman cancelled it."),
        ("organizer_cancelled", "maya@example.com", "organizer", "You cancelled it."),
        ("organizer_cancelled", "jonas@example.com", "organizer", "Maya Lindqvist cancelled it."),
        ("additional_guest_cancelled", "tom@example.com", "guest", "Priya Raman cancelled it."),
        ("guest_rescheduled", "priya@example.com", "organizer", "Maya Lindqvist moved it."),
        ("organizer_rescheduled", "maya@example.com", "organizer", "You moved it."),
        ("organizer_rescheduled", "jonas@example.com", "guest", "Priya Raman moved it."),
        ("additional_guest_rescheduled", "tom@example.com", "organizer", "Maya Lindqvist moved it."),
    ],
)
def test_a_mail_says_who_cancelled_or_moved(name: str, to: str, actor: str, sentence: str) -> None:
    for body in both(name, to=to, actor=actor):
        assert sentence in body


def test_a_guest_reads_that_their_request_is_withdrawn_and_not_a_booking() -> None:
    for body in both("guest_cancelled", was_pending=True, ics=False):
        assert "Your request has been withdrawn" in body
        assert "You withdrew it." in body


def test_the_cancellation_policy_has_a_heading() -> None:
    for body in both("guest_booked", cancellation_policy="A day before."):
        assert body.index("Cancellation policy") < body.index("A day before.")


def test_other_guests_are_named() -> None:
    others = [{"name": "Tom Bell", "email": "tom@example.com"}, {"name": "", "email": "ana@example.com"}]

    for body in both("guest_booked", additional_guests=others):
        assert "Tom Bell (tom@example.com)" in body
        assert "ana@example.com" in body


def test_a_subject_is_one_line_of_bearable_length() -> None:
    written = subject("guest_booked", title="long\n" * 200)

    assert "\n" not in written
    assert len(written) == 200


def in_the_words_of(language: str, *, timezone: str = "UTC", **values: Any) -> str:
    payload = mail_payload(**values) | {"language": language, "timezone": timezone}
    return render("guest_booked", payload).text


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "Tuesday, January 5, 2027"),
        ("fr", "mardi 5 janvier 2027"),
        ("de", "Dienstag, 5. Januar 2027"),
        ("es", "martes, 5 de enero de 2027"),
        ("nl", "dinsdag 5 januari 2027"),
        ("sv", "tisdag 5 januari 2027"),
        ("ja", "2027年1月5日火曜日"),
        ("zh", "2027年1月5日星期二"),
        ("ko", "2027년 1월 5일 화요일"),
    ],
)
def test_a_date_is_written_in_the_recipients_language(language: str, day: str) -> None:
    assert language in LANGUAGES
    assert day in in_the_words_of(language)


def test_an_unknown_language_is_written_in_english() -> None:
    assert "Tuesday, January 5, 2027" in in_the_words_of("xx")


def test_a_date_in_another_language_than_the_words_says_so() -> None:
    html = render("guest_booked", mail_payload() | {"language": "de"}).html

    assert '<html lang="en"' in html
    assert re.search(r'lang="de">Dienstag, 5. Januar 2027', html)


def test_a_span_over_midnight_names_both_days() -> None:
    text = in_the_words_of("de", starts_at=NOW + 15 * 3600, ends_at=NOW + 17 * 3600)

    assert re.search(r"Montag, 4. Januar 2027\n +23:00 – Di., 5. Jan., 01:00", text)


def test_the_zone_is_named_as_it_is_at_that_time_of_the_year() -> None:
    july = NOW + 180 * 86_400

    assert "Central European Standard Time (GMT+1)" in in_the_words_of("en", timezone="Europe/Berlin")
    assert "Central European Summer Time (GMT+2)" in in_the_words_of(
        "en", timezone="Europe/Berlin", starts_at=july, ends_at=july + 1800
    )


def test_a_ticked_box_is_written_in_words() -> None:
    for body in both("organizer_booked", fields=[{"label": "I agree", "value": True}]):
        assert "Yes" in body


def test_a_pending_request_is_viewed_as_a_request() -> None:
    links = {link: f"https://book.example.org/{link}" for link in LINKS}

    for body in both("guest_requested", links=links, is_pending=True):
        assert all(words in body for words in ("View your request", "Withdraw the request"))
        assert "View your booking" not in body


@pytest.mark.parametrize("name", ["guest_requested", "guest_rescheduled"])
def test_the_organizers_own_words_are_for_the_confirmed_mail_alone(name: str) -> None:
    for body in both(name, extra_body="Bring cake"):
        assert "Bring cake" not in body
