"""An API key as an administrator reads it."""

from typing import Any

import pytest
from flask import Flask

from tests.builders import NOW
from webapp.blueprints.dashboard.presenters.api_keys import SCOPES, KeyRow, key_row
from webapp.models import ApiKey
from webapp.services.access import scopes
from webapp.words import spoken_in


def row(**values: Any) -> KeyRow:
    about = {"name": "CRM", "prefix": "osk_12345678", "scopes": [], "created_at": NOW}
    with spoken_in("en"):
        return key_row(ApiKey(id="1", **{**about, **values}), now=NOW)


@pytest.mark.parametrize(
    ("values", "state", "works"),
    [
        ({}, "Works", True),
        ({"expires_at": NOW + 1}, "Works", True),
        ({"expires_at": NOW}, "Expired", False),
        ({"revoked_at": NOW}, "Revoked", False),
    ],
)
def test_how_a_key_stands(sqlite_app: Flask, values: dict[str, Any], state: str, works: bool) -> None:
    shown = row(**values)

    assert (shown.state, shown.works) == (state, works)


def test_every_scope_has_words() -> None:
    assert set(SCOPES) == set(scopes.SCOPES)
