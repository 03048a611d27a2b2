"""A provider's sign-in in memory, and an API that answers to its tokens."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.google_server import app_at
from tests.oauth_server import OAuthServer
from webapp.lib import http
from webapp.lib.http import Conversation
from webapp.lib.oauth import client
from webapp.lib.oauth.apps import ProviderApp


@pytest.fixture
def oauth(httpserver: HTTPServer) -> OAuthServer:
    server = OAuthServer()
    httpserver.expect_request("/token").respond_with_handler(server.token)

    def answer(request: Request) -> Response:
        return Response("{}", 200 if server.is_let_in(request) else 401)

    httpserver.expect_request(re.compile("/api/.*")).respond_with_handler(answer)
    return server


@pytest.fixture
def provider_app(asking_app: Flask, httpserver: HTTPServer) -> ProviderApp:
    client.known_tokens.forget()
    found = app_at(httpserver)
    asking_app.config["OPENSLOT_PROVIDER_APPS"] = {"google": found}
    return found


@pytest.fixture
def talk(provider_app: ProviderApp) -> Iterator[Conversation]:
    with http.conversation(10) as talk:
        yield talk
