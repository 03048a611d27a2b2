"""iCloud is CalDAV at Apple's own address, and at no other."""

import pytest

from webapp.errors import InvalidInput
from webapp.lib.external import Access
from webapp.providers.icloud import PROVIDER

APPLE = "https://caldav.icloud.com/"


@pytest.mark.parametrize("name", ["username", "email"])
def test_an_account_needs_only_its_address(name: str) -> None:
    account = PROVIDER.account({name: "Maya@icloud.com"})

    assert (account.email, account.settings["url"]) == ("maya@icloud.com", APPLE)


def test_where_apple_has_led_us_is_kept() -> None:
    url = "https://p34-caldav.icloud.com/123/principal/"

    assert PROVIDER.account({"username": "maya@icloud.com", "url": url}).settings["url"] == url


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "http://p34-caldav.icloud.com/", "https://icloud.com.evil/"]
)
def test_no_other_server_is_asked(url: str) -> None:
    assert PROVIDER.account({"username": "maya@icloud.com", "url": url}).settings["url"] == APPLE


def test_a_password_is_needed_to_connect() -> None:
    with pytest.raises(InvalidInput) as refused:
        PROVIDER.connect({"username": "maya@icloud.com"})

    assert (refused.value.code, refused.value.field) == ("value.missing", "settings.password")


def test_an_account_without_its_password_lets_nobody_in() -> None:
    settings = PROVIDER.account({"username": "maya@icloud.com"}).settings

    with pytest.raises(Exception, match="provider.refused"):
        PROVIDER.calendars(Access(email="maya@icloud.com", settings=settings, secret={}))
