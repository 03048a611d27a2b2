"""Addresses to come back to, over JSON and with the SDK."""

from typing import Any

import nylas
import pytest
from nylas.models.errors import NylasApiError

from tests.blueprints.api.programs import Program

WEB = "https://app.example.com/signed-in"
PATH = "/applications/redirect-uris"


def test_the_sdk_registers_finds_changes_and_deletes_an_address(sdk: nylas.Client) -> None:
    made = sdk.applications.redirect_uris.create({"url": WEB, "platform": "js"}).data
    found = sdk.applications.redirect_uris.find(made.id).data
    changed = sdk.applications.redirect_uris.update(made.id, {"url": f"{WEB}/now"}).data
    listed = sdk.applications.redirect_uris.list().data
    sdk.applications.redirect_uris.destroy(made.id)

    assert (found.url, found.platform) == (WEB, "js")
    assert (changed.url, changed.platform) == (f"{WEB}/now", "js")
    assert [row.id for row in listed] == [made.id]
    with pytest.raises(NylasApiError) as refusal:
        sdk.applications.redirect_uris.find(made.id)
    assert refusal.value.type == "not_found_error"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "`url` is required."),
        ({"url": 5}, "`url` must be a text."),
        ({"url": "https://*.example.com"}, "`url` must be a whole address such as"),
        ({"url": "http://app.example.com"}, "`url` must begin with https://."),
        ({"url": WEB, "platform": "desktop"}, "`url` must begin with http://127.0.0.1"),
        ({"url": WEB, "platform": "ios"}, "`platform` must be 'web', 'js' or 'desktop'"),
    ],
)
def test_what_cannot_be_registered_is_refused_by_name(program: Program, body: Any, said: str) -> None:
    status, type_, message = program.refusal("POST", PATH, body)

    assert (status, type_) == (400, "invalid_request_error")
    assert message.startswith(said)
