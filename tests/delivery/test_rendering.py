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
from webapp.services.configurations.document import LANGUAGES

FOLDERS = sorted(folder.name for folder in Path("templates/mail").iterdir() if folder.is_dir())
LINKS = ("booking_url", "rescheduling_url", "cancellation_url", "confirmation_url")

pytestmark = pytest.mark.usefixtures("sqlite_app")


def both(name: str, **values: Any) -> tuple[str, str]:
    rendered = render(name, mail_payload(**values))
    return rendered.text, rendered.html


@pytest.mark.parametrize("name", FOLDERS)
def test_every_mail_asks_only_for_what_is_promised(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(sqlite_app.jinja_env, "undefined", StrictUndefined)
    sqlite_app.jinja_env.cache.clear()  # type: ignore[union-attr]

    rendered = render(name, mail_payload())

    assert rendered.subject
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
    for body in both(name, **dict.fromkeys(LINKS)):
        assert "http" not in body.replace("http://www.w3.org/1999/xhtml", "")
        assert "None" not in body


@pytest.mark.parametrize("name", ["guest_booked", "guest_confirmed", "guest_rescheduled", "guest_requested"])
def test_a_guest_gets_the_links_that_were_promised(name: str) -> None:
    links = {link: f"https://book.example.org/{link}" for link in LINKS[:3]}

    for body in both(name, **links):
        assert all(address in body for address in links.values())


@pytest.mark.parametrize("name", ["organizer_requested", "organizer_rescheduled"])
def test_the_organizer_gets_the_link_that_confirms(name: str) -> None:
    for body in both(name, confirmation_url="https://book.example.org/confirm"):
        assert "https://book.example.org/confirm" in body


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


def test_a_subject_is_one_line_of_bearable_length() -> None:
    subject = render("guest_booked", mail_payload(title="long\n" * 200)).subject

    assert "\n" not in subject
    assert len(subject) == 200


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

    assert "Montag, 4. Januar 2027, 23:00 – Di., 5. Jan., 01:00" in text


def test_the_zone_is_named_as_it_is_at_that_time_of_the_year() -> None:
    july = NOW + 180 * 86_400

    assert "Berlin, Central European Standard Time (GMT+1)" in in_the_words_of("en", timezone="Europe/Berlin")
    assert "Berlin, Central European Summer Time (GMT+2)" in in_the_words_of(
        "en", timezone="Europe/Berlin", starts_at=july, ends_at=july + 1800
    )


def test_a_ticked_box_is_written_in_words() -> None:
    for body in both("organizer_booked", fields=[{"label": "I agree", "value": True}]):
        assert "Yes" in body


def test_a_pending_request_is_viewed_as_a_request() -> None:
    for body in both("guest_requested", booking_url="https://book.example.org/b"):
        assert "View your request" in body
        assert "View your booking" not in body


@pytest.mark.parametrize("name", ["guest_requested", "guest_rescheduled"])
def test_the_organizers_own_words_are_for_the_confirmed_mail_alone(name: str) -> None:
    for body in both(name, extra_body="Bring cake"):
        assert "Bring cake" not in body
