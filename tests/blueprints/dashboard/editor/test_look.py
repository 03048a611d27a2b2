import io
from typing import Any

import pytest

from tests.blueprints.dashboard.editor.desk import at, edit, preview, save
from tests.browser import ORIGIN, Browser
from tests.builders import NOW, make_configuration
from tests.page import Page, words
from tests.pictures import picture
from tests.promises import claim
from webapp import outbox
from webapp.extensions import transaction
from webapp.models import Configuration, Grant
from webapp.services import images

LOGO, IN_MAILS = "appearance.company_logo_url", "scheduler.email_template.logo"


@pytest.fixture
def plain(maya_grant: Grant) -> Configuration:
    """A page with a name in its appearance that the editor does not know."""
    return make_configuration(maya_grant, appearance={"their_own": "x"})


def send(browser: Browser, page: Configuration, file: bytes, **typed: str) -> Page:
    """Save the page with a file in the field for the logo."""
    values: dict[str, Any] = edit(browser, page).form("Save").values.to_dict(flat=False)
    values.update({name: [value] for name, value in typed.items()})
    answer = browser.client.post(
        f"/dashboard/pages/{page.id}/edit",
        data={**values, "look-logo": (io.BytesIO(file), "logo.png")},
        base_url=ORIGIN,
        headers={"Referer": f"{ORIGIN}/"},
    )
    shown = Page(answer)
    answer.request.environ["wsgi.input"].close()  # a large body is a file, which the client leaves open
    return shown


@pytest.mark.parametrize(
    ("label", "typed", "path", "value"),
    [
        ("Colour", "#17614a", "appearance.color", "#17614a"),
        ("Text of the button", "Take it", "appearance.submit_button_label", "Take it"),
        ("Thank-you text", "See you.", "appearance.thank_you_message", "See you."),
    ],
)
def test_what_is_typed_is_stored_and_what_clients_added_survives(
    dashboard: Browser, plain: Configuration, label: str, typed: str, path: str, value: object
) -> None:
    assert save(dashboard, plain, {label: typed}).status == 303
    assert at(plain, path) == value
    assert save(dashboard, plain, {label: ""}).status == 303

    assert at(plain, "appearance") == {"their_own": "x"}


def test_a_colour_that_is_none_is_refused_beside_its_field(dashboard: Browser, plain: Configuration) -> None:
    page = save(dashboard, plain, {"Colour": "greenish"})

    assert page.status == 422
    assert "colour" in page.field("Colour").error


def test_an_uploaded_logo_is_stored_and_shown_and_can_be_removed(
    dashboard: Browser, plain: Configuration
) -> None:
    assert send(dashboard, plain, picture()).status == 303

    address = at(plain, LOGO)
    assert images.id_of(address)
    assert at(plain, IN_MAILS) == address
    assert [logo["src"] for logo in dashboard.open("/intro").select("img.logo")] == [address]
    assert save(dashboard, plain, {"look-without_logo": "y"}).status == 303
    assert (at(plain, LOGO), at(plain, IN_MAILS)) == (None, None)
    assert at(plain, "appearance") == {"their_own": "x"}


@pytest.mark.parametrize("file", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"no picture"])
def test_a_file_that_is_no_picture_is_refused_beside_its_field_and_nothing_is_lost(
    dashboard: Browser, plain: Configuration, file: bytes
) -> None:
    page = send(dashboard, plain, file, **{"basics-label": "First call"})

    assert page.status == 422
    assert page.field("Logo").error == "“Logo” must be a PNG, JPEG or WebP picture."
    assert page.field("Name").value == "First call"
    assert at(plain, LOGO) is None


def test_a_file_above_the_limit_of_a_form_without_pictures_is_said_to_be_too_large(
    dashboard: Browser, plain: Configuration
) -> None:
    page = send(dashboard, plain, bytes(6 * 1024 * 1024))

    assert page.field("Logo").error == "“Logo” must be a picture of at most 5 MB."


def test_a_good_upload_survives_the_refusal_of_another_field(
    dashboard: Browser, plain: Configuration
) -> None:
    refused = send(dashboard, plain, picture(), **{"limits-horizon": "many"})
    assert refused.status == 422
    [shown] = refused.select("#look img.logo")

    assert dashboard.press(refused, "Save", by={"Days ahead": "5"}).status == 303

    assert at(plain, LOGO) == shown["src"]


def test_a_good_upload_survives_a_button_of_another_section(dashboard: Browser, plain: Configuration) -> None:
    page = send(dashboard, plain, picture(), action="questions.add")

    assert len(page.select("#look img.logo")) == 1
    assert at(plain, LOGO) is None


def test_a_logo_that_is_not_saved_yet_is_in_the_preview(dashboard: Browser, plain: Configuration) -> None:
    page = send(dashboard, plain, picture(), action="questions.add")

    framed = dashboard.press(page, "Show preview")

    assert len(framed.select("img.logo")) == 1


def test_an_image_that_is_not_there_is_refused(dashboard: Browser, plain: Configuration) -> None:
    page = save(dashboard, plain, {"look-image_id": "00000000-0000-4000-8000-000000000000"})

    assert page.status == 422
    assert page.field("Logo").error


def test_the_mark_can_be_left_out(dashboard: Browser, plain: Configuration) -> None:
    assert "Scheduling by Openslot" in dashboard.open("/intro").text
    values = edit(dashboard, plain).form("Save").values
    del values["look-mark"]

    assert dashboard.send(f"/dashboard/pages/{plain.id}/edit", values).status == 303

    assert "Scheduling by" not in dashboard.open("/intro").text


def test_the_preview_has_the_colour(dashboard: Browser, plain: Configuration) -> None:
    page = preview(dashboard, plain, {"Colour": "#abc"})

    assert [link["href"] for link in page.select("link[href*=accents]")] == ["/accents/aabbcc.css"]


def test_trouble_with_the_address_of_a_logo_is_said_with_what_to_do(
    dashboard: Browser, maya_grant: Grant
) -> None:
    page = make_configuration(maya_grant, appearance={"company_logo_url": "https://cdn.example.net/logo.png"})
    (entry,) = claim()
    with transaction() as session:
        outbox.give_up(session, entry, now=NOW, detail="answered 404")

    look = words(edit(dashboard, page).select("#look")[0])

    assert (
        "The logo is not shown. There is no picture at this address. Save the page to try again."
        " Or upload the picture here." in look
    )
