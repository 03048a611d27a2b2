"""Which invitations a browser remembers."""

import pytest
from flask import Flask, session

from tests.builders import NOW, make_configuration
from webapp.blueprints.public import invited
from webapp.blueprints.public.invited import REMEMBERED, TOKENS
from webapp.services.configurations import invitations
from webapp.services.configurations.invitations import Invited


def test_the_last_few_are_remembered_each_once_the_newest_last(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        for token in [*"abcdefg", "d"]:
            invited.remember(token)

        assert session[TOKENS] == [*"cefgd"]
        assert len(session[TOKENS]) == REMEMBERED


@pytest.mark.parametrize("remembered", [[], ["nothing"], ["osi_nothing"]])
def test_without_a_token_of_this_page_there_is_no_invitation(
    sqlite_app: Flask, remembered: list[str]
) -> None:
    page = make_configuration()

    with sqlite_app.test_request_context("/"):
        session[TOKENS] = remembered
        assert invited.token_for(page) is None


def test_the_newest_of_this_page_is_found(sqlite_app: Flask) -> None:
    page = make_configuration()
    other = make_configuration(page.grant, slug="other")
    tokens = [invitations.create(at, Invited(), now=NOW)[1] for at in (page, page, other)]

    with sqlite_app.test_request_context("/"):
        for token in tokens:
            invited.remember(token)
        found = invited.token_for(page)

    assert found is not None
    assert (found[0], found[1].configuration_id) == (tokens[1], page.id)
