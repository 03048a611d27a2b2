"""What a request names, found."""

import pytest
from flask import Flask, g

from tests.builders import make_booking, make_other_configuration
from webapp.blueprints.api import lookups
from webapp.blueprints.api.lookups import ConfigurationQuery
from webapp.errors import InvalidInput, NotFound
from webapp.models import Configuration


def named(**names: str) -> ConfigurationQuery:
    return ConfigurationQuery.model_validate(names)


def test_an_id_names_a_configuration_before_a_slug(app: Flask) -> None:
    assert lookups.configuration_id(named(configuration_id="7", slug="intro"), client_id=None) == "7"


def test_a_slug_names_a_configuration_of_the_first_application(page: Configuration) -> None:
    make_other_configuration()

    assert lookups.configuration_id(named(slug="intro"), client_id=None) == page.id


def test_a_slug_names_a_configuration_of_the_application_that_is_meant(page: Configuration) -> None:
    other = make_other_configuration()

    assert lookups.configuration_id(named(slug="intro"), client_id=other.application_id) == other.id


@pytest.mark.parametrize("slug", ["nothing", "a/b", "a\0b"])
def test_an_unknown_slug_is_not_found(page: Configuration, slug: str) -> None:
    with pytest.raises(NotFound, match="configuration.unknown"):
        lookups.configuration_id(named(slug=slug), client_id=None)


def test_a_request_that_names_no_configuration_is_refused(app: Flask) -> None:
    with pytest.raises(InvalidInput, match="configuration.unnamed"):
        lookups.configuration_id(named(client_id="7"), client_id="7")


def test_a_booking_is_found_in_its_own_configuration_alone(page: Configuration) -> None:
    booking = make_booking(page)

    g.configuration = page
    assert lookups.booking(booking.id).id == booking.id
    g.configuration = make_other_configuration()
    with pytest.raises(NotFound, match="booking.unknown"):
        lookups.booking(booking.id)


@pytest.mark.parametrize("booking_id", [None, ""])
def test_a_request_that_names_no_booking_moves_none(app: Flask, booking_id: str | None) -> None:
    assert lookups.moved_booking(booking_id) is None
