"""Addresses to come back to: each belongs to one application, and no other address is one."""

import pytest
from flask import Flask

from tests.builders import NOW, make_application, make_other_application
from tests.conftest import StoppedClock
from webapp.errors import InvalidInput, NotFound
from webapp.services.oauth import redirect_uris

WEB = "https://app.example.com/signed-in"
LOCAL = "http://127.0.0.1/back"


@pytest.fixture
def application_id(app: Flask, clock: StoppedClock) -> str:
    return make_application().id


def test_a_registered_address_is_one(application_id: str) -> None:
    redirect_uris.create(application_id, WEB, now=NOW)

    assert redirect_uris.is_registered(application_id, WEB)
    assert not redirect_uris.is_registered(application_id, WEB + "/")


def test_an_address_of_another_application_is_none(application_id: str) -> None:
    redirect_uris.create(make_other_application().id, WEB, now=NOW)

    assert not redirect_uris.is_registered(application_id, WEB)


@pytest.mark.parametrize(("platform", "is_one"), [("desktop", True), ("web", False), ("js", False)])
def test_any_port_is_taken_for_the_platform_desktop_alone(
    application_id: str, platform: str, is_one: bool
) -> None:
    redirect_uris.create(application_id, LOCAL, platform=platform, now=NOW)

    assert redirect_uris.is_registered(application_id, "http://127.0.0.1:49152/back") == is_one


def test_one_address_is_registered_once(application_id: str) -> None:
    redirect_uris.create(application_id, WEB, now=NOW)

    with pytest.raises(InvalidInput, match="there_already"):
        redirect_uris.create(application_id, WEB, now=NOW)


def test_two_applications_may_share_an_address(application_id: str) -> None:
    redirect_uris.create(application_id, WEB, now=NOW)
    redirect_uris.create(make_other_application().id, WEB, now=NOW)

    assert [row.url for row in redirect_uris.listing(application_id)] == [WEB]


def test_there_are_at_most_fifty(application_id: str) -> None:
    for number in range(redirect_uris.AT_MOST):
        redirect_uris.create(application_id, f"{WEB}/{number}", now=NOW)

    with pytest.raises(InvalidInput, match="too_many"):
        redirect_uris.create(application_id, WEB, now=NOW)


def test_an_address_is_changed(application_id: str) -> None:
    found = redirect_uris.create(application_id, WEB, now=NOW)

    redirect_uris.update(found, url=LOCAL, platform="desktop")

    assert not redirect_uris.is_registered(application_id, WEB)
    assert redirect_uris.is_registered(application_id, "http://127.0.0.1:5/back")


def test_an_address_is_not_changed_to_one_that_is_there(application_id: str) -> None:
    redirect_uris.create(application_id, WEB, now=NOW)
    other = redirect_uris.create(application_id, LOCAL, now=NOW)

    with pytest.raises(InvalidInput, match="there_already"):
        redirect_uris.update(other, url=WEB)


def test_the_platform_alone_is_not_changed_to_one_that_the_address_does_not_fit(application_id: str) -> None:
    found = redirect_uris.create(application_id, WEB, now=NOW)

    with pytest.raises(InvalidInput, match="not_local"):
        redirect_uris.update(found, platform="desktop")


def test_a_deleted_address_is_none_any_more(application_id: str) -> None:
    found = redirect_uris.create(application_id, WEB, now=NOW)

    redirect_uris.destroy(found)
    redirect_uris.destroy(found)

    assert not redirect_uris.is_registered(application_id, WEB)
    with pytest.raises(NotFound):
        redirect_uris.find(application_id, found.id)
    with pytest.raises(NotFound):
        redirect_uris.update(found, url=LOCAL)


def test_an_address_is_found_by_its_own_application_alone(application_id: str) -> None:
    found = redirect_uris.create(application_id, WEB, now=NOW)

    with pytest.raises(NotFound):
        redirect_uris.find(make_other_application().id, found.id)
    with pytest.raises(NotFound):
        redirect_uris.find_by_url(make_other_application().id, WEB)
    assert redirect_uris.find_by_url(application_id, WEB).id == found.id
