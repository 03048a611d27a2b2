"""The form for an API key: what was chosen becomes scopes."""

import pytest
from flask import Flask

from webapp.blueprints.dashboard.api_key_forms import ApiKeyForm
from webapp.errors import InvalidInput


@pytest.mark.parametrize(
    ("chosen", "allowed"),
    [
        ({}, []),
        ({"webhooks": ""}, ["scheduling.write", "calendars.write", "accounts.write"]),
        ({"scheduling": "read", "calendars": "", "accounts": "", "webhooks": ""}, ["scheduling.read"]),
    ],
)
def test_everything_is_no_scope_and_a_part_is_its_scopes(
    sqlite_app: Flask, chosen: dict[str, str], allowed: list[str]
) -> None:
    kinds = dict.fromkeys(("scheduling", "calendars", "accounts", "webhooks"), "write")
    with sqlite_app.test_request_context("/", method="POST", data={**kinds, **chosen}):
        assert ApiKeyForm().scopes() == allowed


def test_a_key_for_nothing_is_refused(sqlite_app: Flask) -> None:
    nothing = dict.fromkeys(("scheduling", "calendars", "accounts", "webhooks"), "")
    with (
        sqlite_app.test_request_context("/", method="POST", data=nothing),
        pytest.raises(InvalidInput, match=r"api_key\.for_nothing"),
    ):
        ApiKeyForm().scopes()
