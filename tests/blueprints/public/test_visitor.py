"""In which zone and with which habits a page is written, and how little of a visitor is believed."""

from tests.blueprints.public.cast import office_hours
from tests.browser import Browser
from tests.builders import (
    TOMORROW_AT_TEN,
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


def test_an_old_name_of_a_zone_selects_the_present_one(guest: Browser) -> None:
    make_configuration()

    page = guest.open("/intro?timezone=asia/calcutta")

    selected = [option["value"] for option in page.select("#timezone option[selected]")]
    assert selected == ["Asia/Kolkata"]
    assert "We do not know the time zone" not in page.text


def test_a_zone_that_nobody_chose_is_in_no_link(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro")
    form = guest.open(f"/intro/bookings/new?start={TOMORROW_AT_TEN}")

    links = [*page.links.values(), *form.links.values()]
    assert [link for link in links if "timezone" in link] == []
    assert "timezone" not in form.form("Book this time").names


def test_a_zone_that_was_chosen_is_in_every_link_that_leads_on(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro?timezone=Asia/Tokyo")

    links = [str(tag["href"]) for tag in page.select("#picker a[href]")]
    assert [link for link in links if "timezone=Asia/Tokyo" not in link] == []
    assert guest.open(page.links[page.times[0]]).hidden("timezone") == "Asia/Tokyo"


def test_the_times_say_themselves_in_which_zone_they_are(guest: Browser) -> None:
    make_configuration(**office_hours())

    part = guest.open("/intro?timezone=Asia/Tokyo", HX_Request="true", HX_Request_Type="partial")

    assert "Times in Tokyo" in part.text
    assert part.select("#picker")[0]["data-zone"] == "Asia/Tokyo"


def test_what_is_said_of_a_zone_nobody_knows_goes_with_the_times_it_speaks_of(guest: Browser) -> None:
    make_configuration(**office_hours())

    page = guest.open("/intro?timezone=Mars/Olympus")

    assert len(page.select("#picker [role=status].notice")) == 1
    assert len(page.select("[role=status].notice")) == 1


def test_the_guests_own_zone_is_guessed_only_where_none_was_chosen(guest: Browser) -> None:
    make_configuration(**office_hours())

    pages = [guest.open(f"/intro{query}") for query in ("", "?timezone=Mars/Olympus", "?timezone=UTC")]

    assert [len(page.select("[data-guess]")) for page in pages] == [1, 1, 0]
