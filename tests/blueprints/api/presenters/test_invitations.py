"""An invitation as a program reads it."""

import pytest
from flask import Flask

from tests.builders import NOW
from webapp.blueprints.api.presenters.invitations import invitation_object
from webapp.models import Invitation


@pytest.fixture
def invitation() -> Invitation:
    values = {"name": "", "email": "", "note": "", "expires_at": None, "created_at": NOW}
    return Invitation(id="1", configuration_id="2", uses=1, uses_left=0, **values)


def test_what_is_empty_is_null_and_the_status_is_that_of_now(invitation: Invitation) -> None:
    shown = invitation_object(invitation, now=NOW)

    assert (shown["name"], shown["email"], shown["note"], shown["status"]) == (None, None, None, "used_up")
    assert not {"token", "url", "digest"} & shown.keys()


def test_a_new_one_has_its_token_and_its_link(sqlite_app: Flask, invitation: Invitation) -> None:
    shown = invitation_object(invitation, now=NOW, token="osi_secret")

    assert (shown["token"], shown["url"]) == ("osi_secret", "https://book.example.org/invitations/osi_secret")
