"""Whose requests are counted together."""

import pytest
from flask import Flask, session

from tests.builders import MAYA, NOW, PASSWORD, make_api_key, make_tokens
from webapp.models import Grant, Organizer
from webapp.request_source import source
from webapp.services.access import api_keys, sign_ins

pytestmark = pytest.mark.usefixtures("clock")


def source_of(app: Flask, *, address: str = "192.0.2.1", bearer: str | None = None) -> str | None:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    with app.test_request_context(headers=headers, environ_base={"REMOTE_ADDR": address}):
        return source()


@pytest.mark.parametrize(
    ("address", "expected"),
    [("192.0.2.1", "network:192.0.2.1"), ("2001:db8::1", "network:2001:db8::/64")],
)
def test_a_visitor_is_counted_by_network(app: Flask, address: str, expected: str) -> None:
    assert source_of(app, address=address) == expected


def test_a_program_is_counted_by_its_key_wherever_it_runs(app: Flask) -> None:
    token = make_api_key()
    key = api_keys.authenticate(token, now=NOW)

    assert source_of(app, bearer=token) == source_of(app, bearer=token, address="::1") == f"key:{key.id}"


def test_a_program_that_an_organizer_signed_in_to_is_counted_by_itself(app: Flask, maya_grant: Grant) -> None:
    pair = make_tokens(maya_grant)

    assert source_of(app, bearer=pair.access) == f"token:{pair.authorization.id}"


@pytest.mark.parametrize("bearer", ["osk_made-up", "osa_made-up", "a-session"])
def test_any_other_bearer_is_counted_by_network(app: Flask, bearer: str) -> None:
    assert source_of(app, bearer=bearer) == "network:192.0.2.1"


def test_an_organizer_who_is_signed_in_is_not_counted(app: Flask, maya: Organizer) -> None:
    token = sign_ins.sign_in(MAYA, PASSWORD, now=NOW)
    with app.test_request_context():
        session[sign_ins.COOKIE_KEY] = token

        assert source() is None


@pytest.mark.parametrize("token", ["made up", 7])
def test_a_sign_in_that_is_none_is_counted_by_network(app: Flask, token: object) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.1"}):
        session[sign_ins.COOKIE_KEY] = token

        assert source() == "network:192.0.2.1"
