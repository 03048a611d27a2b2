"""In which zone and with which habits a page is written, and how little of a visitor is believed."""

from tests.blueprints.public.cast import office_hours
from tests.browser import Browser
from tests.builders import (
    make_configuration,
)


def test_a_zone_nobody_knows_is_said_and_the_page_stays_of_use(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro?timezone=Mars/Phobos")

    assert page.status == 200
    assert "We do not know the time zone “Mars/Phobos”" in page.text
    assert page.times


def test_a_language_changes_how_dates_are_written_and_nothing_is_claimed_of_the_words(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro?lang=de")

    assert "Januar 2027" in page.text
    assert page.times[0] == "09:00"
    assert page.select("html")[0]["lang"] == "en"
    assert {time["lang"] for time in page.select("time")} == {"de"}
    assert "lang=de" in page.select("a.slot")[0]["href"]


def test_the_browsers_own_habits_count_when_no_language_is_asked_for(guest: Browser) -> None:
    make_configuration(**office_hours())

    assert guest.open("/intro", Accept_Language="en-GB,en;q=0.9").times[0] == "09:00"
