"""What an address says of a guest is carried to the form, and nothing that stands in one breaks a page."""

from urllib.parse import quote

import pytest

from tests.blueprints.public.cast import BOOK, FIELDS, scheduler, the_booking
from tests.browser import Browser
from tests.builders import TOMORROW_AT_TEN, availability, make_configuration
from tests.page import Page

PRIYAS = "name=Priya+Raman&email=priya@example.com&tz=Asia/Kolkata&lang=en-GB"
ANSWERS = {
    "topic": ("Engines", "Topic"),
    "more": ("Two\nlines", "More"),
    "phone": ("+46 8 123 456", "Phone"),
    "size": ("Large", "Size"),
    "launch": ("2027-03-14", "Launch"),
}


def form_of(guest: Browser, query: str) -> Page:
    """The form of the first time of a page with this query."""
    page = guest.open(f"/intro?{query}")
    return guest.open(page.links[page.times[0]])


def test_a_guest_is_known_by_the_address_until_the_form(guest: Browser) -> None:
    make_configuration()

    page = guest.open(f"/intro?{PRIYAS}&guest=jo@example.com&guest=Ana+<ana@example.com>")
    later = guest.open(page.select("a.day")[-1]["href"])
    form = guest.open(later.links[later.times[0]])
    guest.press(form, BOOK)

    booking = the_booking()
    assert (booking.guest_name, booking.guest_email) == ("Priya Raman", "priya@example.com")
    assert booking.guest_timezone == "Asia/Kolkata"
    assert [one["email"] for one in booking.additional_guests] == ["jo@example.com", "ana@example.com"]


def test_a_form_that_is_refused_leads_back_to_times_that_know_the_guest_still(guest: Browser) -> None:
    make_configuration()

    page = guest.press(form_of(guest, PRIYAS), BOOK, by={"E-mail": "nobody"})

    assert page.status == 422
    assert page.field("E-mail").value == "nobody"
    assert (
        form_of(guest, page.links["All free times"].partition("?")[2]).field("Your name").value
        == "Priya Raman"
    )


def test_answers_are_filled_in_by_the_key_of_their_field(guest: Browser) -> None:
    make_configuration(scheduler=scheduler(additional_fields=FIELDS))
    query = "&".join(f"{key}={quote(value)}" for key, (value, _) in ANSWERS.items())

    form = form_of(guest, query + "&what=Words,Law&agreed=true&how=Search")

    assert {label: form.field(label).value for _, label in ANSWERS.values()} == {
        label: value for value, label in ANSWERS.values()
    }
    ticked = [tag["value"] for tag in form.select("input[checked]")]
    assert ticked == ["Search", "Words", "Law", "y"]


def test_a_key_that_means_something_else_is_written_as_a_field(guest: Browser) -> None:
    make_configuration(
        scheduler=scheduler(additional_fields={"date": {"label": "Topic", "type": "text", "order": 1}})
    )

    assert form_of(guest, "date=Engines").field("Topic").value == ""
    assert form_of(guest, "field-date=Engines").field("Topic").value == "Engines"


@pytest.mark.parametrize(
    "nonsense",
    [
        "email=nobody&name=" + "x" * 201,
        "name=%00&guest=" + "x" * 600,
        "size=Huge&launch=2027-02-30&phone=x&second=x&how=x&what=x&topic=lowercase",
        "more=" + "x" * 501,
        "field-agreed=&field-=x&field-unknown=x&campaign=x",
        "date=2027-01-05&time=99:99",
        "date=2027-02-30&time=10:00",
        "date=0001-01-01&time=10:00",
        "length=x&tz=&timezone=",
    ],
)
def test_nonsense_fills_in_nothing_and_breaks_nothing(guest: Browser, nonsense: str) -> None:
    make_configuration(scheduler=scheduler(additional_fields=FIELDS))

    form = form_of(guest, nonsense)

    assert form.status == 200
    filled = {
        name: value
        for name, value in form.form(BOOK).values.items()
        if value and name not in ("csrf_token", "form_token", "start", "timezone")
    }
    assert filled == {}


def test_an_address_carries_no_more_than_fits_one(guest: Browser) -> None:
    fields = {
        f"long{number}": {"label": f"L{number}", "type": "text", "order": number} for number in range(9)
    }
    make_configuration(scheduler=scheduler(additional_fields=fields))

    page = guest.open("/intro?" + "&".join(f"long{number}={'x' * 400}" for number in range(9)))

    assert max(len(link) for link in page.links.values()) < 2_000


def test_a_date_opens_its_day_and_with_a_time_the_form(guest: Browser) -> None:
    make_configuration()

    day = guest.open("/intro?date=2027-01-06&tz=Asia/Kolkata")
    moved = guest.open(f"/intro?date=2027-01-05&time=15:30&{PRIYAS}")
    form = guest.follow(moved)

    assert day.select("a.day[aria-current=date]")[0]["id"] == "day-6"
    assert form.hidden("start") == str(TOMORROW_AT_TEN)
    assert form.field("Your name").value == "Priya Raman"


def test_a_time_that_is_not_free_is_answered_with_the_nearest(guest: Browser) -> None:
    make_configuration()

    form = guest.follow(guest.open("/intro?date=2027-01-05&time=10:07&tz=UTC"))

    assert form.status == 200
    assert "Nearest free times" in form.text


def test_a_length_is_chosen_by_the_address(guest: Browser) -> None:
    make_configuration(availability=availability(duration_options=[15, 60]))

    assert "1 hour" in form_of(guest, "length=60").text
