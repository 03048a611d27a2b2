"""What an organizer reads about a logo."""

import pytest

from webapp.blueprints.dashboard.presenters.logos import REASONS, trouble_with
from webapp.delivery import logo
from webapp.lib import http
from webapp.refusals import images
from webapp.services.configurations.logos import ON_PAGE, LogoState
from webapp.words import spoken_in

pytestmark = pytest.mark.usefixtures("sqlite_app")


def said(*, image_id: str | None = None, failure: str | None = None, is_final: bool = False) -> str | None:
    with spoken_in("en"):
        return trouble_with(
            LogoState(
                field=ON_PAGE,
                address="https://cdn.example.net/a.png",
                image_id=image_id,
                failure=failure,
                is_final=is_final,
            )
        )


def test_nothing_is_said_of_a_logo_that_is_shown_or_on_its_way() -> None:
    assert said(image_id="1", failure="answered 503") is None
    assert said() is None


def test_a_logo_that_failed_for_good_names_the_reason_and_the_way_out() -> None:
    assert said(failure="image.unknown_format", is_final=True) == (
        "The logo is not shown. The file is not a PNG, JPEG or WebP picture. Save the page to try again."
    )


@pytest.mark.parametrize("failure", ["answered 503", "dns_lookup_failed", "connection_refused"])
def test_a_logo_that_is_tried_again_says_so(failure: str) -> None:
    assert said(failure=failure) == (
        "The logo is not shown yet. There is no picture at this address. We try again later."
    )


def test_every_reason_is_one_that_a_delivery_gives() -> None:
    assert set(REASONS) <= {*http.FAILURES, *images.SENTENCES, logo.TOO_MANY_REDIRECTS}
