"""How an installation is registered at Google and Microsoft."""

import pytest

from webapp.lib.oauth import apps
from webapp.lib.variables import SettingError

GOOGLE = {"GOOGLE_CLIENT_ID": "id", "GOOGLE_CLIENT_SECRET": "secret"}


def test_without_a_client_id_a_provider_is_not_set_up() -> None:
    assert not any(app.is_set_up for app in apps.read({}).values())


def test_with_a_client_id_and_secret_it_is() -> None:
    read = apps.read(GOOGLE)

    assert (read["google"].is_set_up, read["microsoft"].is_set_up) == (True, False)
    assert read["google"].token_url == "https://oauth2.googleapis.com/token"


def test_a_tenant_stands_in_the_addresses_of_the_sign_in() -> None:
    app = apps.read({"MICROSOFT_TENANT": "example.org"})["microsoft"]

    assert app.authorize_url == "https://login.microsoftonline.com/example.org/oauth2/v2.0/authorize"
    assert app.token_url == "https://login.microsoftonline.com/example.org/oauth2/v2.0/token"


def test_a_test_server_on_this_machine_can_stand_in() -> None:
    app = apps.read({"GOOGLE_API_URL": "http://127.0.0.1:4000/calendar/v3/"})["google"]

    assert app.api_url == "http://127.0.0.1:4000/calendar/v3"


@pytest.mark.parametrize(
    "given",
    [
        {"GOOGLE_CLIENT_ID": "id"},
        {"MICROSOFT_CLIENT_SECRET": "secret"},
        {"MICROSOFT_TENANT": "a/b"},
        {"GOOGLE_API_URL": "http://example.org"},
        {"GOOGLE_TOKEN_URL": "https://user:password@example.org"},
        {"GOOGLE_TOKEN_URL": "https://example.org/?a=b"},
        {"MICROSOFT_LOGIN_URL": "https://[::1"},
        {"MICROSOFT_LOGIN_URL": "login.example.org"},
    ],
)
def test_a_setting_that_makes_no_sense_is_named(given: dict[str, str]) -> None:
    with pytest.raises(SettingError, match=next(iter(given)).rpartition("_")[0]):
        apps.read(given)
