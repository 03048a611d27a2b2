"""A language nobody has heard of needs a folder and no line of code: a page, a form, an error and a mail speak it."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from flask import Flask

from tests.blueprints.api.conftest import EXPLAIN
from tests.browser import Browser
from tests.builders import HOUR, NOW, TOMORROW_AT_TEN, make_api_key, make_configuration
from tests.conftest import StoppedClock, migrated_app
from tests.promises import mail_payload
from webapp import catalogues
from webapp.delivery.rendering import render

ESPERANTO, ARABIC = "eo", "ar"


@pytest.fixture(scope="module")
def translated_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Every message of the program stands in «angle quotes»."""
    folder = tmp_path_factory.mktemp("esperanto")
    catalogues.extract(folder, new=(ESPERANTO, ARABIC))
    source = folder / ESPERANTO / "LC_MESSAGES/messages.po"
    translate(source)
    catalogues.compile_all(folder)
    return migrated_app(
        folder, database_url=f"sqlite:///{folder}/a.sqlite3", BABEL_TRANSLATION_DIRECTORIES=str(folder)
    )


def translate(source: Path) -> None:
    with source.open("rb") as file:
        catalog = read_po(file, locale=ESPERANTO)
    for message in catalog:
        if isinstance(message.id, str):
            message.string = f"«{message.id}»" if message.id else message.string
        else:
            message.string = tuple(f"«{form}»" for form in message.id)
    with source.open("wb") as file:
        write_po(file, catalog)


@pytest.fixture
def guest(translated_app: Flask, clock: StoppedClock) -> Browser:
    return Browser(translated_app.test_client())


@pytest.fixture(scope="module", autouse=True)
def _one_page(translated_app: Flask) -> None:
    with translated_app.app_context():
        make_configuration()


def test_a_page_is_read_in_it(guest: Browser) -> None:
    page = guest.open("/intro?lang=eo")

    assert page.select("html")[0]["lang"] == "eo"
    assert page.select("#picker")[0]["aria-label"] == "«Choose a time»"
    assert "«Time zone»" in page.text


@pytest.mark.parametrize(("language", "direction"), [(ESPERANTO, "ltr"), (ARABIC, "rtl")])
def test_a_page_is_laid_out_in_its_direction(guest: Browser, language: str, direction: str) -> None:
    assert guest.open(f"/intro?lang={language}").select("html")[0]["dir"] == direction


@pytest.mark.parametrize(("language", "direction"), [(ESPERANTO, "ltr"), (ARABIC, "rtl")])
def test_a_mail_is_laid_out_in_its_direction(translated_app: Flask, language: str, direction: str) -> None:
    with translated_app.app_context():
        mail = render("guest_booked", mail_payload() | {"language": language})

    assert f'<html lang="{language}" dir="{direction}"' in mail.html


def test_dates_in_it_are_not_marked_as_foreign(guest: Browser) -> None:
    page = guest.open("/intro?lang=eo")

    assert page.select("time")
    assert [time for time in page.select("time") if time.get("lang")] == []


def test_a_count_is_read_in_it(guest: Browser) -> None:
    page = guest.open("/intro?lang=eo&day=2027-01-05&timezone=UTC")

    assert "«mardo, la 5-a de Januaro 2027, 48 times free»" in page.links


def test_what_is_wrong_with_a_form_is_read_in_it(guest: Browser) -> None:
    form = guest.open(f"/intro/bookings/new?start={TOMORROW_AT_TEN}&lang=eo")

    page = guest.press(form, "«Book this time»", by={"«E-mail»": "priya@example.com"})

    assert page.field("«Your name»").error == "«Please enter your name.»"


def test_an_error_is_read_in_it(guest: Browser) -> None:
    page = guest.open("/nobody", Accept_Language="eo")

    assert page.heading == "«Page not found»"


def test_an_error_that_no_view_made_is_read_in_it(guest: Browser) -> None:
    page = guest.open("/nobody/at/all", Accept_Language="eo")

    assert page.heading == "«Page not found»"


def test_a_mail_is_read_in_it(translated_app: Flask) -> None:
    with translated_app.app_context():
        mail = render("guest_booked", mail_payload() | {"language": ESPERANTO})

    assert mail.subject == "«Intro call, ma, 5 Jan 2027, 13:30»"
    assert "«Hello Priya Raman,»" in mail.text
    assert '<html lang="eo"' in mail.html


def test_the_api_speaks_english_whatever_is_asked_for(translated_app: Flask) -> None:
    answer = translated_app.test_client().get("/v3/grants", headers={"Accept-Language": "eo"})

    assert "«" not in answer.get_data(as_text=True)


def test_a_program_reads_in_english_why_a_time_is_not_offered(
    translated_app: Flask, clock: StoppedClock
) -> None:
    with translated_app.app_context():
        headers = {"Authorization": f"Bearer {make_api_key()}", "Accept-Language": "eo"}
    query = {"slug": "intro", "start_time": NOW - HOUR, "end_time": NOW, "lang": "eo"}

    answer = translated_app.test_client().get(f"/v3{EXPLAIN}", query_string=query, headers=headers)

    assert answer.get_json()["data"]["starts"][0]["reasons"][0]["message"] == "This time is over."
