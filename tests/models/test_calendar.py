"""How the first calendar of a grant is named."""

import pytest

from webapp.models.calendar import is_name_of_primary


@pytest.mark.parametrize("name", ["primary", "maya@example.com", "Maya@Example.com"])
def test_the_primary_calendar_goes_by_primary_and_by_the_e_mail(name: str) -> None:
    assert is_name_of_primary(name, email="maya@example.com")


@pytest.mark.parametrize("name", ["", "Primary", "jonas@example.com"])
def test_other_names_are_not_its(name: str) -> None:
    assert not is_name_of_primary(name, email="maya@example.com")
