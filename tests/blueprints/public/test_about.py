"""What stands on the left of every page."""

import pytest

from tests.browser import Browser
from tests.builders import (
    availability,
    make_configuration,
    make_grant,
    make_organizer,
    participant,
)


def test_a_round_robin_names_nobody(guest: Browser) -> None:
    make_organizer()
    make_configuration(
        make_grant("jonas@example.com"),
        name="Support call",
        participants=[participant("jonas@example.com", name="Jonas Weber", organizer=False)],
        availability=availability(rules={"availability_method": "max-availability"}),
    )

    page = guest.open("/intro")

    assert page.heading == "Support call"
    assert "Jonas" not in page.text


def test_a_logo_may_be_loaded_from_its_own_origin_only(guest: Browser) -> None:
    make_configuration(appearance={"company_logo_url": "https://cdn.example.net/logo.png"})

    page = guest.open("/intro")

    assert page.select("img")[0]["src"] == "https://cdn.example.net/logo.png"
    assert "img-src 'self' data: https://cdn.example.net;" in page.answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "logo", ["javascript:alert(1)", "https://a.example;script-src/x", "https://a *", "nothing"]
)
def test_what_is_no_address_is_no_logo(guest_on_sqlite: Browser, logo: str) -> None:
    make_configuration(appearance={"company_logo_url": logo})

    page = guest_on_sqlite.open("/intro")

    assert page.select("img") == []
    assert "script-src 'self';" in page.answer.headers["Content-Security-Policy"]
