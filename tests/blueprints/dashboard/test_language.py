"""Maya reads German, and her dashboard speaks it. The catalogue is made up here: its words only have to differ."""

import pytest
from flask import Flask

from tests.blueprints.dashboard.conftest import sign_in
from tests.browser import Browser
from tests.builders import JONAS, MAYA, make_organizer
from tests.conftest import StoppedClock, empty_tables, migrated_app
from webapp import catalogues
from webapp.extensions import transaction
from webapp.models import Organizer

GERMAN = """
msgid "Sign in"
msgstr "Anmelden"

msgid "Bookings"
msgstr "Buchungen"

msgid "Please enter your password."
msgstr "Bitte geben Sie Ihr Passwort ein."

msgid "This page was open for too long, so nothing was changed. Please press the button again."
msgstr "Die Seite war zu lange offen."
"""


@pytest.fixture(scope="module")
def german_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application with a German catalogue."""
    folder = tmp_path_factory.mktemp("german")
    source = folder / "words/de/LC_MESSAGES/messages.po"
    source.parent.mkdir(parents=True)
    source.write_text(GERMAN)
    catalogues.compile_all(folder / "words")
    return migrated_app(
        folder,
        database_url=f"sqlite:///{folder}/openslot.sqlite3",
        BABEL_TRANSLATION_DIRECTORIES=str(folder / "words"),
    )


@pytest.fixture
def browser(german_app: Flask, clock: StoppedClock, quick_hashes: None) -> Browser:
    """A browser at a server with a German catalogue, where Maya reads German and Jonas English."""
    app = german_app
    with app.app_context():
        empty_tables()
        make_organizer(JONAS, name="Jonas Weber")
        maya = make_organizer()
        with transaction() as session:
            session.get_one(Organizer, maya.id).language = "de"
    return Browser(app.test_client())


def test_the_dashboard_speaks_the_organizers_language(browser: Browser) -> None:
    sign_in(browser, email=MAYA)

    page = browser.open("/dashboard/bookings")

    assert page.heading == "Buchungen"
    assert page.select("html")[0]["lang"] == "de"


def test_the_browsers_language_does_not_change_the_organizers(browser: Browser) -> None:
    sign_in(browser, email=JONAS)

    assert browser.open("/dashboard/bookings", Accept_Language="de").heading == "Bookings"


def test_a_refused_form_is_answered_in_the_organizers_language(browser: Browser) -> None:
    sign_in(browser, email=MAYA)
    page = browser.send("/logout", {"csrf_token": "made-up"})

    assert "Die Seite war zu lange offen." in browser.follow(page).text


@pytest.mark.parametrize(("wanted", "heading"), [("de-AT,en;q=0.5", "Anmelden"), ("xx", "Sign in")])
def test_the_sign_in_page_speaks_the_browsers_language(browser: Browser, wanted: str, heading: str) -> None:
    assert browser.open("/login", Accept_Language=wanted).heading == heading


def test_the_sign_in_form_complains_in_the_browsers_language(browser: Browser) -> None:
    form = browser.open("/login").form("Sign in")

    page = browser.send("/login", {**form.values.to_dict(), "email": MAYA}, Accept_Language="de")

    assert "Bitte geben Sie Ihr Passwort ein." in page.text
