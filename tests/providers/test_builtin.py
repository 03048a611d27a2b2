"""Calendars of our own."""

import pytest

from webapp.errors import InvalidInput
from webapp.providers.builtin import PROVIDER


def test_an_account_may_be_called_anything() -> None:
    assert PROVIDER.account({"email": "desk-24"}).email == "desk-24"


def test_the_same_name_in_capitals_is_the_same_account() -> None:
    assert PROVIDER.account({"email": "DESK-24"}) == PROVIDER.account({"email": "desk-24"})


def test_a_name_that_is_too_long_in_lower_case_is_refused() -> None:
    with pytest.raises(InvalidInput):
        PROVIDER.account({"email": "İ" * 254})


def test_nothing_but_the_name_is_stored() -> None:
    assert PROVIDER.account({"email": "desk-24", "password": "x"}).settings == {"email": "desk-24"}
