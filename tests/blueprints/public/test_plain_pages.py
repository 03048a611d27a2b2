"""A scheduling page for programs that read."""

import pytest

from tests.browser import Browser
from tests.builders import TOMORROW_AT_TEN, make_booking, make_configuration, make_pending_configuration

START = f"https://book.example.org/intro/bookings/new?start={TOMORROW_AT_TEN}"


def read(guest: Browser, path: str) -> str:
    answer = guest.client.get(path, base_url="https://book.example.org")
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize(("path", "kind"), [("/intro.md", "text/markdown"), ("/intro.txt", "text/plain")])
def test_it_says_what_the_page_is_about_and_when_it_is_free(guest: Browser, path: str, kind: str) -> None:
    make_configuration()

    answer = guest.client.get(path, base_url="https://book.example.org")

    assert answer.content_type == f"{kind}; charset=utf-8"
    for said in ("Intro call", "Maya Lindqvist", "30 minutes", "https://book.example.org/intro", START):
        assert said in answer.text


def test_a_time_that_is_taken_is_not_there(guest: Browser) -> None:
    make_booking(make_configuration())

    assert START not in read(guest, "/intro.md")


def test_times_are_in_the_zone_that_is_asked_for_and_lead_to_the_form_in_it(guest: Browser) -> None:
    make_configuration()

    text = read(guest, "/intro.txt?timezone=Asia/Kolkata&lang=de")

    assert "2027-01-05T15:30:00+05:30" in text
    assert "Dienstag, 5. Januar 2027" in text
    form = next(word for word in text.split() if f"start={TOMORROW_AT_TEN}" in word)
    assert guest.open(form.removeprefix("https://book.example.org")).status == 200
    assert "timezone=Asia/Kolkata" in form


def test_a_request_says_that_it_is_confirmed(guest: Browser) -> None:
    make_pending_configuration()

    assert "The organizer confirms each request" in read(guest, "/consultation.md")


def test_without_free_times_it_says_so(guest: Browser) -> None:
    make_configuration(paused=True)

    assert "There are no free times." in read(guest, "/intro.md")


@pytest.mark.parametrize("path", ["/nobody.md", "/intro.html"])
def test_what_is_not_there_is_not_found(guest: Browser, path: str) -> None:
    make_configuration()

    assert guest.open(path).status == 404


def test_a_private_page_is_not_there_for_programs_either(guest: Browser) -> None:
    make_configuration(requires_session_auth=True)

    assert guest.open("/intro.txt").status == 404


def test_llms_txt_says_how_to_read_and_names_no_page(guest: Browser) -> None:
    make_configuration()

    text = read(guest, "/llms.txt")

    assert text.startswith("# Openslot\n\n> ")
    assert "https://book.example.org/v3/openapi.json" in text
    assert "intro" not in text
