"""The page of an organizer's profile."""

import io

import pytest

from tests.browser import Browser
from tests.builders import MAYA, make_booking, make_configuration
from tests.pictures import picture
from webapp.extensions import db
from webapp.models import Grant, Organizer
from webapp.services.access import organizers

SETTINGS = "/dashboard/settings"


def maya_now() -> Organizer:
    db.session.close()  # an open read would go on seeing what was there before
    return organizers.find(MAYA)


def test_what_is_saved_stands_in_the_form_again(dashboard: Browser) -> None:
    typed = {
        "Name": "Maya L.",
        "Title": "Designer",
        "About you": "I draw.",
        "Time zone": "Asia/Kolkata",
        "Language": "de",
        "Clock": "24",
        "Weeks begin on": "6",
    }

    page = dashboard.follow(dashboard.press(dashboard.open(SETTINGS), "Save", by=typed))

    assert {label: page.field(label).value for label in typed} == typed


def test_every_time_of_the_dashboard_follows_the_clock_and_the_zone(
    dashboard: Browser, maya_grant: Grant
) -> None:
    booking = make_booking(make_configuration(maya_grant))
    typed = {"Clock": "24", "Time zone": "Asia/Kolkata"}

    dashboard.press(dashboard.open(SETTINGS), "Save", by=typed)

    for path in ("/dashboard", "/dashboard/bookings", f"/dashboard/bookings/{booking.id}"):
        page = dashboard.open(path).text
        assert "15:30" in page
        assert "PM" not in page


@pytest.mark.parametrize(
    ("label", "typed", "said"),
    [
        ("Name", "", "Please enter your name."),
        ("Title", "x" * 101, "“Title” must be at most 100 characters long."),
        ("About you", "x" * 1001, "“About you” must be at most 1000 characters long."),
        ("Time zone", "Mars/Base", "“Time zone” is not a known time zone."),
        ("Language", "xx", "Not a valid choice."),
        ("Clock", "13", "Not a valid choice."),
        ("Weeks begin on", "7", "Not a valid choice."),
    ],
)
def test_a_refused_field_says_so_and_the_others_keep_what_was_typed(
    dashboard: Browser, label: str, typed: str, said: str
) -> None:
    page = dashboard.press(dashboard.open(SETTINGS), "Save", by={"About you": "I draw.", label: typed})

    assert page.status == 422
    assert page.field(label).error == said
    assert label == "About you" or page.field("About you").value == "I draw."
    assert maya_now().about == ""


def send_photo(dashboard: Browser, data: bytes, **changes: str) -> int:
    form = dashboard.open(SETTINGS).form("Save").values.to_dict()
    answer = dashboard.client.post(
        SETTINGS,
        data={**form, **changes, "photo": (io.BytesIO(data), "me.png")},
        base_url="https://book.example.org",
        headers={"Referer": "https://book.example.org/"},
    )
    return answer.status_code


def test_a_photo_is_shown_and_can_be_removed(dashboard: Browser) -> None:
    assert send_photo(dashboard, picture(800, 600)) == 303

    page = dashboard.open(SETTINGS)
    address = f"/images/{maya_now().photo_id}"
    assert {str(image["src"]) for image in page.select("img")} == {address}
    assert dashboard.client.get(address).content_type == "image/webp"

    dashboard.press(page, "Save", by={"removes_photo": "y"})
    assert maya_now().photo_id is None


def test_a_file_that_is_no_picture_is_refused_and_nothing_typed_is_lost(dashboard: Browser) -> None:
    assert send_photo(dashboard, b"<svg/>", title="Designer") == 422

    assert (maya_now().photo_id, maya_now().title) == (None, "")


def test_a_form_that_was_open_for_too_long_keeps_what_was_typed(dashboard: Browser) -> None:
    page = dashboard.press(dashboard.open(SETTINGS), "Save", title="Designer", csrf_token="of long ago")

    assert (page.status, page.field("Title").value) == (400, "Designer")
    assert maya_now().title == ""
